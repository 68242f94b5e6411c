import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MigrationFileError } from "../../src/errors/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

function load(content: string | Uint8Array) {
  return loadMigrations(directoryOf({ "1_a.sql": content }))[0]!;
}

test("a file with markers has both sections, each with its place in the file", () => {
  const source = `-- Description: Users.\n${upDown("create table a ();", "drop table a;")}`;
  const { up, down, ...rest } = load(source);
  expect(rest).toMatchObject({
    name: "1_a",
    prefix: 1,
    header: { description: "Users." },
    warnings: [],
  });
  expect(up.text.trim()).toBe("create table a ();");
  expect(down!.text.trim()).toBe("drop table a;");
  for (const section of [up, down!])
    expect(source.startsWith(section.text, section.start)).toBe(true);
});

test("a file without markers is all up, and has no down section", () => {
  expect(load("create table a ();")).toMatchObject({
    up: { text: "create table a ();" },
    down: undefined,
  });
});

test("a pair is one migration, each section a whole file", () => {
  const [migration] = loadMigrations(
    directoryOf({
      "1_a.up.sql": "-- Description: Users.\ncreate table a ();",
      "1_a.down.sql": "drop table a;",
    }),
  );
  expect(migration).toMatchObject({
    name: "1_a",
    header: { description: "Users." },
    up: { file: expect.stringMatching(/1_a\.up\.sql$/), start: 0 },
    down: { file: expect.stringMatching(/1_a\.down\.sql$/), text: "drop table a;" },
  });
});

test("an up file alone has no down section", () => {
  const [migration] = loadMigrations(directoryOf({ "1_a.up.sql": "create table a ();" }));
  expect(migration).toMatchObject({ name: "1_a", down: undefined });
});

test("markers at the head of a pair's files are remarks", () => {
  const [migration] = loadMigrations(
    directoryOf({ "1_a.up.sql": "-- Up Migration\na;", "1_a.down.sql": "-- Down Migration\nb;" }),
  );
  expect([migration!.up.text, migration!.down!.text]).toEqual([
    "-- Up Migration\na;",
    "-- Down Migration\nb;",
  ]);
});

const plain = upDown("create table ä ();\nselect 1;", "drop table ä;");

test.each([
  ["a byte order mark", `\uFEFF${plain}`],
  ["CRLF", plain.replaceAll("\n", "\r\n")],
  ["a byte order mark and CRLF", `\uFEFF${plain.replaceAll("\n", "\r\n")}`],
])("%s changes neither sections nor checksums", (_what, content) => {
  const [one, other] = [load(plain), load(content)];
  expect(other.up.checksum).toBe(one.up.checksum);
  expect(other.down!.checksum).toBe(one.down!.checksum);
  expect(other.up.text.trim().split(/\r?\n/)).toEqual(one.up.text.trim().split("\n"));
});

describe("directives", () => {
  test.each([
    ["above both sections count for both", `-- pgmaestro: no-transaction\n${plain}`, true, true],
    ["in the up section count there", upDown("-- pgmaestro: no-transaction", "b;"), true, false],
    ["in the down section count there", upDown("a;", "-- pgmaestro: no-transaction"), false, true],
    ["in a string are none", upDown("select '\n-- pgmaestro: no-transaction'", "b"), false, false],
  ])("%s", (_where, content, up, down) => {
    const migration = load(content);
    expect([migration.up.noTransaction, migration.down!.noTransaction]).toEqual([up, down]);
  });

  test("of a pair count for their own file", () => {
    const [migration] = loadMigrations(
      directoryOf({ "1_a.up.sql": "-- pgmaestro: opaque\na;", "1_a.down.sql": "b;" }),
    );
    expect([migration!.up.opaque, migration!.down!.opaque]).toEqual([true, false]);
  });
});

