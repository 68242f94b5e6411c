import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { Editor } from "../support/editor.ts";
import { upDown } from "../support/migrations.ts";
import { answerOf } from "../support/project.ts";

let editor: Editor;

const users = "migrations/1_users.sql";
const orders = "migrations/2_orders.sql";
const made = upDown(
  "CREATE TABLE IF NOT EXISTS users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);",
  "DROP TABLE IF EXISTS users;",
);
const indexed = upDown(
  "CREATE INDEX IF NOT EXISTS users_email ON users (email);",
  "DROP INDEX IF EXISTS users_email;",
);
const rule = "index-not-concurrent";
const column = "ALTER TABLE users ADD COLUMN IF NOT EXISTS age int;";

afterEach(async () => expect(await editor.end()).toBe(0));

async function on(second = indexed, more: Record<string, string> = {}) {
  editor = await Editor.on({ [users]: made, [orders]: second, ...more });
  await editor.open(orders, second);
  return editor;
}

describe("findings", () => {
  test("appear at their places, and go when they are mended, without saving", async () => {
    await on();
    const [found] = await editor.diagnostics(orders);
    expect(found).toMatchObject({ code: rule, severity: 1, source: "pgmaestro" });
    expect(found!.message).toMatch(
      /^Nobody can write to users .* under SHARE\.\nWrite CREATE INDEX CONCURRENTLY/s,
    );
    expect(found!.range).toEqual(
      editor.range(orders, "CREATE INDEX IF NOT EXISTS users_email ON users (email);".slice(0, -1)),
    );
    await editor.type(
      orders,
      "INDEX IF NOT EXISTS users_email",
      "INDEX CONCURRENTLY IF NOT EXISTS users_email",
    );
    expect(await editor.rules(orders)).not.toContain(rule);
    await editor.type(orders, "INDEX CONCURRENTLY IF", "INDEX IF");
    expect(await editor.rules(orders)).toContain(rule);
  });

  test("stand beside a statement that cannot be read", async () => {
    await on();
    await editor.type(orders, "DROP INDEX IF EXISTS users_email", "DORP INDEX users_email");
    expect(await editor.rules(orders)).toEqual(expect.arrayContaining([rule, "syntax-error"]));
  });

  test("are those of `lint`", async () => {
    await on();
    const said = await editor.diagnostics(orders);
    const { findings } = answerOf(
      await pgmaestro(["lint", orders, "--json"], { cwd: editor.root }),
    );
    expect(said.map(({ code }) => code)).toEqual(findings.map((one: { rule: string }) => one.rule));
  });

  test("know what earlier files that are open, and not saved, make", async () => {
    await on();
    expect(await editor.rules(orders)).toContain(rule);
    await editor.open(users, made);
    await editor.type(users, "CREATE TABLE IF", "CREATE TEMPORARY TABLE IF");
    await editor.type(orders, "users_email ON users", "users_email2 ON users");
    expect(await editor.rules(orders)).not.toContain(rule);
    await editor.close(users); // as it is saved
    await editor.type(orders, "users_email2 ON users", "users_email3 ON users");
    expect(await editor.rules(orders)).toContain(rule);
  });

  test("follow files that change beside the editor", async () => {
    await on();
    expect(await editor.rules(orders)).toContain(rule);
    await editor.write({ [users]: made.replace("CREATE TABLE", "CREATE TEMPORARY TABLE") });
    await editor.diagnosticsOnce(orders, (said) => said.every(({ code }) => code !== rule));
  });

  test("are none of a file that is no migration, and gone with one that is closed", async () => {
    await on();
    await editor.diagnostics(orders);
    await editor.close(orders);
    await editor.diagnosticsOnce(orders, (said) => said.length === 0);
    await editor.open("notes.sql", indexed);
    expect(await editor.diagnostics("notes.sql")).toEqual([]);
  });

  test.each([
    ["CRLF", indexed.replaceAll("\n", "\r\n")],
    ["characters of two units", indexed.replace("CREATE INDEX", "/* 🐘🐘 ü */ CREATE INDEX")],
    ["both", indexed.replace("CREATE INDEX", "/* 🐘🐘 ü */ CREATE INDEX").replaceAll("\n", "\r\n")],
  ])("stand right with %s", async (_title, text) => {
    await on(text);
    const found = (await editor.diagnostics(orders)).find(({ code }) => code === rule);
    expect(found!.range).toEqual(
      editor.range(orders, "CREATE INDEX IF NOT EXISTS users_email ON users (email)"),
    );
    await editor.type(orders, "CREATE INDEX", "SELECT '🐘'; CREATE INDEX");
    const moved = (await editor.diagnostics(orders)).find(({ code }) => code === rule);
    expect(moved!.range).toEqual(
      editor.range(orders, "CREATE INDEX IF NOT EXISTS users_email ON users (email)"),
    );
  });
});

