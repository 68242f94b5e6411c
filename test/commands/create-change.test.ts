import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { PGlite } from "@electric-sql/pglite";
import { createChange, down, lint, up, verify, type VerifyResult } from "../../src/index.ts";
import { checkNames } from "../../src/verify/verdict.ts";
import {
  type CommonChangeName,
  commonChanges,
  usageOf,
} from "../../src/commands/common-changes.ts";
import { executable, pgmaestro, start } from "../support/cli.ts";
import { describeEmbedded } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { dumpOf } from "../support/pg-dump.ts";

const base = `CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);
CREATE TABLE "order items" (id bigint PRIMARY KEY, "Order" bigint, email text, last text);
CREATE INDEX found ON orders (note);
CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, email text, order_id bigint);
CREATE TYPE mood AS ENUM ('sad', 'glad');`;
const withoutBase = `DROP TYPE mood; DROP TABLE "order items"; DROP TABLE app.users; DROP SCHEMA app; DROP TABLE orders;`;

/** What is typed, and the files that it makes. */
const typed: readonly [CommonChangeName, string[], string[]][] = [
  [
    "create-table",
    ["app.carts", "total numeric(10,2) NOT NULL", '"Note" text'],
    ["create-table-app-carts"],
  ],
  [
    "add-column",
    ["order items", "Colour", "text", "NOT NULL", "DEFAULT", "'red'"],
    ["add-column-order-items-colour"],
  ],
  ["add-column", ["app.users", "nick", "text"], ["add-column-app-users-nick"]],
  [
    "rename-column",
    ["order items", "Order", "cart id", "bigint"],
    ["rename-column-order-items-order-cart-id"],
  ],
  ["add-index", ["order items", "email", "Order"], ["add-index-order-items-email-order"]],
  ["add-index", ["app.users", "email"], ["add-index-app-users-email"]],
  ["add-unique", ["app.users", "nick"], ["add-unique-app-users-nick"]],
  ["drop-index", ["found", "orders", "note"], ["drop-index-found-orders-note"]],
  [
    "add-foreign-key",
    ["order items", "Order", "orders"],
    [
      "add-index-order-items-order",
      "add-foreign-key-order-items-order-orders",
      "validate-order-items-Order-fkey",
    ],
  ],
  [
    "add-foreign-key",
    ["app.users", "id", "orders"],
    ["add-foreign-key-app-users-id-orders", "validate-users-id-fkey"],
  ],
  [
    "add-check",
    ["orders", "total is positive", "total", ">=", "0"],
    ["add-check-orders-total-is-positive", "validate-total-is-positive"],
  ],
  [
    "set-not-null",
    ["order items", "email"],
    ["set-not-null-order-items-email", "set-order-items-email-not-null"],
  ],
  ["create-view", ["Named", "SELECT id, email FROM app.users"], ["create-view-named"]],
  ["drop-column", ["order items", "last", "text"], ["drop-column-order-items-last"]],
];

/** Writes changes one after the other. */
async function writtenIn(migrationsDir: string, changes: typeof typed) {
  const made: string[][] = [];
  for (const [change, words] of changes) {
    const { files, findings } = await createChange({ migrationsDir, change, words });
    expect([change, findings]).toEqual([change, []]);
    made.push(files.map(({ file }) => /\d+_(.*)\.sql$/.exec(file)![1]!));
  }
  return made;
}

describeEmbedded("common changes", (db) => {
  test("are made in the safe form, which lint, verify and pg_dump find sound", async () => {
    const { database } = db();
    const files = { "migrations/1000000000000_base.sql": upDown(base, withoutBase) };
    const migrationsDir = join(directoryOf(files), "migrations");
    await up({ database, migrationsDir });
    const before = await dumpOf(database as PGlite);

    expect(await writtenIn(migrationsDir, typed)).toEqual(typed.map(([, , made]) => made));
    const names = readdirSync(migrationsDir)
      .toSorted()
      .slice(1)
      .map((file) => file.replace(".sql", ""));
    expect((await lint({ migrationsDir, files: names })).findings).toEqual([]);
    const verified = await verify({ migrationsDir, names, repeatable: "error" });
    expect([problemsIn(verified), verified.passed]).toEqual([[], true]);

    await up({ database, migrationsDir });
    expect(await dumpOf(database as PGlite)).not.toEqual(before);
    await down({ database, migrationsDir, to: "1000000000000_base" });
    expect(await dumpOf(database as PGlite)).toEqual(before);
  });
});

