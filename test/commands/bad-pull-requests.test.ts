import { describe, expect, test, vi } from "vitest";
import type { CheckPartName } from "../../src/index.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { checkOf, failed, rulesIn } from "../support/pull-request.ts";
import { sixthOf } from "../support/share.ts";
import {
  type PullRequest,
  shopFile,
  shopMigration,
  shopRepository,
  shopWith,
} from "../support/shop-repository.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const fresh = shopFile(30, "fresh");
const second = shopFile(31, "second");
const migration = (up: string, down: string): PullRequest => ({ [fresh]: upDown(up, down) });
const table = (name: string) =>
  upDown(
    `CREATE TABLE IF NOT EXISTS ${name} (id bigint PRIMARY KEY);`,
    `DROP TABLE IF EXISTS ${name};`,
  );

/** What it does, the parts that must fail and the rule that must say it, where it is one. */
type Bad = [what: string, change: PullRequest, parts: CheckPartName[], rule?: string];

const names: Bad[] = [
  [
    "edits a migration of the base",
    { [shopMigration("notes")]: table("notes") },
    ["names"],
    "applied-migration-edited",
  ],
  [
    "renames one",
    { [shopMigration("reporting")]: null, [shopFile(26, "reports")]: schema("reporting") },
    ["names"],
    "applied-migration-renamed",
  ],
  [
    "renames one to the end",
    { [shopMigration("reporting")]: null, [shopFile(30, "reporting")]: schema("reporting") },
    ["names"],
    "applied-migration-renamed",
  ],
  ["deletes one", { [shopMigration("reporting")]: null }, ["names"], "applied-migration-missing"],
  [
    "takes the number of the last one",
    { [shopFile(29, "taken")]: table("taken") },
    ["names"],
    "version-out-of-order",
  ],
  [
    "has two with one number",
    { [fresh]: table("one"), [shopFile(30, "other")]: table("two") },
    ["names"],
    "version-out-of-order",
  ],
  [
    "puts one before what the base has",
    { [shopFile(-1, "early")]: table("early") },
    ["names"],
    "version-out-of-order",
  ],
  ["has a file without a number", { "migrations/add_tags.sql": table("tags") }, ["names"]],
  ["has two files of one name", { [shopFile(3, "orders-by-customer_id", "js")]: "" }, ["names"]],
];

function schema(name: string): string {
  return upDown(`CREATE SCHEMA IF NOT EXISTS ${name};`, `DROP SCHEMA IF EXISTS ${name};`);
}

const notSound: Bad[] = [
  [
    "has no guards",
    migration("CREATE TABLE a (id bigint PRIMARY KEY);", "DROP TABLE IF EXISTS a;"),
    ["verify"],
  ],
  [
    "cannot be rolled back",
    { [fresh]: "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);" },
    ["verify"],
  ],
  [
    "is rolled back in part",
    migration(
      "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY); CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);",
      "DROP TABLE IF EXISTS a;",
    ),
    ["verify"],
  ],
  [
    "gives another column back than it dropped",
    migration(
      "ALTER TABLE customers DROP COLUMN IF EXISTS phone;",
      "ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone varchar(20);",
    ),
    ["verify"],
  ],
  [
    "is refused when it is rolled back",
    migration("CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);", "DROP TABLE b;"),
    ["verify"],
  ],
  [
    "takes rows of others back",
    migration(
      "INSERT INTO notes (body) SELECT 'first' WHERE NOT EXISTS (SELECT FROM notes WHERE body = 'first');",
      "DELETE FROM notes;",
    ),
    ["verify"],
  ],
  [
    "does not run",
    migration("CREATE TABLE IF NOT EXISTS a (id nothing);", "DROP TABLE IF EXISTS a;"),
    ["verify"],
  ],
  [
    "needs what comes after it",
    {
      [fresh]: upDown(
        "CREATE INDEX IF NOT EXISTS tags_id ON tags (id);",
        "DROP INDEX IF EXISTS tags_id;",
      ),
      [second]: table("tags"),
    },
    ["verify"],
  ],
  [
    "drops what a view needs",
    migration(
      "ALTER TABLE orders DROP COLUMN IF EXISTS total;",
      "ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric(10, 2);",
    ),
    ["lint", "verify"],
  ],
  [
    "is no SQL",
    migration("CREATE TABEL a ();", "DROP TABLE IF EXISTS a;"),
    ["lint", "verify"],
    "syntax-error",
  ],
  ["is not written", migration("", ""), ["verify"], "empty-migration"],
  ["is an empty file", { [fresh]: "" }, ["verify"], "empty-migration"],
  [
    "throws, in JavaScript",
    { [shopFile(30, "tags", "js")]: 'exports.up = () => { throw new Error("no"); };\n' },
    ["verify"],
  ],
  [
    "forgets a type, in TypeScript",
    {
      [shopFile(30, "tags", "ts")]:
        `export const up = (pgm) => { pgm.createType("mood", ["good"]); pgm.createTable("tags", { mood: "mood" }); };
export const down = (pgm) => { pgm.dropTable("tags"); };
`,
    },
    ["verify"],
  ],
  ["exports nothing", { [shopFile(30, "tags", "js")]: "exports.upp = () => {};\n" }, ["verify"]],
];

