import { beforeAll, expect, test } from "vitest";
import { lintMigrations } from "../../src/lint/linter.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { allRules } from "../../src/lint/rules/index.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { factsOf } from "../support/rule-cases.ts";

beforeAll(loadParser);

/** What some of the examples take for there. */
const before: Readonly<Record<string, string>> = {
  "change-column-type-blocked-by-dependent": `
    CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), closed_at timestamptz);
    CREATE VIEW open_orders AS SELECT id, code FROM orders WHERE closed_at IS NULL;`,
  "set-not-null-proof-lost": `
    CREATE TABLE orders (id bigint PRIMARY KEY, email text, CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL));`,
};

/** It shows a variable, whose value is given on the command line. */
const withVariables = new Set(["psql-variable"]);

const examples = allRules
  .filter(({ name }) => !withVariables.has(name))
  .flatMap(({ name, instead }) =>
    Array.from(instead.matchAll(/```sql\n([^]*?)```/g), ([, sql]) => ({ name, sql: sql! })),
  );

test.each(examples)("what $name says to write instead gets no error", ({ name, sql }) => {
  const parts = sql.split(/^-- \w+ migration\b.*\n/m).filter((part) => part.trim() !== "");
  const all = [before[name] ?? "", ...parts].map((text, index) =>
    lintableText(`170000000000${index}_step`, `170000000000${index}_step.sql`, text),
  );
  const chosen = new Set(all.slice(1).map((one) => one.name));
  const facts = factsOf({}, { sets: ["recommended"], lockTimeout: "of the run" });
  const { findings } = lintMigrations(all, chosen, facts);
  const errors = findings.filter(({ severity }) => severity === "error");
  expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});