function problemsIn({ migrations }: VerifyResult) {
  return migrations.flatMap((one) =>
    checkNames.flatMap((check) => one[check].problems.map((problem) => [one.name, check, problem])),
  );
}

test("each change is among those that are tried, but for what has no way back", () => {
  const tried = new Set(typed.map(([change]) => change));
  const others = Object.keys(commonChanges).filter((one) => !tried.has(one as CommonChangeName));
  expect(others).toEqual(["add-enum-value"]);
});

describe("on the command line", () => {
  const cwd = () => directoryOf({ "migrations/1000_base.sql": upDown(base, withoutBase) });
  const made = (directory: string) =>
    readdirSync(join(directory, "migrations"))
      .toSorted()
      .slice(1)
      .map((file) => readFileSync(join(directory, "migrations", file), "utf8"));

  test("a change is written with its way back", async () => {
    const directory = cwd();
    const { stdout, stderr } = await pgmaestro(
      ["create", "add-column", "order items", "nick", "text"],
      { cwd: directory },
    );
    expect([stdout, stderr]).toEqual([
      expect.stringMatching(/^Created migrations\/\d+_add-column-order-items-nick\.sql\n$/),
      "",
    ]);
    expect(made(directory)).toEqual([
      expect.stringMatching(
        /^-- Migration: Add Column Order Items Nick\n-- Created: [\d-]+\n-- Description: A column nick of order items\n\n-- Up Migration\n\nALTER TABLE "order items" ADD COLUMN IF NOT EXISTS nick text;\n\n-- Down Migration\n\nALTER TABLE "order items" DROP COLUMN IF EXISTS nick;\n$/,
      ),
    ]);
  });

  test("of a rename the first step is written, and what follows it", async () => {
    const directory = cwd();
    const rename = (...names: string[]) =>
      pgmaestro(["create", "rename-column", "orders", ...names, "text"], { cwd: directory });
    await rename("note", "Note");
    const [text] = made(directory);
    expect(text).toContain(
      `-- The first step of the rename of note to "Note". What follows:
-- 1. a release that writes both columns, and still reads note;
-- 2. a migration that copies the older rows, in batches with the directive \`backfill\`:
--    UPDATE orders SET "Note" = note WHERE "Note" IS DISTINCT FROM note;
--    and \`create set-not-null\`, indexes and constraints as note has them;
-- 3. a release that reads and writes "Note" alone;
-- 4. \`pgmaestro create drop-column orders note text\`.
ALTER TABLE orders ADD COLUMN IF NOT EXISTS "Note" text;

-- Down Migration

ALTER TABLE orders DROP COLUMN IF EXISTS "Note";
`,
    );
    expect((await rename("total", "a\nb")).stdout).not.toContain("error");
  });

  test("a value of an enum cannot be taken back, and says so", async () => {
    const directory = cwd();
    await pgmaestro(["create", "add-enum-value", "mood", "it's fine"], { cwd: directory });
    const [text] = made(directory);
    expect(text).toContain("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'it''s fine';");
    expect(text).toContain("-- pgmaestro: irreversible an enum keeps its values");
    const { stdout } = await pgmaestro(["lint", "--strict"], { cwd: directory });
    expect(stdout).not.toContain("add-enum-value-mood");
  });

  test("what is unsafe all the same is said", async () => {
    const typedHere = [
      "create",
      "add-column",
      "orders",
      "key",
      "uuid NOT NULL DEFAULT gen_random_uuid()",
      "--dry-run",
    ];
    const directory = cwd();
    const { stdout } = await pgmaestro(typedHere, { cwd: directory });
    expect(stdout).toMatch(
      /^Would create migrations\/.*\n\n-- Migration: [^]*\nerror add-column-volatile-default: Nobody can read or write orders/,
    );
    const { stdout: json } = await pgmaestro([...typedHere, "--json"], { cwd: directory });
    expect(JSON.parse(json)).toMatchObject({
      type: "create",
      files: [{ text: expect.any(String) }],
      findings: [{ rule: "add-column-volatile-default" }],
    });
    expect(made(directory)).toEqual([]);
  });

  test.each([
    [["add-column", "orders", "key"], "add-column takes TABLE COLUMN TYPE…"],
    [["set-not-null", "orders", "a", "b"], "set-not-null takes TABLE COLUMN"],
    [["add-check", "orders", "c", "total >"], "Syntax error at or near"],
    [["add-index", "orders", "id", "lower(note)"], "lower(note) is an expression"],
    [[], "Nothing says what the migration is for"],
    [["--no-input"], "Nothing says what the migration is for"],
  ])("refuses %j", async (words, message) => {
    const directory = cwd();
    const { exitCode, stderr } = await pgmaestro(["create", ...words], { cwd: directory });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).toContain("\nHint: ");
    expect(made(directory)).toEqual([]);
  });

  test("another language, or a template, has no bodies", async () => {
    const directory = cwd();
    await pgmaestro(["create", "add-column", "orders", "a", "text", "-j", "ts"], {
      cwd: directory,
    });
    expect(made(directory)).toEqual([expect.stringContaining("export async function up(pgm")]);
  });
});

