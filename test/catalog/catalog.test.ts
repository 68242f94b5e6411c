import { beforeAll, expect, it } from "vitest";
import {
  catalogReader,
  differences,
  objectText,
  readCatalog,
  statementsBetween,
} from "../../src/catalog/index.ts";
import { withConnection, type Connection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";

const own = historyTable("pgmigrations");

beforeAll(loadParser);

describeEachDatabaseInTurn(1, "catalog", (database) => {
  const connected = <Result>(action: (connection: Connection) => Promise<Result>) =>
    withConnection(database().database, { extensions: () => [], lockWait: 1 }, action);

  const before = `CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('glad', 'sad');
    CREATE TABLE app.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, mood app.mood DEFAULT 'glad');
    CREATE INDEX users_email ON app.users (email) WHERE email <> '';
    COMMENT ON TABLE app.users IS 'People';
    CREATE FUNCTION app.one() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = app AS 'SELECT 1';`;

  async function told(change: string) {
    await database().query(before);
    return connected(async (connection) => {
      const first = await readCatalog(connection, own);
      await database().query(change);
      const second = await readCatalog(connection, own);
      return { found: differences(first, second), back: statementsBetween(second, first) };
    });
  }

  it("says nothing of equal catalogs, nor of our own tables", async () => {
    const { found, back } = await told(
      "CREATE TABLE pgmigrations (id serial PRIMARY KEY); CREATE TABLE pgmigrations_journal (id serial PRIMARY KEY); CREATE INDEX ON pgmigrations_journal (id)",
    );
    expect({ found, back }).toEqual({ found: [], back: [] });
  });

  it("tells the clause that an index lost", async () => {
    const { found } = await told(
      "DROP INDEX app.users_email; CREATE INDEX users_email ON app.users (email)",
    );
    expect(found).toEqual([
      {
        object: { kind: "index", name: "app.users_email" },
        change: "changed",
        details: [{ aspect: "WHERE clause", was: "(email <> ''::text)" }],
      },
    ]);
  });

  it("tells what a function lost when it was written anew", async () => {
    const { found } = await told(
      "DROP FUNCTION app.one; CREATE FUNCTION app.one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    );
    expect(found[0]?.details).toEqual([
      { aspect: "SECURITY DEFINER", was: "set" },
      { aspect: "setting search_path", was: "'app'" },
    ]);
  });

  it("tells an order of columns, but not one that follows from a new column", async () => {
    const reordered = await told(
      "ALTER TABLE app.users DROP COLUMN email, ADD COLUMN name text, ADD COLUMN email text NOT NULL",
    );
    const orders = reordered.found
      .flatMap(({ details }) => details)
      .filter(({ aspect }) => aspect === "column order");
    expect(orders).toEqual([
      { aspect: "column order", was: "id, email, mood", is: "id, mood, name, email" },
    ]);
  });

  it("folds into one what follows from it", async () => {
    const { found } = await told(
      `CREATE TABLE app.logs (id bigint PRIMARY KEY, note text DEFAULT 'x'); CREATE INDEX ON app.logs (note);
       ALTER TABLE app.users ADD COLUMN age integer CHECK (age > 0); CREATE INDEX ON app.users (age)`,
    );
    expect(found.map(({ object, change }) => `${change} ${objectText(object)}`)).toEqual([
      "extra table app.logs",
      "extra column app.users.age",
    ]);
  });

  it("gives statements that bring the catalog back", async () => {
    await database().query(before);
    await connected(async (connection) => {
      const first = await readCatalog(connection, own);
      await database().query(`ALTER TYPE app.mood ADD VALUE 'calm';
        DROP INDEX app.users_email; DROP FUNCTION app.one; COMMENT ON TABLE app.users IS NULL;
        CREATE TABLE app.logs (id bigint PRIMARY KEY, user_id bigint REFERENCES app.users)`);
      const second = await readCatalog(connection, own);
      for (const { sql } of statementsBetween(second, first)) await connection.run([sql]);
      expect(differences(first, await readCatalog(connection, own))).toEqual([]);
    });
  });

  it("reads on after the session has lost its prepared statements", async () => {
    await connected(async (connection) => {
      const read = catalogReader(connection, own);
      const first = await read();
      await connection.run(["DISCARD ALL"]);
      expect(differences(first, await read())).toEqual([]);
    });
  });

  it("tells of objects that facts do not know", async () => {
    await connected(async (connection) => {
      const first = await readCatalog(connection, own);
      await database().query(
        "CREATE TYPE public.answer AS ENUM ('yes'); CREATE CAST (integer AS public.answer) WITH INOUT",
      );
      const second = await readCatalog(connection, own);
      expect(differences(first, second).map(({ object }) => objectText(object))).toEqual([
        "cast (integer AS public.answer)",
        "type public.answer",
      ]);
    });
  });
});