describe("fixes", () => {
  const only = ["source.fixAll"];

  /** What `lint --fix` makes of the project. */
  async function byCommand(): Promise<Record<string, string>> {
    const copy = mkdtempSync(join(tmpdir(), "pgmaestro-fixed-"));
    cpSync(editor.root, copy, { recursive: true });
    const settings = { cwd: copy };
    const { exitCode, stderr } = await pgmaestro(["lint", orders, "--fix"], settings);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const files = readdirSync(join(copy, "migrations")).map((name) => `migrations/${name}`);
    const texts = files.map((file) => [file, readFileSync(join(copy, file), "utf8")]);
    rmSync(copy, { recursive: true });
    return Object.fromEntries(texts.filter(([file]) => file !== users));
  }

  test.each([
    ["LF", (text: string) => text],
    ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
  ])("give what `lint --fix` gives (%s)", async (_title, ended) => {
    await on(ended(indexed));
    await editor.diagnostics(orders);
    const [quick] = await editor.actions(orders, editor.range(orders, "users_email"));
    expect(quick).toMatchObject({ kind: "quickfix", title: "Build the index concurrently" });
    const fixed = await byCommand();
    expect(fixed[orders]).toContain("CONCURRENTLY");
    expect(editor.applied(quick!)).toEqual(fixed);
    const [all] = await editor.actions(orders, editor.range(orders, "CREATE"), only);
    expect(all!.kind).toBe("source.fixAll.pgmaestro");
    expect(editor.applied(all!)).toEqual(fixed);
  });

  test("may be to ignore it: the comment silences it once it says why", async () => {
    await on();
    const actions = await editor.actions(orders, editor.range(orders, "users_email"));
    const ignore = actions.find(({ title }) => title === `Ignore ${rule} here`);
    const text = editor.applied(ignore!)[orders]!;
    expect(text).toContain(`\n-- pgmaestro-ignore ${rule}: reason\nCREATE INDEX`);
    await editor.type(orders, "CREATE INDEX", `-- pgmaestro-ignore ${rule}: small\nCREATE INDEX`);
    expect(await editor.rules(orders)).not.toContain(rule);
  });

  test("are none where nothing is to be fixed", async () => {
    await on();
    expect(await editor.actions(orders, editor.range(orders, "-- Down Migration"))).toEqual([]);
  });
});

test("a hover says what a statement locks, and what that stops", async () => {
  await on(upDown(column, "ALTER TABLE users DROP COLUMN IF EXISTS age;"));
  const hover = await editor.hover(orders, editor.range(orders, "ADD COLUMN"));
  expect(hover).toEqual({
    contents: {
      kind: "markdown",
      value:
        "**ALTER TABLE**\n\n- ACCESS EXCLUSIVE lock on `users`: nobody can read or write it until the transaction ends.",
    },
    range: editor.range(orders, column.slice(0, -1)),
  });
  expect(await editor.hover(orders, editor.range(orders, "-- Up Migration"))).toBeNull();
});

