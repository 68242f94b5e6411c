import { buildFactBase, type Fact, type FactBase } from "@supabase/pg-delta/core";
import { plan } from "@supabase/pg-delta/plan";
import { beforeAll, expect, it } from "vitest";
import {
  statementsBetween,
  type Catalog,
  type ChangeStatement,
} from "../../../src/catalog/index.ts";
import { loadPgDelta } from "../../../src/catalog/pg-delta.ts";
import { loadParser } from "../../../src/sql/statement/index.ts";
import { Random } from "../../support/random.ts";
import { besideTables } from "./beside-tables.ts";
import { meaning, wordsOf } from "./meaning.ts";
import { onTables } from "./on-tables.ts";
import { Words, type MadeUp } from "./words.ts";

beforeAll(async () => {
  await loadParser();
  await loadPgDelta();
});

const wanted = 2000;

it(`says what the library says: ${wanted} statements with hostile names and texts`, () => {
  const words = new Words(new Random(20_261_128));
  const makers = Object.entries({ ...onTables, ...besideTables });
  const counts = new Map(makers.map(([kind]) => [kind, 0]));
  for (let count = 0; count < wanted;) {
    const [kind, make] = words.random.pick(makers);
    for (const [from, to] of ways(make(words))) {
      const checked = check(from, to, kind);
      counts.set(kind, counts.get(kind)! + checked);
      count += checked;
    }
  }
  expect([...counts].filter(([, checked]) => checked < 10)).toEqual([]);
}, 240_000);

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
  const library = plan(from, to, { compact: false }).actions.map(({ sql }) => sql);
  const ours = texts(from, to);
  const context = JSON.stringify({ kind, library, ours });
  if (kind === "table" || library.length !== ours.length)
    expect(wordsOf(ours), context).toEqual(wordsOf(library));
  else expect(ours.map(meaningOf).toSorted(), context).toEqual(library.map(meaningOf).toSorted());
  return ours.length;
}

function texts(from: FactBase, to: FactBase): string[] {
  const catalog = (facts: FactBase): Catalog => ({
    ...{
      facts,
      user: "postgres",
      majorVersion: 18,
      attachments: new Map(),
      definitions: new Map(),
      undescribed: [],
    },
  });
  return statementsBetween(catalog(from), catalog(to))
    .filter(isAbout)
    .map(({ sql }) => withoutQuestion(sql))
    .filter((sql) => !/^(?:GRANT|REVOKE) /.test(sql)); // written from facts alone
}

/** The statement in a DO block that asks first whether its constraint is there. */
function withoutQuestion(sql: string): string {
  return /^DO (\$\w*\$)\nBEGIN\n.*?\) THEN\n(.*);\n {4}END IF;\nEND;\n\1$/s.exec(sql)?.[2] ?? sql;
}

/** Whether it is not a DROP that only makes room. */
function isAbout({ creates, drops, touches }: ChangeStatement): boolean {
  return creates.length + drops.length + touches.length > 0;
}

/** Options that say what is so anyway, and the cast of a column to its own new type, are left out. */
function meaningOf(sql: string): string {
  return meaning(
    sql
      .replace(/ WITH \(publish = 'insert, update, delete, truncate'\)$/, "")
      .replace(/(?<= TYPE bigint) USING .*::bigint$/s, ""),
  );
}
