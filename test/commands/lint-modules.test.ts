import { expect, test } from "vitest";
import { PGlite } from "@electric-sql/pglite";
import { lint } from "../../src/commands/lint.ts";
import { up } from "../../src/commands/up.ts";
import type { RunEvent } from "../../src/index.ts";
import { lintText } from "../../src/report/lint-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { directoryOf } from "../support/migrations.ts";

const users = `export const up = (pgm) => pgm.createTable("users", { id: "id", name: { type: "text" } });`;
const index = `export const up = (pgm) => pgm.createIndex("users", "name");`;

async function linted(files: Readonly<Record<string, string>>) {
  const warnings: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === "warning") warnings.push(event.message);
  };
  const migrationsDir = directoryOf(files);
  const { findings, unreadCode } = await lint({ migrationsDir, onEvent });
  const found = findings.map(({ rule, migration }) => `${migration} ${rule}`);
  return { found, warnings, unreadCode };
}

test("JS and TS migrations are linted by the SQL that they make", async () => {
  const { found, warnings } = await linted({ "1_users.js": users, "2_index.ts": index });
  expect(found).toContain("2_index index-not-concurrent");
  expect(found.filter((one) => one.startsWith("1_users") && /index|lock/.test(one))).toEqual([]);
  expect(warnings).toEqual([]);
});

test("a comment at their top ignores a finding", async () => {
  const ignore = "// pgmaestro-ignore index-not-concurrent: ten rows\n";
  const { found } = await linted({ "1_users.js": users, "2_index.ts": ignore + index });
  expect(found).not.toContain("2_index index-not-concurrent");
  expect(found.filter((one) => one.includes("ignore"))).toEqual([]);
});

test("what cannot be known is told, and counted, and does not pass in silence", async () => {
  const { warnings, unreadCode } = await linted({
    "1_users.js": users,
    "2_broken.js": `throw new Error("gone");`,
    "3_reads.js": `export const up = async (pgm) => { await pgm.db.query("select 1"); pgm.sql("drop table users"); };
      export const down = false;`,
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^What it does in up is not linted: .*gone/s),
    expect.stringMatching(/^What it does in down is not linted: .*gone/s),
    "It reads the database in up; what it does after that is not linted.",
  ]);
  expect(unreadCode).toBe(2);
});

/** The findings of a rule in the last of some files. */
async function foundIn(rule: string, code: string) {
  const result = await lint({
    migrationsDir: directoryOf({ "1_users.js": users, "2_more.ts": code }),
  });
  const findings = result.findings.filter(
    (one) => one.rule === rule && one.migration.startsWith("2"),
  );
  return { ...result, findings };
}

