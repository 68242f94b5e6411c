import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, version } from "../../src/index.ts";
import { languages } from "../../src/migrations/index.ts";
import { executable, start } from "../support/cli.ts";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "pgmaestro-start-"));
  cpSync(dirname(executable), join(project, "node_modules/pgmaestro/dist/bin"), {
    recursive: true,
  });
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

const root = join(dirname(executable), "../..");
const installed = () => join(project, "node_modules/pgmaestro/dist/bin/pgmaestro.js");
const cache = () => join(project, "node_modules/.cache/pgmaestro");

async function run(...args: string[]) {
  const given = start(process.execPath, [installed(), ...args], { cwd: project });
  const { exitCode, stdout, stderr } = await given.finished;
  return [exitCode, stdout, stderr];
}

const right = [0, `${version}\n`, ""];

/** The one file that is kept. */
function kept() {
  const [name, ...others] = readdirSync(cache());
  expect(others).toEqual([]);
  return join(cache(), name!);
}

const parser = () => join(project, "node_modules/libpg-query");

function installParser(): void {
  cpSync(join(root, "node_modules/libpg-query"), parser(), { recursive: true });
}

/** Writes migrations: 1.sql, 2.sql, and so on. */
function migrate(...texts: readonly string[]): void {
  mkdirSync(join(project, "migrations"));
  for (const [index, text] of texts.entries())
    writeFileSync(join(project, "migrations", `${index + 1}_a.sql`), `${text}\n`);
}

test("lint loads the parser for what it has not read before, or has to read once more", async () => {
  const [ofTable, ofBackfill] = ["1_a", "2_a"].map((name) => ["lint", "--json", name]);
  migrate(
    "CREATE TABLE a (id bigint PRIMARY KEY, b text, c bigint REFERENCES a (id));",
    "UPDATE a SET b = '' WHERE b IS NULL;",
  );
  installParser();
  mkdirSync(join(project, ".pgmaestro/cache"), { recursive: true });
  const [table, backfill] = [await run(...ofTable!), await run(...ofBackfill!)];
  expect([table, backfill].map(([, found]) => found)).toEqual([
    expect.stringContaining("foreign-key-without-index"),
    expect.stringContaining("unbatched-backfill"),
  ]);
  expect(await run(...ofBackfill!)).toEqual(backfill);
  rmSync(parser(), { recursive: true });
  expect(await run(...ofTable!)).toEqual(table);
  expect(await run(...ofBackfill!)).not.toEqual(backfill);
});

describe("what V8 has compiled", () => {
  test("is kept beside the packages, a file for each command, and read the next time", async () => {
    expect(await run("version")).toEqual(right);
    expect(kept()).toMatch(/\/version-v[\d.]+-\w+\.bin$/);
    const { ino } = statSync(kept());
    expect(await run("version")).toEqual(right);
    expect(statSync(kept()).ino).toBe(ino); // another one would have been put in its place
  });

  test("is read the next time by a command that has loaded the parser", async () => {
    migrate("SELECT 1;");
    installParser();
    const lint = async () => expect((await run("lint", "--json"))[2]).toBe("");
    await lint();
    const { ino } = statSync(kept());
    await lint();
    expect(statSync(kept()).ino).toBe(ino);
  });

  test.each([
    ["cut off", (file: string) => truncateSync(file, 5000)],
    ["empty", (file: string) => truncateSync(file, 0)],
    ["something else", (file: string) => writeFileSync(file, '{ "scripts": 1 }\nelse')],
    [
      "of another build",
      (file: string) =>
        writeFileSync(
          file,
          readFileSync(file, "latin1").replace(/(?<="build":")\w{4}/, "0000"),
          "latin1",
        ),
    ],
  ])("is made anew where it is %s", async (_title, spoil) => {
    await run("version");
    const size = statSync(kept()).size;
    spoil(kept());
    expect(await run("version")).toEqual(right);
    expect(statSync(kept()).size).toBeGreaterThan(size / 2);
    const { ino } = statSync(kept());
    await run("version");
    expect(statSync(kept()).ino).toBe(ino);
  });

  test("is not kept where nothing can be written", async () => {
    mkdirSync(dirname(cache()), { recursive: true });
    writeFileSync(cache(), "a file where the directory would be");
    expect(await run("version")).toEqual(right);
    expect(readFileSync(cache(), "utf8")).toBe("a file where the directory would be");
  });

  test("is not kept after a usage error, which may name any command", async () => {
    const [exitCode] = await run("no-such-command");
    expect(exitCode).toBe(2);
    expect(existsSync(cache())).toBe(false);
  });
});

test("a file of the bundle is ASCII: it is read without being decoded", () => {
  const directory = dirname(executable);
  for (const name of readdirSync(directory).filter((file) => file.endsWith(".js")))
    expect([name, /[^\0-\x7f]/.test(readFileSync(join(directory, name), "latin1"))]).toEqual([
      name,
      false,
    ]);
});

test.each(languages)(
  "a %s migration of the built command line is that of the sources",
  async (language) => {
    const { file } = await create({
      migrationsDir: join(project, "library"),
      words: ["a"],
      language,
    });
    expect((await run("create", "a", "-j", language, "-m", "migrations"))[0]).toBe(0);
    const [written] = readdirSync(join(project, "migrations"));
    const made = readFileSync(join(project, "migrations", written!), "utf8");
    expect(made).toBe(readFileSync(file, "utf8"));
  },
);