describe("irreversible", () => {
  const line = "-- pgmaestro: irreversible rows are gone";

  test.each([
    ["without markers", `${line}\ndelete from a;`],
    ["above the sections", `${line}\n${upDown("a;", "")}`],
    ["in the up section", upDown(`delete from a;\n${line}`, "-- nothing can be done")],
    ["in a down section of nothing else", upDown("a;", line)],
    ["twice, where the first counts", `${line}\n-- pgmaestro: irreversible so it is\na;`],
  ])("with its reason is read %s", (_where, content) => {
    expect(load(content).irreversible).toBe("rows are gone");
  });

  test("is absent where nothing says so", () => {
    expect(load(upDown("a;", ""))).not.toHaveProperty("irreversible");
  });

  test("changes no checksum", () => {
    const [before, after] = [load(upDown("a;", "")), load(upDown(`${line}\na;`, line))];
    expect(after.up.checksum).toBe(before.up.checksum);
    expect(after.down!.checksum).toBe(before.down!.checksum);
  });

  test.each([
    ["the up file", { "1_a.up.sql": `a;\n${line}`, "1_a.down.sql": "-- nothing" }],
    ["the down file", { "1_a.up.sql": "a;", "1_a.down.sql": line }],
    ["the up file alone", { "1_a.up.sql": line }],
  ])("of a pair is read from %s", (_which, files) => {
    expect(loadMigrations(directoryOf(files))[0]!.irreversible).toBe("rows are gone");
  });

  test.each([
    ["1_a.sql:3:2: ", { "1_a.sql": upDown(`a;\n ${line}`, "b;") }],
    ["1_a.sql:4:1: ", { "1_a.sql": upDown("a;", `${line}\nb;`) }],
    ["1_a.up.sql:2:1: ", { "1_a.up.sql": `a;\n${line}`, "1_a.down.sql": "b;" }],
    ["1_a.down.sql:1:4: ", { "1_a.up.sql": "a;", "1_a.down.sql": `b; ${line}` }],
  ])("beside a down section is refused at %s", (place, files: Record<string, string>) => {
    const error = thrown(MigrationFileError, () => loadMigrations(directoryOf(files)));
    expect(error.message).toContain(`${place}The migration says it is irreversible`);
    expect(error.hint).toContain("down section");
  });
});

describe("the phase", () => {
  const line = "-- pgmaestro: phase after";

  test.each([
    ["without markers", { "1_a.sql": `${line}\na;` }],
    ["above the sections", { "1_a.sql": `${line}\n${upDown("a;", "b;")}` }],
    ["in the up section", { "1_a.sql": upDown(`a;\n${line}`, "b;") }],
    ["in the down section", { "1_a.sql": upDown("a;", `${line}\nb;`) }],
    ["said twice", { "1_a.sql": upDown(`${line}\na;`, `${line}\nb;`) }],
    ["in one file of a pair", { "1_a.up.sql": "a;", "1_a.down.sql": `${line}\nb;` }],
    ["of a module", { "1_a.mjs": "// pgmaestro: phase after\nexport const up = () => {};" }],
  ])("is of the whole migration %s", (_where, files: Record<string, string>) => {
    expect(loadMigrations(directoryOf(files))[0]!.phase).toBe("after");
  });

  test.each([["a;"], [`${line.replace("after", "before")}\na;`]])(
    "is the usual one, and not said, of %j",
    (content) => {
      expect(load(content)).not.toHaveProperty("phase");
    },
  );

  test("changes no checksum", () => {
    expect(load(`${line}\na;`).up.checksum).toBe(load("a;").up.checksum);
  });

  test("said in two ways is refused at the second place", () => {
    const content = upDown(`${line}\na;`, "-- pgmaestro: phase before\nb;");
    const error = thrown(MigrationFileError, () => load(content));
    expect(error.message).toMatch(/1_a\.sql:5:1: The migration says two phases$/);
  });
});