test("a finding stands at the call that made its SQL, whose code is shown", async () => {
  const code = `// up, it's said, adds two
export const up = (pgm: any): void => {
  pgm.addColumns("users", { c: "text" });
  if (pgm) {
    pgm.createIndex(
      "users",
      "name", // (not unique
    ); pgm.createIndex("users", "c");
  }
};
export const down = (pgm: any): void => {
  pgm.dropIndex("users", "c");
  pgm.dropIndex("users", "name");
  pgm.dropColumns("users", ["c"]);
  pgm.createIndex("users", "name");
};
`;
  const result = await foundIn("index-not-concurrent", code);
  const shown = result.findings.map(({ file, line, column, start, end, direction, call }) => [
    file.replace(/.*\//, ""),
    `${line}:${column}`,
    direction,
    result.sources.get(file)!.slice(start, end).split("\n").at(-1),
    call?.sql,
  ]);
  expect(shown).toEqual([
    ["2_more.ts", "5:5", "up", "    )", 'CREATE INDEX "users_name_index" ON "users" ("name");'],
    ["2_more.ts", "8:8", "up", 'pgm.createIndex("users", "c")', expect.anything()],
    ["2_more.ts", "15:3", "down", 'pgm.createIndex("users", "name")', expect.anything()],
  ]);
  const text = lintText(result, createStyle(false));
  expect(text).toContain("2_more.ts:5:5 error index-not-concurrent\n");
  expect(text).toContain("> 5 |     pgm.createIndex(\n");
  expect(text).toContain('SQL: CREATE INDEX "users_name_index" ON "users" ("name");\n');
  expect(text).toContain("2_more.ts:15:3 warning index-not-concurrent, in down\n");
});

test("lines in messages are those of the code, and a loop is one finding", async () => {
  const code = `export const up = (pgm) => {
  pgm.addColumn("users", { c: "text", d: "text" });
  for (const column of ["c", "d"])
    pgm.sql(\`UPDATE users SET \${column} = 'x'\`);
};`;
  const { findings } = await foundIn("slow-statement-under-exclusive-lock", code);
  expect(findings.map(({ line, message }) => [line, message])).toEqual([
    [4, expect.stringMatching(/as does the statement of line 4, after line 2 has taken /)],
  ]);
});

test("code that is called from elsewhere stands where the migration calls it", async () => {
  const directory = directoryOf({
    "1_users.js": users,
    "2_more.js": `import { index } from "./.shared.js";\n\nexport const up = (pgm) => {\n  index(pgm);\n};`,
    ".shared.js": `export const index = (pgm) => pgm.createIndex("users", "name");`,
  });
  const { findings } = await lint({ migrationsDir: directory });
  const found = findings.find(({ rule }) => rule === "index-not-concurrent");
  expect(found).toMatchObject({ line: 4, column: 3, endColumn: 14 });
});

test("a comment above a call is for that call", async () => {
  const { findings } = await foundIn(
    "index-not-concurrent",
    `export const up = (pgm) => {
      // pgmaestro-ignore index-not-concurrent: ten rows
      pgm.createIndex("users", "name");
      pgm.createIndex("users", ["name", "id"]);
    };`,
  );
  expect(findings.map(({ line }) => line)).toEqual([4]);
});

test("help is in terms of the builder where a call of it is meant", async () => {
  const help = async (rule: string, call: string) => {
    const { findings } = await foundIn(rule, `export const up = (pgm) => { ${call} };`);
    return findings[0]?.help;
  };
  expect(await help("index-not-concurrent", `pgm.createIndex("users", "name")`)).toBe(
    "Give `concurrently: true`, and call `pgm.noTransaction()`, in a migration of its own.",
  );
  expect(await help("index-not-concurrent", `pgm.sql("CREATE INDEX i ON users (name)")`)).toBe(
    "Write CREATE INDEX CONCURRENTLY, in a migration of its own.",
  );
  const check = `pgm.addConstraint("users", "c", { check: "id > 0" })`;
  expect(await help("add-check-validates", check)).toContain(`"CHECK (…) NOT VALID")`);
  expect(await help("drop-column", `pgm.dropColumn("users", "name")`)).toContain(
    "// pgmaestro-ignore drop-column",
  );
});

test("what help says of the builder does what it says", async () => {
  const advised = `export const up = (pgm) => {
    pgm.addColumn("users", { code: { type: "bigint", sequenceGenerated: { precedence: "ALWAYS" } } });
    pgm.addConstraint("users", "name_given", "CHECK (name <> '') NOT VALID");
    pgm.addConstraint("users", "boss", "FOREIGN KEY (id) REFERENCES users NOT VALID");
    pgm.addConstraint("users", "name_once", "UNIQUE USING INDEX name_once_idx");
    pgm.createTable("later", { id: "id" }, { ifNotExists: true });
    pgm.createExtension("plpgsql", { ifNotExists: true, schema: "pg_catalog" });
    pgm.createMaterializedView("seen", { data: false }, "SELECT 1 AS one");
  };
  export const down = false;`;
  const alone = `export const up = (pgm) => {
    pgm.noTransaction();
    pgm.createIndex("users", "name", { name: "name_once_idx", unique: true, concurrently: true });
  };
  export const down = false;`;
  const migrationsDir = directoryOf({
    "1_users.js": users,
    "2_index.js": alone,
    "3_more.js": advised,
  });
  const { migrations } = await up({ database: await PGlite.create(), migrationsDir });
  expect(migrations).toHaveLength(3);
});
