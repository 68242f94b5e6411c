import { expect, test } from "vitest";
import { up, type TransactionMode } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { usual } from "../support/transaction-case.ts";
import { transactionCases } from "../support/transaction-cases.ts";

/** Writes down which locks the transaction holds that stop the application, on tables that were there before. */
const look = `DO $look$ BEGIN EXECUTE $$
INSERT INTO held SELECT mode FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE pid = pg_backend_pid() AND relname IN (SELECT name FROM there)
  AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
$$; END $look$;`;

const there = `CREATE TABLE held (mode text);
CREATE TABLE there AS SELECT relname AS name FROM pg_class WHERE relname NOT LIKE 'pg%';`;

const tried = [
  "UPDATE",
  "CREATE INDEX",
  "a type that rewrites the table",
  "a foreign key",
  "VALIDATE of what is added NOT VALID",
  "the schema is written once",
  "a name with a blank",
  "the lock of a foreign key of a new table",
  "DROP INDEX",
  "SHARE of an index build stops writers too",
];

describeEachDatabase("locks of earlier migrations", (db) => {
  async function heldAtSlowWork(name: string, transaction: TransactionMode): Promise<unknown[]> {
    const { pending, before = usual } = transactionCases.find((one) => one.name === name)!;
    const [first, slow] = pending;
    const files = { "1_before.sql": `${before} ${there}` };
    await up({ database: db().database, migrationsDir: directoryOf(files) });
    const migrationsDir = directoryOf({
      ...files,
      "2_first.sql": first!,
      "3_slow.sql": `${look} ${slow}`,
    });
    await up({ database: db().database, migrationsDir, transaction });
    return db().query("SELECT mode FROM held");
  }

  test.each(tried)("are given up when slow work begins: %s", async (name) => {
    expect(await heldAtSlowWork(name, "auto")).toEqual([]);
  });

  test("are still held where all is one transaction", async () => {
    expect(await heldAtSlowWork("UPDATE", "all")).toEqual([{ mode: "AccessExclusiveLock" }]);
  });
});