/** util-linux's `script` gives a process a pseudo-terminal. */
const script = ["/usr/bin/script", "/bin/script"].find((path) => existsSync(path));

describe.skipIf(script === undefined)("on a terminal (needs `script` of util-linux)", () => {
  /** Types an answer at each question. */
  async function answering(args: string, answers: string[]) {
    const cwd = directoryOf({ "migrations/1000_base.sql": upDown(base, withoutBase) });
    const line = `stty cols 70; ${process.execPath} ${executable} create ${args}`;
    const { child, finished } = start(script!, ["-qec", line, "/dev/null"], { cwd, answer: "" });
    const left = [...answers];
    let seen = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      if (!stripVTControlCharacters(seen).endsWith(": ") || left.length === 0) return;
      seen = "";
      child.stdin!.write(`${left.shift()}\r`);
    });
    const { stdout, exitCode } = await finished;
    const [, made] = readdirSync(join(cwd, "migrations")).toSorted();
    return {
      stdout: stripVTControlCharacters(stdout),
      exitCode,
      text: made && readFileSync(join(cwd, "migrations", made), "utf8"),
    };
  }

  test("asks what it is for, and for its parts", async () => {
    const { stdout, text } = await answering("", [
      "add-index",
      "order items",
      "email",
      "Order",
      "",
    ]);
    expect(stdout).toContain("add-column TABLE COLUMN TYPE…");
    for (const printed of stdout.split(/\r?\n/)) expect(printed.length).toBeLessThanOrEqual(70);
    expect(text).toContain(
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS "order items_email_Order_idx" ON "order items" (email, "Order");',
    );
  });

  test("takes a number, and a name of one's own", async () => {
    expect((await answering("", ["2", "orders", "nick", "text"])).text).toContain(
      "ADD COLUMN IF NOT EXISTS nick text;",
    );
    expect((await answering("", ["0", "my change"])).stdout).toMatch(
      /Created migrations\/\d+_my-change\.sql/,
    );
  });

  test("asks nothing where that is said", async () => {
    const { exitCode, stdout } = await answering("--no-input", []);
    expect([exitCode, stdout]).toEqual([
      2,
      expect.stringContaining("Nothing says what the migration is for"),
    ]);
  });
});

test("help says what each takes", () => {
  expect(usageOf("add-foreign-key")).toBe("TABLE COLUMN REFERENCED");
});