test("completion knows directives, phases and rules", async () => {
  await on();
  const typed = async (old: string, text: string) => {
    await editor.type(orders, old, text);
    return (await editor.complete(orders, editor.range(orders, text))).map(({ label }) => label);
  };
  expect(await typed("CREATE INDEX", "-- pg")).toEqual(["pgmaestro:", "pgmaestro-ignore"]);
  expect(await typed("-- pg", "-- pgmaestro: ")).toEqual(
    expect.arrayContaining(["no-transaction", "backfill", "phase", "irreversible"]),
  );
  expect(await typed("-- pgmaestro: ", "-- pgmaestro: phase ")).toEqual(["before", "after"]);
  const rules = await typed("-- pgmaestro: phase ", "-- pgmaestro-ignore index-");
  expect(rules).toContain(rule);
  const [item] = await editor.complete(orders, editor.range(orders, "index-"));
  expect(item!.textEdit).toMatchObject({ range: editor.range(orders, "index-") });
  expect(await typed("-- pgmaestro-ignore index-", "SELECT ")).toEqual([]);
});

test("a table's name leads to the statement that made it", async () => {
  await on();
  const found = await editor.definition(orders, editor.range(orders, "users ("));
  expect(found!.uri).toBe(editor.uri(users));
  await editor.open(users, made);
  expect(found!.range.start).toEqual(editor.range(users, "CREATE TABLE").start);
  expect(await editor.definition(orders, editor.range(orders, "email)"))).toBeNull();
});

describe("what is broken", () => {
  test("is SQL: a finding at its place, and none once it is mended", async () => {
    await on();
    await editor.type(orders, "CREATE INDEX", "CREATE INDX");
    const [found] = await editor.diagnostics(orders);
    expect(found).toMatchObject({
      severity: 1,
      range: { start: editor.range(orders, "INDX").start },
    });
    for (const text of [
      "$$ never ends",
      "'",
      "/* /* */",
      "\u0000",
      "-- pgmaestro: nonsense\n",
      "\\copy x",
    ]) {
      await editor.type(orders, "CREATE INDX", text);
      expect(await editor.diagnostics(orders)).toBeInstanceOf(Array);
      await editor.hover(orders, editor.range(orders, text));
      await editor.complete(orders, editor.range(orders, text));
      await editor.definition(orders, editor.range(orders, text));
      await editor.actions(orders, editor.range(orders, text), ["source.fixAll"]);
      await editor.type(orders, text, "CREATE INDX");
    }
    await editor.type(orders, "CREATE INDX", "CREATE INDEX");
    expect(await editor.rules(orders)).toContain(rule);
  });

  test("is the config: it is said once, and all goes on when it is mended", async () => {
    const config = "pgmaestro.config.json";
    await on(indexed, { [config]: "{ not json" });
    await editor.until(() => editor.messages.length > 0);
    expect(editor.messages[0]).toMatch(/pgmaestro\.config\.json/);
    expect(await editor.diagnostics(orders)).toEqual([]);
    await editor.type(orders, "users_email ON", "users_email2 ON");
    expect(await editor.diagnostics(orders)).toEqual([]);
    expect(editor.messages).toHaveLength(1);
    await editor.write({ [config]: JSON.stringify({ lint: { rules: { [rule]: "notice" } } }) });
    const said = await editor.diagnosticsOnce(orders, (all) => all.length > 0);
    expect(said.find(({ code }) => code === rule)!.severity).toBe(3);
  });

  test("is code of a migration that throws where nothing waits for it", async () => {
    const code =
      "export const up = (pgm) => { setTimeout(() => { throw new Error('late') }); pgm.sql('SELECT 1'); };";
    await on(indexed, { "migrations/0_code.js": code, "package.json": '{ "type": "module" }' });
    expect(await editor.rules(orders)).toContain(rule);
    await editor.type(orders, "users_email ON", "users_email2 ON");
    expect(await editor.rules(orders)).toContain(rule);
  });

  test("is the directory, which is not there yet", async () => {
    editor = await Editor.on({ "README.md": "nothing" });
    await editor.open(users, made);
    await editor.until(() => editor.messages.length > 0);
    await editor.write({ [users]: made });
    await editor.type(users, "CREATE TABLE", "CREATE TABEL");
    expect((await editor.diagnostics(users)).length).toBeGreaterThan(0);
  });
});
