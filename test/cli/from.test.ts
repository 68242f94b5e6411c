import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

const first = "prisma/migrations/20240101000000_init/migration.sql";
const second = "prisma/migrations/20240102000000_nick_names/migration.sql";
const prisma = {
  "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
  [first]: 'CREATE TABLE "User" ("id" bigint PRIMARY KEY);\n',
  [second]: `-- AlterTable
ALTER TABLE "User" ADD COLUMN "nick" TEXT;
-- CreateIndex
CREATE INDEX "User_nick_idx" ON "User"("nick");
`,
};

const goose = {
  "db/migrations/00001_users.sql": `-- +goose Up
-- +goose StatementBegin
CREATE TABLE users (id bigint PRIMARY KEY)
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'
-- +goose StatementEnd
-- +goose Down
DROP TABLE users;
`,
};

const typeorm = {
  "src/migrations/1700000000000-Users.ts": `export class Users1700000000000 {
  async up(queryRunner: any) {
    await queryRunner.query('CREATE TABLE users (id bigint PRIMARY KEY)');
    await queryRunner.query('CREATE INDEX ON users (id)');
  }
  async down(queryRunner: any) {
    await queryRunner.query('DROP TABLE users');
  }
}
`,
};

const knex = {
  "migrations/baseline/0_schema.sql": "CREATE TABLE accounts (id bigint PRIMARY KEY);\n",
  "migrations/20240101000000_nick.ts": `export const up = async (knex: any) => {
  await knex.schema
    .alterTable("accounts", (t: any) => { t.text("nick"); t.index(["nick"]); });
  for (const { id } of await knex("accounts").select("id"))
    await knex("accounts").where({ id }).update({ nick: "x" });
};
export const down = async (knex: any) => {
  await knex.schema.alterTable("accounts", (t: any) => t.dropColumn("nock"));
};
`,
};

function withPackages(files: Readonly<Record<string, string>>): string {
  const cwd = directoryOf(files);
  symlinkSync(resolve(import.meta.dirname, "../../node_modules"), join(cwd, "node_modules"));
  return cwd;
}

async function checked(cwd: string, ...line: string[]) {
  const finished = await pgmaestro([...line, "--json"], { cwd });
  return { ...finished, json: jsonLines(finished).at(-1)! };
}

