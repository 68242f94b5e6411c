import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadParser, parseStatements } from "../../../src/sql/statement/statements.ts";
import { lintCase, migrationsOfCase, ruleCases } from "../../support/rule-cases.ts";

/** Statements that a help has whole, so that somebody pastes them. */
const whole =
  /\b(?:SELECT setval\(.*\);|ALTER TABLE \S+ (?:VALIDATE|DROP) CONSTRAINT [^\s.;]+|ALTER INDEX \S+ RENAME TO [^\s.;]+|DROP INDEX CONCURRENTLY IF EXISTS [a-z_."]+|DROP TRIGGER IF EXISTS \S+ ON \S+|REFRESH MATERIALIZED VIEW CONCURRENTLY [a-z_."]+[a-z_"]|SET (?:LOCAL )?[a-z_]+ = (?:\d+|'\w+')|RESET [a-z]+_[a-z_]+)/g;

/** What many cases take for there. */
const taken = [
  "CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT users_email_key UNIQUE, name text)",
  "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, status text, note text, email text)",
  "CREATE TABLE shop.users (id bigint PRIMARY KEY)",
  "CREATE TABLE shop.orders (id bigint PRIMARY KEY)",
  "CREATE MATERIALIZED VIEW daily_sales AS SELECT 1 AS day",
  "CREATE UNIQUE INDEX ON daily_sales (day)",
  "CREATE INDEX orders_user_id_idx ON orders (user_id)",
];

let database: PGlite;
beforeAll(async () => {
  await loadParser();
  database = await PGlite.create();
});
afterAll(() => database.close());

/** The case itself does in another way what is advised, or what the advice is in place of. */
const isDone = /"orders_buyer_idx" already exists|materialized view is not populated/;

const cases = ruleCases().filter(({ isBad }) => isBad);

/** The statements that the helps of a case have, each once. */
function advised(one: (typeof cases)[number]): string[] {
  const { findings } = lintCase(one, { only: [one.rule] });
  const found = findings.flatMap(({ help = "" }) => help.match(whole) ?? []);
  return [...new Set(found)];
}

/** Runs what a case has, as far as it runs where nothing else is. */
async function prepare(one: (typeof cases)[number]): Promise<void> {
  await database.exec(
    "RESET ALL; DROP SCHEMA IF EXISTS shop, app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE SCHEMA shop; CREATE SCHEMA app",
  );
  const made = migrationsOfCase(one).all.flatMap(({ sections }) =>
    sections.up ? parseStatements(sections.up.text).map(({ text }) => text) : [],
  );
  for (const statement of [...made, ...taken, ...made])
    await database.exec(statement).catch(() => database.exec("ROLLBACK"));
}

test("whole statements in helps run, once what the case takes for there is there", async () => {
  const failed: string[] = [];
  let run = 0;
  for (const one of cases) {
    const statements = advised(one);
    if (statements.length > 0) await prepare(one);
    for (const statement of statements) {
      run++;
      await database.exec(statement).catch((error: Error) => {
        if (isDone.test(error.message)) return;
        failed.push(`${one.rule}/${one.file}: ${statement}: ${error.message}`);
      });
    }
  }
  expect(failed).toEqual([]);
  expect(run).toBeGreaterThan(30);
});