describe("directives of a module", () => {
  const action = "export const up = () => {};\n";
  const loadModule = (source: string) => loadMigrations(directoryOf({ "1_a.mjs": source }))[0]!;

  test.each([
    ["the first line", `// pgmaestro: irreversible why not\n${action}`],
    ["below other comments", `/* (c) */ /**\n * A\n */\r\n\r\n//Pgmaestro: irreversible why not`],
  ])("are read from %s", (_where, source) => {
    expect(loadModule(source).irreversible).toBe("why not");
  });

  test.each([
    ["below code", `${action}// pgmaestro: irreversible why not`],
    ["inside a block comment", `/*\n// pgmaestro: irreversible why not\n*/ ${action}`],
    ["in a sentence", `// Say pgmaestro: irreversible why not\n${action}`],
  ])("are none %s", (_where, source) => {
    expect(loadModule(source)).not.toHaveProperty("irreversible");
  });

  test("do not change its checksum", () => {
    const said = loadModule(`// One\n// pgmaestro: irreversible why not\n${action}`);
    expect(said.up.checksum).toBe(loadModule(`// One\n${action}`).up.checksum);
  });

  test.each([
    ["irreversible", "says no reason"],
    ["irreversibel why not", "Unknown directive"],
    ["no-transaction", "is for SQL files"],
  ])("are refused at their place: %s", (words, problem) => {
    const error = thrown(MigrationFileError, () => loadModule(`// One\n  // pgmaestro: ${words}`));
    expect(error.message).toMatch(/1_a\.mjs:2:3: /);
    expect(error.message).toContain(problem);
  });
});

test("a warning names the file and the line", () => {
  expect(load("-- a\ncreate table a ();\n-- Up Migration\n").warnings).toEqual([
    {
      file: expect.stringMatching(/1_a\.sql$/),
      line: 2,
      text: expect.stringContaining("never run"),
    },
  ]);
});

describe("refused with file, line and what to do", () => {
  test.each([
    ["a string that never ends", "select 1;\n  select 'a", "2:10", "never ends"],
    ["an unknown directive", "-- é 😀\n/* 😀 */ -- pgmaestro: x", "2:9", "Unknown directive"],
    ["UTF-16", Buffer.from("\uFEFFselect 1;", "utf16le"), "1:1", "not UTF-8"],
    ["Latin-1", Buffer.from("select 1;\n -- \xe9", "latin1"), "2:5", "not UTF-8"],
    ["half a character at the end", Buffer.from("é€").subarray(0, 4), "1:2", "not UTF-8"],
    [
      "a wrong byte behind a replacement character",
      Buffer.concat([Buffer.from("\uFEFFé \uFFFD\n "), Buffer.from([0xff])]),
      "2:2",
      "not UTF-8",
    ],
    ["a NUL character", "select 1;\n \0drop table x;", "2:2", "NUL"],
  ])("%s", (_what, content, place, problem) => {
    const error = thrown(MigrationFileError, () => load(content));
    expect(error.message).toContain(`1_a.sql:${place}: `);
    expect(error.message).toContain(problem);
    expect(error.hint).toBeTruthy();
  });

  test("a file that cannot be read", () => {
    const directory = directoryOf({});
    symlinkSync(join(directory, "gone"), join(directory, "1_a.sql"));
    const error = thrown(MigrationFileError, () => loadMigrations(directory));
    expect(error.message).toMatch(/1_a\.sql:1:1: The file cannot be read: ENOENT/);
  });

  test("a link that leads to itself", () => {
    const directory = directoryOf({});
    symlinkSync("1_a.sql", join(directory, "1_a.sql"));
    expect(thrown(MigrationFileError, () => loadMigrations(directory)).message).toContain("ELOOP");
  });

  test.each([
    ["up", upDown("a;", "b;"), "b;", "1_a.up.sql:3:1", "The down marker"],
    ["down", "a;", upDown("a;", "b;"), "1_a.down.sql:1:1", "The up marker"],
  ])("the other section inside the %s file of a pair", (_which, up, down, place, problem) => {
    const directory = directoryOf({ "1_a.up.sql": up, "1_a.down.sql": down });
    const error = thrown(MigrationFileError, () => loadMigrations(directory));
    expect(error.message).toContain(`${place}: ${problem}`);
  });

  test("what is wrong in a down file, at its own place", () => {
    const directory = directoryOf({ "1_a.up.sql": "a;", "1_a.down.sql": "b;\n'" });
    const error = thrown(MigrationFileError, () => loadMigrations(directory));
    expect(error.message).toContain("1_a.down.sql:2:1: ");
    expect(error.source).toBe("b;\n'");
  });
});
