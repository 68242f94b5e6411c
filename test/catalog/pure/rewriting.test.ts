import { buildFactBase, type Fact, type FactBase } from "@supabase/pg-delta/core";
import { plan } from "@supabase/pg-delta/plan";
import { beforeAll, describe, expect, it } from "vitest";
import {
  statementsBetween,
  type Catalog,
  type ChangeStatement,
} from "../../../src/catalog/index.ts";
import { loadParser } from "../../../src/sql/statement/index.ts";
import { Random } from "../../support/random.ts";
import { MadeUpFacts, type MadeUp } from "./made-up-facts.ts";
import { meaning, scanned, wordsOf } from "./meaning.ts";

beforeAll(loadParser);

const wanted = 2000;

describe("statements as people write them", () => {
  it(`mean what the library's say: ${wanted} with hostile names and texts`, () => {
    const made = new MadeUpFacts(new Random(20_261_128));
    const kinds = new Map<string, number>();
    for (let count = 0; count < wanted;) {
      const one = made.next();
      for (const [from, to] of ways(one)) {
        const checked = check(from, to, one.kind);
        kinds.set(one.kind, (kinds.get(one.kind) ?? 0) + checked);
        count += checked;
      }
    }
    expect([...kinds].filter(([, checked]) => checked < 10)).toEqual([]);
    expect(kinds.size).toBe(24);
  });
});

/** What is made, what is changed, and what is taken away again. */
function ways({ facts, around, changed = [] }: MadeUp): [FactBase, FactBase][] {
  const app: Fact = { id: { kind: "schema", name: "app" }, payload: {} };
  const base = (more: readonly Fact[]) => buildFactBase([app, ...around, ...more], []);
  return [
    [base([]), base(facts)],
    ...(changed.length > 0 ? [[base(facts), base(changed)] as [FactBase, FactBase]] : []),
    [base(facts), base([])],
  ];
}

/** Compares our statements with the library's, and counts them. */
function check(from: FactBase, to: FactBase, kind: string): number {
  const original = plan(from, to, { compact: false }).actions.map(({ sql }) => sql);
  const plain = ours(from, to, false);
  const guarded = ours(from, to, true).filter((one) => isAbout(one));
  const context = { kind, original, plain: texts(plain) };
  expect(
    guarded.map(({ sql }) => meaningOf(sql)),
    JSON.stringify(context),
  ).toEqual(plain.map(({ sql }) => meaningOf(sql)));
  if (kind === "table" || original.length !== plain.length)
    expect(wordsOf(texts(plain)), JSON.stringify(context)).toEqual(wordsOf(original));
  else
    expect(texts(plain).map(meaningOf).toSorted(), JSON.stringify(context)).toEqual(
      original.map(meaningOf).toSorted(),
    );
  for (const { sql } of guarded) expect(scanned(sql).join(" ")).not.toContain("IF EXISTS IF");
  return plain.length;
}

function ours(from: FactBase, to: FactBase, withGuards: boolean): ChangeStatement[] {
  const catalog = (facts: FactBase): Catalog => ({
    ...{ facts, user: "postgres", majorVersion: 18, undescribed: new Map() },
  });
  const statements = statementsBetween(catalog(from), catalog(to), { guarded: withGuards });
  return statements.filter(({ sql }) => !/^(?:GRANT|REVOKE) /.test(sql)); // written from facts alone
}

/** Whether it is not a DROP that only makes room. */
function isAbout({ creates, drops, touches }: ChangeStatement): boolean {
  return creates.length + drops.length + touches.length > 0;
}

function texts(statements: readonly ChangeStatement[]): string[] {
  return statements.map(({ sql }) => sql);
}

/** Options that say what is so anyway, and the cast of a column to its own new type, are left out. */
function meaningOf(sql: string): string {
  return meaning(
    sql
      .replace(/ WITH \(publish = 'insert, update, delete, truncate'\)$/, "")
      .replace(/(?<= TYPE bigint) USING .*::bigint$/s, ""),
  );
}
