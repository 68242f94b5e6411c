import { fixMigrations, type Fixed } from "../../src/lint/fixing.ts";
import { defaultLintSettings, type LintSettings } from "../../src/lint/settings.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import type { Lintable } from "../../src/lint/lintable.ts";
import type { LintFacts } from "../../src/lint/facts.ts";
import { upDown } from "./migrations.ts";

/** The day that headers of new migrations tell. */
export const today = "2026-11-27";

export function factsFor(
  settings: Partial<LintSettings>,
  more: Partial<LintFacts> = {},
): LintFacts {
  const merged = { ...defaultLintSettings, ...settings };
  return {
    settings: merged,
    postgres: { major: merged.postgres ?? 15, source: "default" },
    transaction: "auto",
    traced: () => undefined,
    isSmall: ({ name }) => merged.smallTables.includes(name),
    isBusy: () => false,
    ...more,
  };
}

/** Migrations by their names, mended from the second on by these rules. */
export function fixedBy(
  rules: readonly string[],
  texts: Readonly<Record<string, string>>,
  more: Partial<LintFacts> = {},
): Fixed {
  const all = lintables(texts);
  const chosen = new Set(all.slice(1).map(({ name }) => name));
  const facts = factsFor({ only: rules, postgres: more.postgres?.major }, more);
  return fixMigrations({ all, chosen, facts, date: today });
}

export function lintables(texts: Readonly<Record<string, string>>): Lintable[] {
  return Object.entries(texts).map(([name, text]) => lintableText(name, `${name}.sql`, text));
}

/** A table that exists, and a second migration that is mended. */
export const orders = {
  "1700000000001_create-orders": upDown(
    `CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total integer, note text, zip text,
    CONSTRAINT zip_there CHECK (zip IS NOT NULL));
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    "DROP FUNCTION stamp();\nDROP TABLE orders;\nDROP TABLE users;",
  ),
};
export const second = "1700000000002_change-orders";
