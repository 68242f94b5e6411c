import { beforeAll, expect, it } from "vitest";
import { readCatalog, scriptOf, type Catalog } from "../../src/catalog/index.ts";
import { withConnection, type Connection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { sixthOf } from "../support/share.ts";
import { statementCases } from "./statement-cases.ts";
import { differencesHere, statementsHere } from "../support/same-roles.ts";

const own = historyTable("pgmigrations");

beforeAll(loadParser);

describeEachDatabase("statements between catalogs", (database) => {
  const changed = (
    before: string,
    change: string,
    action: (connection: Connection, first: Catalog, second: Catalog) => Promise<void>,
  ) =>
    withConnection(
      database().database,
      { extensions: () => ["pgcrypto"], lockWait: 1 },
      async (connection) => {
        await database().query(`CREATE SCHEMA app; ${before}`);
        const first = await readCatalog(connection, own);
        await database().query(change);
        await action(connection, first, await readCatalog(connection, own));
      },
    );

  async function run(connection: Connection, statements: readonly { readonly sql: string }[]) {
    for (const { sql } of statements) await connection.run([sql]);
  }

  it.each(sixthOf(statementCases))("$title", async ({ before = "", change, back }) => {
    await changed(before, change, async (connection, first, second) => {
      const statements = statementsHere(second, first);
      expect(scriptOf(statements)).toBe(back);
      await run(connection, statements);
      expect(differencesHere(first, await readCatalog(connection, own))).toEqual([]);
      if (statements.every(({ isRepeatable }) => isRepeatable)) {
        await run(connection, statements);
        expect(differencesHere(first, await readCatalog(connection, own))).toEqual([]);
      }
      await run(connection, statementsHere(first, second, { guarded: false }));
      expect(differencesHere(second, await readCatalog(connection, own))).toEqual([]);
    });
  });

  it("says nothing of the history's own tables", async () => {
    await changed(
      "",
      "CREATE TABLE pgmigrations (id serial PRIMARY KEY)",
      async (_, first, second) => expect(statementsHere(second, first)).toEqual([]),
    );
  });

  it("tells what a statement is about", async () => {
    const table = "CREATE TABLE app.users (id int)";
    await changed(table, "COMMENT ON TABLE app.users IS 'x'", async (_, first, second) => {
      const [statement] = statementsHere(second, first);
      expect(statement).toMatchObject({
        sql: "COMMENT ON TABLE app.users IS NULL",
        creates: [],
        drops: [],
        touches: [{ kind: "table", name: "app.users" }],
        losesData: false,
        isRepeatable: true,
      });
    });
  });

  it("says which statements lose data, and which cannot run twice", async () => {
    const change = "CREATE TYPE app.mood AS ENUM ('a'); CREATE TABLE app.t (id int)";
    await changed("", change, async (_, first, second) => {
      expect(statementsHere(second, first).filter(({ losesData }) => losesData)).toMatchObject([
        { sql: "DROP TABLE IF EXISTS app.t" },
      ]);
      expect(
        statementsHere(first, second).filter(({ isRepeatable }) => !isRepeatable),
      ).toMatchObject([{ sql: "CREATE TYPE app.mood AS ENUM ('a')" }]);
    });
  });
});