const loses: Bad[] = [
  [
    "drops a table",
    migration("DROP TABLE IF EXISTS notes;", table("notes").split("\n")[1]!),
    ["lint"],
    "drop-table",
  ],
  [
    "drops a column",
    migration(
      "ALTER TABLE customers DROP COLUMN IF EXISTS phone;",
      "ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;",
    ),
    ["lint"],
    "drop-column",
  ],
  ["deletes all rows", migration("DELETE FROM notes;", ""), ["lint"], "delete-all-rows"],
  ["truncates", migration("TRUNCATE notes;", ""), ["lint"], "truncate"],
  [
    "drops a schema with all that is in it",
    migration("DROP SCHEMA IF EXISTS reporting CASCADE;", "CREATE SCHEMA IF NOT EXISTS reporting;"),
    ["lint"],
  ],
];

const stops: Bad[] = [
  [
    "builds an index",
    migration(
      "CREATE INDEX IF NOT EXISTS by_name ON customers (name);",
      "DROP INDEX IF EXISTS by_name;",
    ),
    ["lint", "plan"],
    "index-not-concurrent",
  ],
  [
    "checks all rows",
    migration(
      "ALTER TABLE products DROP CONSTRAINT IF EXISTS positive; ALTER TABLE products ADD CONSTRAINT positive CHECK (price > 0);",
      "ALTER TABLE products DROP CONSTRAINT IF EXISTS positive;",
    ),
    ["lint", "plan"],
    "add-check-validates",
  ],
  [
    "makes a column NOT NULL",
    migration(
      "ALTER TABLE products ALTER COLUMN description SET NOT NULL;",
      "ALTER TABLE products ALTER COLUMN description DROP NOT NULL;",
    ),
    ["lint", "plan"],
    "set-not-null-scans",
  ],
  [
    "rewrites a table",
    migration(
      "ALTER TABLE addresses ALTER COLUMN id TYPE numeric;",
      "ALTER TABLE addresses ALTER COLUMN id TYPE bigint;",
    ),
    ["lint"],
  ],
  [
    "has a volatile default",
    migration(
      "ALTER TABLE notes ADD COLUMN IF NOT EXISTS code uuid DEFAULT gen_random_uuid();",
      "ALTER TABLE notes DROP COLUMN IF EXISTS code;",
    ),
    ["lint", "plan"],
  ],
  ["locks a table", migration("LOCK TABLE orders; SELECT pg_sleep(0);", ""), ["lint"]],
  [
    "renames a column",
    migration(
      "DO $$ BEGIN ALTER TABLE notes RENAME body TO text; EXCEPTION WHEN undefined_column THEN NULL; END $$;",
      "ALTER TABLE notes RENAME text TO body;",
    ),
    ["lint"],
    "rename-column",
  ],
  [
    "renames a table",
    migration(
      "ALTER TABLE IF EXISTS notes RENAME TO remarks;",
      "ALTER TABLE IF EXISTS remarks RENAME TO notes;",
    ),
    ["lint"],
    "rename-table",
  ],
];

const others: Bad[] = [
  [
    "has a password in its file",
    migration(
      `DROP FOREIGN DATA WRAPPER IF EXISTS other CASCADE; CREATE FOREIGN DATA WRAPPER other; CREATE SERVER other FOREIGN DATA WRAPPER other;
       CREATE USER MAPPING FOR CURRENT_USER SERVER other OPTIONS (password 'hunter2hunter2');`,
      "DROP FOREIGN DATA WRAPPER IF EXISTS other CASCADE;",
    ),
    ["lint"],
  ],
  ["has psql's commands", { [fresh]: "\\i other.sql\n" }, ["lint", "verify"]],
  [
    "ends the transaction itself",
    migration(
      "COMMIT; CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);",
      "DROP TABLE IF EXISTS a;",
    ),
    ["lint"],
  ],
];

const base = shopRepository();

describe.each<[string, Bad[]]>([
  ["names", names],
  ["what does not run, run twice or come back", notSound],
  ["what loses rows", loses],
  ["what stops the application", stops],
  ["other things", others],
])("a bad pull request is caught: %s", (_kind, cases) => {
  test.each<Bad>(sixthOf(cases))("which %s", async (_what, change, parts, rule) => {
    const { migrations, statistics } = shopWith(base, change);
    const result = await checkOf(migrations, { statistics });
    expect([result.passed, failed(result)]).toEqual([false, expect.arrayContaining(parts)]);
    if (rule !== undefined) expect(rulesIn(result)).toContain(rule);
  });
});

describe("a pull request that another one has overtaken is caught", () => {
  const overtaken = async (mine: string, theirs: string) => {
    const { directory, migrations, git, commit } = shopWith(base, { [mine]: table("mine") });
    git("switch", "-q", "main");
    addFiles(directory, { [theirs]: table("theirs") });
    commit();
    git("switch", "-q", "feature");
    const result = await checkOf(migrations, { skip: ["verify", "plan"] });
    return [failed(result), rulesIn(result)];
  };

  test("which has the same number", async () => {
    const found = await overtaken(shopFile(30, "mine"), shopFile(30, "theirs"));
    expect(found).toEqual([["names"], ["version-out-of-order"]]);
  });

  test("which has a later one", async () => {
    const found = await overtaken(shopFile(30, "mine"), shopFile(31, "theirs"));
    expect(found).toEqual([["names"], ["version-out-of-order"]]);
  });

  test("but not where it has an earlier one", async () => {
    expect(await overtaken(shopFile(31, "mine"), shopFile(30, "theirs"))).toEqual([[], []]);
  });
});
