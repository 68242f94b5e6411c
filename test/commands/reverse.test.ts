import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import {
  reverse,
  status,
  up,
  verify,
  type ReversedMigration,
  type ReverseOptions,
} from "../../src/index.ts";
import { UnknownMigrationError } from "../../src/errors/index.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { scratchPlaces, describeEachServerInFull } from "../support/share.ts";

const base = `CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE IF NOT EXISTS app.users (id int PRIMARY KEY, name text, status text DEFAULT 'new');
CREATE TABLE IF NOT EXISTS app.roles (id serial PRIMARY KEY, code text NOT NULL UNIQUE, label text);
CREATE TABLE IF NOT EXISTS app.grants (user_id int, role text, PRIMARY KEY (user_id, role));
CREATE TABLE IF NOT EXISTS app.tags (id uuid PRIMARY KEY DEFAULT gen_random_uuid());`;

const first = { "1_base.sql": upDown(base, "DROP SCHEMA IF EXISTS app CASCADE;") };

describe.each(scratchPlaces(0))("reverse ($place)", ({ place, scratch }) => {
  const reversed = (files: Record<string, string>, options: ReverseOptions = {}) =>
    reverse({ migrationsDir: directoryOf(files), scratch: scratch(), ...options });

  /** What becomes of a migration after the first one. */
  async function ofUp(sql: string, options: ReverseOptions = {}): Promise<ReversedMigration> {
    const { migrations } = await reversed({ ...first, "2_change.sql": sql }, options);
    expect(migrations.map(({ name }) => name)).toEqual(["2_change"]);
    return migrations[0]!;
  }

  /** The same, where it is named. */
  async function ofUpIn(sql: string, options: ReverseOptions): Promise<ReversedMigration> {
    return ofUp(sql, { ...options, names: ["2_change"] });
  }

  test.each([
    [
      "renames of a table, a column and what hangs on them",
      `ALTER TABLE app.users RENAME TO people; ALTER TABLE app.people RENAME COLUMN name TO full_name;
       ALTER TABLE app.people RENAME CONSTRAINT users_pkey TO people_pkey; CREATE INDEX people_name ON app.people (full_name)`,
      `ALTER TABLE IF EXISTS app.people RENAME TO users;
ALTER TABLE app.users RENAME COLUMN full_name TO name;
ALTER TABLE app.users RENAME CONSTRAINT people_pkey TO users_pkey;
DROP INDEX IF EXISTS app.people_name;
`,
    ],
    [
      "a block that changes rows of a table that is made with it",
      "CREATE TABLE app.made (id int); INSERT INTO app.made VALUES (1); DO $$ BEGIN UPDATE app.made SET id = 2; END $$",
      "DROP TABLE IF EXISTS app.made;\n",
    ],
    [
      "a move to another schema",
      "CREATE SCHEMA archive; ALTER TABLE app.grants SET SCHEMA archive",
      `ALTER TABLE IF EXISTS archive.grants SET SCHEMA app;
DROP SCHEMA IF EXISTS archive;
`,
    ],
    [
      "a table whose name a new one has taken",
      "ALTER TABLE app.tags RENAME TO tags_old; CREATE TABLE app.tags (id int PRIMARY KEY)",
      `DROP TABLE app.tags;
ALTER TABLE app.tags_old RENAME TO tags;
`,
    ],
    [
      "rows with a key that was given",
      "INSERT INTO app.users VALUES (901, 'O''Brien'), (902, NULL); INSERT INTO app.grants VALUES (901, 'a'), (902, 'b')",
      `DELETE FROM app.grants WHERE (user_id, role) IN ((901, 'a'), (902, 'b'));
DELETE FROM app.users WHERE id IN (901, 902);
`,
    ],
    [
      "rows whose key a sequence gave, by what is unique beside it",
      "INSERT INTO app.roles (code, label) VALUES ('admin', 'A'), ('guest', 'G')",
      `DELETE FROM app.roles WHERE code IN ('admin', 'guest');
`,
    ],
    [
      "rows of which some values are left to the table",
      "INSERT INTO app.roles VALUES (DEFAULT, 'admin'); INSERT INTO app.users VALUES (903)",
      `DELETE FROM app.users WHERE id = 903;
DELETE FROM app.roles WHERE code = 'admin';
`,
    ],
    [
      "a new column that is filled",
      "ALTER TABLE app.users ADD COLUMN state int; UPDATE app.users SET state = 1; ALTER TABLE app.users ALTER COLUMN state SET NOT NULL",
      `ALTER TABLE app.users DROP COLUMN IF EXISTS state;
`,
    ],
    [
      "a constraint that no generated row fits",
      "ALTER TABLE app.users ADD CONSTRAINT users_status CHECK (status IN ('new', 'old'))",
      `ALTER TABLE app.users DROP CONSTRAINT IF EXISTS users_status;
`,
    ],
    [
      "what cannot run in a transaction",
      "CREATE INDEX CONCURRENTLY users_name ON app.users (name)",
      `DROP INDEX IF EXISTS app.users_name;
`,
    ],
  ])("takes back %s", async (_title, sql, section) => {
    expect(await ofUp(`${sql};`)).toMatchObject({ outcome: "offered", section, lost: [] });
  });

  test("takes back another label of an enum that a block gives, where rows have it in their key", async () => {
    const { migrations } = await reversed(
      {
        "1_base.sql": `${base} CREATE TYPE app.kind AS ENUM ('a', 'b'); CREATE TABLE app.kinds (kind app.kind PRIMARY KEY);`,
        "2_change.sql": "DO $$ BEGIN ALTER TYPE app.kind RENAME VALUE 'b' TO 'c'; END $$;",
      },
      { names: ["2_change"] },
    );
    expect(migrations).toMatchObject([
      { outcome: "offered", section: "ALTER TYPE app.kind RENAME VALUE 'c' TO 'b';\n" },
    ]);
  });

  test("says what a section does not bring back", async () => {
    const { outcome, section, lost } = await ofUp(
      "ALTER TABLE app.users DROP COLUMN status; DROP TABLE app.grants;",
    );
    expect({ outcome, lost }).toEqual({
      outcome: "offered",
      lost: [
        "The rows of app.grants are not brought back: the up section drops the table",
        "The values of app.users.status are not brought back: the up section drops the column",
      ],
    });
    for (const loss of lost) expect(section).toContain(`-- ${loss}.\n`);
  });

  test.each([
    [
      "UPDATE app.users SET status = 'old' WHERE name = 'x'",
      "UPDATE changes values of app.users.status",
    ],
    ["DELETE FROM app.users WHERE name = 'x'", "DELETE removes rows of app.users"],
    ["TRUNCATE app.grants", "TRUNCATE removes rows of app.grants"],
    [
      "DO $$ BEGIN UPDATE app.users SET status = 'old'; END $$",
      "A DO block changes or removes rows",
    ],
    ["INSERT INTO app.tags DEFAULT VALUES", "A row comes into app.tags without a value"],
    [
      "INSERT INTO app.grants SELECT id, 'member' FROM app.users",
      "into app.grants are read from other tables",
    ],
    ["ALTER TABLE app.roles DROP COLUMN code", "app.roles.code is NOT NULL and has no default"],
  ])("leaves to a person: %s", async (sql, reason) => {
    const { outcome, reasons } = await ofUp(`CREATE TABLE app.more (id int); ${sql};`);
    expect({ outcome, reasons: reasons.join(". ") }).toEqual({
      outcome: "needs-person",
      reasons: expect.stringContaining(reason) as string,
    });
  });

  test("tells an up section that fails", async () => {
    const { outcome, reasons } = await ofUp("CREATE TABLE app.users ();");
    expect({ outcome, reasons }).toEqual({
      outcome: "not-run",
      reasons: [expect.stringContaining("already exists") as string],
    });
  });

  test("leaves out what does not run before, and says so", async () => {
    const broken = { "0_a.sql": upDown("CREATE TABLE a (id nonsense);", "") };
    const found = await reversed({ ...broken, ...first, "2_b.sql": "CREATE TABLE b ();" });
    expect(found.migrations.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["0_a", "not-run"],
      ["2_b", "offered"],
    ]);
    expect(found.passed).toBe(false);
  });

  test("asks for an empty section where the up section is empty, and keeps it", async () => {
    const asked = await ofUp("-- Up Migration\n-- later\n");
    expect(asked).toMatchObject({
      outcome: "needs-person",
      reasons: [expect.stringContaining("an empty `-- Down Migration`")],
    });
    expect(asked.reasons.join(" ")).not.toContain("irreversible");
    for (const replace of [false, true])
      expect(await ofUpIn(upDown("-- later", ""), { replace })).toMatchObject({ outcome: "kept" });
  });

  test.skipIf(place === "embedded")("leaves to others the roles that they make", async () => {
    const role = `somebody_else_${process.pid}`;
    const meanwhile = `DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN EXECUTE 'CREATE ROLE ' || quote_ident('${role}'); END IF;
    END $$;
    CREATE TABLE app.logs (id int);`;
    try {
      const { section } = await ofUp(meanwhile);
      expect(section).toBe("DROP TABLE IF EXISTS app.logs;\n");
    } finally {
      await queryOnce(inject("serverUrl"), `DROP ROLE IF EXISTS ${role}`);
    }
  });

  test("writes sections that verify then passes, and leaves the up sections as they are", async () => {
    const files = {
      ...first,
      "2_plain.sql": "-- Migration: Plain\n\nCREATE TABLE IF NOT EXISTS app.logs (id int);",
      "3_marked.sql":
        "-- Up Migration\r\n\r\nCREATE INDEX IF NOT EXISTS users_name ON app.users (name);\r\n",
      "4_empty.sql":
        "-- Down Migration\n\n-- Up Migration\nCREATE OR REPLACE VIEW app.names AS SELECT name FROM app.users;\n",
      "5_pair.up.sql": "COMMENT ON TABLE app.users IS 'People';\n",
    };
    const directory = directoryOf(files);
    const { migrations, passed } = await reversed({}, { migrationsDir: directory, write: true });
    expect(passed).toBe(true);
    expect(migrations.map(({ outcome }) => outcome)).toEqual(Array(4).fill("written"));
    const textOf = (file: string) => readFileSync(join(directory, file), "utf8");
    expect(readdirSync(directory).toSorted()).toEqual(
      [...Object.keys(files), "5_pair.down.sql"].toSorted(),
    );
    expect(textOf("2_plain.sql")).toBe(
      "-- Migration: Plain\n\n-- Up Migration\n\nCREATE TABLE IF NOT EXISTS app.logs (id int);\n\n-- Down Migration\n\nDROP TABLE IF EXISTS app.logs;\n",
    );
    expect(textOf("3_marked.sql")).toBe(
      `${files["3_marked.sql"]}\r\n-- Down Migration\r\n\r\nDROP INDEX IF EXISTS app.users_name;\r\n`,
    );
    expect(textOf("4_empty.sql")).toBe(
      "-- Down Migration\n\nDROP VIEW IF EXISTS app.names;\n\n-- Up Migration\nCREATE OR REPLACE VIEW app.names AS SELECT name FROM app.users;\n",
    );
    expect(textOf("5_pair.up.sql")).toBe(files["5_pair.up.sql"]);
    expect(textOf("5_pair.down.sql")).toBe("COMMENT ON TABLE app.users IS NULL;\n");
    const verified = await verify({ migrationsDir: directory, scratch: scratch(), all: true });
    expect(verified.passed).toBe(true);
  });

  test("keeps what there is, and replaces what is wrong when told to", async () => {
    const files = {
      ...first,
      "2_right.sql": upDown(
        "CREATE TABLE IF NOT EXISTS app.a (id int);",
        "DROP TABLE IF EXISTS app.a;",
      ),
      "3_wrong.sql": upDown(
        "CREATE TABLE IF NOT EXISTS app.b (id int);",
        "DROP TABLE IF EXISTS app.bb;",
      ),
      "4_never.sql": "-- pgmaestro: irreversible for a reason\nCREATE TABLE app.c ();",
    };
    const outcomes = async (options: ReverseOptions) =>
      Object.fromEntries(
        (await reversed(files, options)).migrations.map(({ name, outcome }) => [name, outcome]),
      );
    expect(await outcomes({})).toEqual({});
    expect(await outcomes({ names: ["3_wrong", "4_never"] })).toEqual({
      "3_wrong": "kept",
      "4_never": "irreversible",
    });
    expect(await outcomes({ replace: true })).toEqual({
      "1_base": "kept",
      "2_right": "kept",
      "3_wrong": "offered",
    });
  });

  test("gives a JS migration's section without writing it", async () => {
    const file =
      "export const up = (pgm) => { pgm.createTable('j', { id: 'id' }); };\nexport const down = false;\n";
    const directory = directoryOf({
      ...first,
      "2_js.js": file,
      "package.json": '{"type":"module"}',
    });
    const { migrations } = await reversed(
      {},
      {
        migrationsDir: directory,
        names: ["2_js"],
        replace: true,
        write: true,
        ignorePattern: "package.json|\\..*",
      },
    );
    expect(migrations).toMatchObject([
      { outcome: "offered", section: "DROP TABLE IF EXISTS public.j;\n" },
    ]);
    expect(readFileSync(join(directory, "2_js.js"), "utf8")).toBe(file);
  });

  test("refuses a name that no migration has", async () => {
    await rejection(reversed(first, { names: ["9_none"] }), UnknownMigrationError);
  });
});

describeEachServerInFull("reverse of what is applied", (database) => {
  test("does not make a migration an edited one", async () => {
    const directory = directoryOf({ "1_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\n" });
    const target = { database: database().database, migrationsDir: directory };
    await up(target);
    await reverse({ migrationsDir: directory, scratch: inject("serverUrl"), write: true });
    expect(readFileSync(join(directory, "1_a.sql"), "utf8")).toContain(
      "DROP TABLE IF EXISTS public.a;",
    );
    expect((await status(target)).counts).toMatchObject({ applied: 1, edited: 0 });
    writeFileSync(join(directory, "1_a.sql"), "CREATE TABLE IF NOT EXISTS b (id int);\n");
    expect((await status(target)).counts).toMatchObject({ edited: 1 });
  });
});
