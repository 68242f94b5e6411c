import { beforeAll, describe, expect, inject, it } from "vitest";
import {
  alike,
  differences,
  objectText,
  readCatalog,
  schemasOf,
  scopeOf,
  statementsBetween,
  within,
  type Catalog,
  type ComparedDatabase,
} from "../../src/catalog/index.ts";
import { withScratch, type Connection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { richSchema } from "../support/rich-schema.ts";
import { soaking } from "../support/soak.ts";

const own = historyTable("pgmigrations");

beforeAll(loadParser);

/** Embedded in the soak; making one there takes longer. */
const place = soaking ? "embedded" : inject("serverUrl");

/** What these statements make of an empty database, on a server or embedded. */
function made(
  statements: readonly string[],
  on = place,
): Promise<ComparedDatabase & { readonly empty: Catalog }> {
  const server = on === "embedded" ? undefined : on;
  const extensions = () => ["pgcrypto"];
  return withScratch({ server, extensions }, async (scratches) => {
    const { connection } = await scratches.fresh();
    const empty = await readCatalog(connection, own);
    return { catalog: await changed(connection, statements), empty };
  });
}

async function changed(connection: Connection, statements: readonly string[]): Promise<Catalog> {
  for (const statement of statements) await connection.run([statement]);
  return readCatalog(connection, own);
}

function told([first, second]: readonly [Catalog, Catalog]): string[] {
  return differences(first, second).map(({ change, object }) => `${change} ${objectText(object)}`);
}

it("reads the same facts through PGlite and through pg", async () => {
  const embedded = await made(richSchema, "embedded");
  const server = await made(richSchema, inject("serverUrl"));
  const [first, second] = alike(embedded, { catalog: server.catalog });
  expect(differences(first, second)).toEqual([]);
  expect(statementsBetween(first, second)).toEqual([]);
  expect(first.facts.rootHash).toBe(second.facts.rootHash);
});

it("has statements that make all of it, and take all of it away", async () => {
  const { catalog, empty } = await made(richSchema);
  const there = statementsBetween(empty, catalog).map(({ sql }) => sql);
  const andBack = [...there, ...statementsBetween(catalog, empty).map(({ sql }) => sql)];
  expect(told([catalog, (await made(there)).catalog])).toEqual([]);
  expect(told([empty, (await made(andBack)).catalog])).toEqual([]);
});

describe("owners", () => {
  it("have one name, also in privileges and policies, and an odd one is told", async () => {
    const both = [
      "CREATE SCHEMA a",
      "CREATE TABLE a.one ()",
      "CREATE TABLE a.two (id int)",
      "REVOKE TRUNCATE ON a.two FROM CURRENT_USER",
      "CREATE POLICY p ON a.two TO CURRENT_USER USING (true)",
    ];
    const scratch = await made(both, "embedded");
    const otherwise = [
      "CREATE ROLE app SUPERUSER",
      "CREATE ROLE odd",
      "SET SESSION AUTHORIZATION app",
      ...both,
      "CREATE TABLE a.three ()",
      "ALTER TABLE a.one OWNER TO odd",
      "RESET SESSION AUTHORIZATION",
    ];
    const { catalog } = await made(otherwise, "embedded");
    const [first, second] = alike(scratch, { catalog });
    expect([first.user, second.user]).toEqual(["app", "app"]);
    expect(told([first, second])).toEqual(["changed table a.one", "extra table a.three"]);
    const sql = statementsBetween(first, second).map((statement) => statement.sql);
    expect(sql).toContain("ALTER TABLE a.one OWNER TO odd");
    expect(sql.join("\n")).not.toContain("OWNER TO app");
    expect(told(alike({ catalog }, scratch))).toEqual([
      "changed table a.one",
      "missing table a.three",
    ]);
  });

  it("of two databases are those who own most", async () => {
    const owned = (owner: string) => [
      `CREATE ROLE ${owner}`,
      "CREATE TABLE one ()",
      "CREATE TABLE two ()",
      `ALTER TABLE one OWNER TO ${owner}`,
      `ALTER TABLE two OWNER TO ${owner}`,
    ];
    const blue = await made(owned("blue"), "embedded");
    const green = await made(owned("green"), "embedded");
    expect(told(alike({ catalog: blue.catalog }, { catalog: green.catalog }))).toEqual([]);
  });
});

describe("releases", () => {
  it("hide what the older one does not know", async () => {
    const newer = await made(["CREATE TABLE t ()", "CREATE DOMAIN d AS int NOT NULL"]);
    const older = await made([
      "CREATE TABLE t ()",
      "REVOKE MAINTAIN ON t FROM CURRENT_USER",
      "CREATE DOMAIN d AS int CONSTRAINT other_name NOT NULL",
    ]);
    expect(told(alike(newer, older))).not.toEqual([]);
    const before17 = { ...older, catalog: { ...older.catalog, majorVersion: 16 } };
    expect(told(alike(newer, before17))).toEqual([]);
    expect(told(alike(before17, newer))).toEqual([]);
  });
});

describe("schema public", () => {
  it("counts as the server made it, unless what made a side changed it", async () => {
    const given = await made(["GRANT CREATE ON SCHEMA public TO PUBLIC"]);
    const bare = await made(["SELECT 1"]);
    const without = await made(["DROP SCHEMA public"]);
    const target = { catalog: given.catalog };
    expect(told(alike(bare, target))).toEqual([]);
    expect(told(alike(bare, { catalog: without.catalog }))).toEqual([]);
    expect(told(alike(given, { catalog: bare.catalog }))).toEqual(["changed schema public"]);
    expect(told(alike(target, { catalog: bare.catalog }))).toEqual(["changed schema public"]);
  });
});

describe("scope", () => {
  it("is the schemas that were touched or named, extensions, and the kinds that were made", async () => {
    const scratch = await made(["CREATE SCHEMA app", "CREATE TABLE app.t ()"]);
    const target = await made([
      "CREATE SCHEMA app",
      "CREATE TABLE app.t ()",
      "CREATE TABLE app.stray ()",
      "CREATE SCHEMA other",
      "CREATE TABLE other.stray ()",
      "CREATE SCHEMA named",
      "CREATE EXTENSION pgcrypto SCHEMA other",
      "CREATE PUBLICATION news",
    ]);
    const scope = scopeOf(scratch.catalog, scratch.empty, ["drop table if exists Named.old"]);
    const both = alike(scratch, { catalog: target.catalog });
    const [first, second] = both.map((catalog) => within(catalog, scope)) as [Catalog, Catalog];
    expect(schemasOf(second)).toEqual(["app", "named"]);
    expect(told([first, second])).toEqual([
      "extra table app.stray",
      "extra schema named",
      "extra extension pgcrypto",
    ]);
  });

  it("has publications where one is made, and leaves out what an object outside it needs", async () => {
    const publication = [
      "CREATE TABLE t (id int PRIMARY KEY)",
      "CREATE PUBLICATION news FOR TABLE t",
    ];
    const scratch = await made(publication);
    const target = await made([
      ...publication,
      "CREATE PUBLICATION more",
      "CREATE SCHEMA other",
      "CREATE TABLE other.o (id int PRIMARY KEY)",
      "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES other.o",
    ]);
    const scope = scopeOf(scratch.catalog, scratch.empty, []);
    const [first, second] = alike(scratch, { catalog: target.catalog }).map((catalog) =>
      within(catalog, scope),
    ) as [Catalog, Catalog];
    expect(told([first, second])).toEqual([
      "extra publication more",
      "extra constraint t_id_fkey on public.t",
    ]);
    const sql = (from: Catalog, to: Catalog) =>
      statementsBetween(from, to)
        .map((statement) => statement.sql)
        .join("\n");
    expect(sql(first, second)).toMatch(/CREATE PUBLICATION more/);
    expect(sql(first, second)).toMatch(/FOREIGN KEY \(id\) REFERENCES other\.o/);
    expect(sql(first, second)).not.toMatch(/CREATE TABLE/);
    expect(sql(second, first)).toMatch(/DROP CONSTRAINT/);
  });
});