describe("--from: the migrations of another tool, where they are", () => {
  test("lint: findings stand in its files", async () => {
    const { exitCode, json } = await checked(directoryOf(prisma), "lint", "--from", "prisma");
    expect(exitCode).toBe(1);
    expect(json["findings"]).toContainEqual(
      expect.objectContaining({ rule: "index-not-concurrent", file: second, line: 4, column: 1 }),
    );
    expect(json["findings"]).not.toContainEqual(
      expect.objectContaining({ rule: "missing-down-section" }),
    );
  });

  test("lint: only what was changed in its folders", async () => {
    const cwd = directoryOf(prisma);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.email=a@b", "-c", "user.name=c", ...args], { cwd });
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message=first");
    const third = "prisma/migrations/20240103000000_drop/migration.sql";
    addFiles(cwd, { [third]: 'DROP TABLE "User";\n' });
    const { json } = await checked(cwd, "lint", "--since", "HEAD", "--from", "prisma");
    expect(json["findings"].map(({ file }: { file: string }) => file)).toEqual(
      json["findings"].map(() => third),
    );
    expect(json["findings"]).not.toEqual([]);
  });

  test("verify: a tool without down migrations is not asked for them", async () => {
    const cwd = directoryOf(prisma);
    const name = "20240102000000_nick_names";
    const { exitCode, json } = await checked(cwd, "verify", name, "--from", "prisma");
    expect(exitCode).toBe(0);
    expect(json["migrations"]).toMatchObject([{ name, file: second }]);
  });

  test("verify: a down section that leaves something fails, in the tool's file", async () => {
    const cwd = directoryOf(goose);
    const finished = await pgmaestro(["verify", "--all", "--from", "goose"], { cwd });
    expect(finished.exitCode).toBe(1);
    expect(finished.stdout).toContain("DROP FUNCTION IF EXISTS public.one();");
  });

  test("verify: a tool's own place for a down section is named", async () => {
    const cwd = directoryOf({ "migrations/1_users.up.sql": "CREATE TABLE users (id int);\n" });
    addFiles(cwd, {
      "migrations/2_pets.up.sql": "CREATE TABLE pets (id int);\n",
      "migrations/2_pets.down.sql": "DROP TABLE pets;\n",
    });
    const line = ["verify", "--all", "--from", "golang-migrate", "migrations"];
    const finished = await pgmaestro(line, { cwd });
    expect(finished.stdout).toContain("Write one in a file of its own, `.down.sql`");
    expect(finished.stdout).not.toContain("-- Down Migration");
  });

  test("verify: code whose SQL is not known is not covered, and what comes after it is tried", async () => {
    const program = `export const up = async () => { (await import("node:child_process")).execSync("true"); };
export const down = async () => {};
`;
    const cwd = withPackages({
      "migrations/20240101000000_a.ts": program,
      "migrations/20240102000000_b.ts": `export const up = (knex: any) => knex.schema.createTable("b", () => {});
export const down = (knex: any) => knex.schema.dropTable("b");
`,
    });
    const { json } = await checked(cwd, "verify", "--all", "--from", "knex");
    const [a, b] = json["migrations"];
    expect(json["notReached"]).toEqual([]);
    expect(a.up).toMatchObject({ verdict: "not-covered", problems: [] });
    expect(JSON.stringify(a.up)).toContain("runs a program");
    expect(b.up.verdict).toBe("passed");
  });

  test("reverse: shows the down section that a tool lacks, and writes nothing", async () => {
    const cwd = directoryOf(prisma);
    const line = ["reverse", "20240102000000_nick_names", "--from", "prisma", "prisma/migrations"];
    const finished = await pgmaestro(line, { cwd });
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toContain('ALTER TABLE public."User" DROP COLUMN IF EXISTS nick;');
    const writing = await pgmaestro([...line, "--write"], { cwd });
    expect(writing.exitCode).toBe(2);
    expect(writing.stderr).toContain("reads those of Prisma Migrate");
  });

  test("locks: what code of the tool sends, by the SQL that it makes", async () => {
    const cwd = withPackages(typeorm);
    const { exitCode, json } = await checked(cwd, "locks", "--all", "--from", "typeorm");
    expect(exitCode).toBe(0);
    const [migration] = json["migrations"];
    expect(migration.file).toBe("src/migrations/1700000000000-Users.ts");
    expect(migration.statements ?? migration.up.statements).toHaveLength(2);
  });

  test("code stands on a baseline, is checked as far as it ran, and findings are at its calls", async () => {
    const [cwd, file] = [withPackages(knex), "migrations/20240101000000_nick.ts"];
    const linted = await pgmaestro(["lint", "--from", "knex"], { cwd });
    expect(linted.stdout).toContain(`${file}:3:6 error index-not-concurrent`);
    expect(linted.stdout).toContain("> 3 |     .alterTable(");
    expect(linted.stdout).toContain("it is checked as far as it ran on a database without rows.");
    expect(linted.stdout).not.toContain("pgmaestro: phase after");
    const { exitCode, json } = await checked(cwd, "verify", "--all", "--from", "knex");
    expect(exitCode).toBe(1);
    const [{ down, downAt }] = json["migrations"];
    expect(downAt).toEqual({ file, line: 8, column: 1 });
    expect(JSON.stringify(down)).toContain('column \\"nock\\" of relation \\"accounts\\"');
    expect(JSON.stringify(down)).toContain(`${file}:8:9`);
  });

  test.each([
    [["lint", "--from", "prsma"], 'does not import from "prsma"'],
    [["lint", "--from", "prisma", "a", "b"], "and b stands behind them"],
    [["lint", "--fix", "--from", "prisma"], "--fix writes files of ours"],
    [["lint", "--pending", "--from", "prisma"], "--from and --pending exclude each other"],
    [["verify", "--pending", "--from", "prisma"], "--from and --pending exclude each other"],
    [["plan", "--from", "prisma"], "--from is for --against"],
  ])("%j is refused", async (line, message) => {
    const finished = await pgmaestro(line, { cwd: directoryOf(prisma) });
    expect(finished.exitCode).toBe(2);
    expect(finished.stderr).toContain(message);
  });
});

describeEachServer("plan --against --from", (db) => {
  test("what the tool's own history lacks is pending", async () => {
    await db().query(`CREATE TABLE users (id bigint PRIMARY KEY);
      CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp DEFAULT now());
      INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true)`);
    const cwd = directoryOf({
      ...goose,
      "db/migrations/00002_nick.sql": "-- +goose Up\nALTER TABLE users ADD COLUMN nick text;\n",
    });
    const url = db().database as string;
    const { exitCode, json } = await checked(cwd, "plan", "--against", url, "--from", "goose");
    expect(exitCode).toBe(0);
    expect(JSON.stringify(json["segments"])).toContain("00002_nick");
    expect(JSON.stringify(json["segments"])).not.toContain("00001_users");
  });
});
