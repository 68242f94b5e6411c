import { once } from "node:events";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it, test } from "vitest";
import { up } from "../../src/commands/up.ts";
import { watch, type WatchAnswer, type WatchOptions } from "../../src/commands/watch.ts";
import { pgmaestro, startPgmaestro } from "../support/cli.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { blocksOf } from "../support/documented.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { applied, existing } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

/** A watch of a directory whose answers are waited for, one after the other. */
function watching(options: Omit<WatchOptions, "onAnswer" | "signal">) {
  const stop = new AbortController();
  const answers: WatchAnswer[] = [];
  let wake: (() => void) | undefined;
  const over = watch({
    ...options,
    signal: stop.signal,
    onAnswer(answer) {
      answers.push(answer);
      wake?.();
    },
  });
  return {
    async next(): Promise<WatchAnswer> {
      while (answers.length === 0)
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), over]);
      return answers.shift()!;
    },
    /** The first answer that is so. */
    async until(isMeant: (answer: WatchAnswer) => boolean): Promise<WatchAnswer> {
      for (;;) {
        const answer = await this.next();
        if (isMeant(answer)) return answer;
      }
    },
    async end(): Promise<void> {
      stop.abort();
      await over;
    },
  };
}

const table = (columns: string) => upDown(`create table a (${columns});`, "drop table a;");
const did = ({ migrations }: WatchAnswer) =>
  migrations.map(({ name, direction }) => `${direction} ${name}`);

describeEachDatabase("watch", (database) => {
  const columns = async () =>
    (
      await database().query<{ name: string }>(
        "select attname as name from pg_attribute where attrelid = to_regclass('a') and attnum > 0 and not attisdropped",
      )
    ).map(({ name }) => name);

  it("runs what was saved again, with lint and the plan beside it", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": table("id int") });
    const watched = watching({ database: database().database, migrationsDir });
    expect(did(await watched.next())).toEqual(["up 1_a"]);
    addFiles(migrationsDir, { "1_a.sql": table("id int, note varchar(10)") });
    const answer = await watched.next();
    expect(did(answer)).toEqual(["down 1_a", "up 1_a"]);
    expect(answer.outcome).toBe("applied");
    expect(answer.plan!.segments.flatMap(({ steps }) => steps)).toMatchObject([
      { migration: "1_a" },
    ]);
    expect(answer.lint!.migrations).toEqual(["1_a"]);
    expect(answer.lint!.findings.length).toBeGreaterThan(0);
    expect(await columns()).toEqual(["id", "note"]);
    addFiles(migrationsDir, { "1_a.sql": `-- A remark.\n${table("id int, note varchar(10)")}` });
    expect((await watched.next()).outcome).toBe("unchanged");
    await watched.end();
    expect(await applied(database())).toEqual(["1_a"]);
  });

  it("leaves the database as it was where what was saved is wrong, and says where", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": table("id int") });
    const watched = watching({ database: database().database, migrationsDir });
    await watched.next();
    addFiles(migrationsDir, { "1_a.sql": table("id int,\n other nothing") });
    const refused = await watched.next();
    expect(refused).toMatchObject({
      outcome: "failed",
      error: { location: { line: 3, column: 8 } },
    });
    addFiles(migrationsDir, { "1_a.sql": table("id int,") });
    const broken = await watched.next();
    expect(broken).toMatchObject({ outcome: "failed", error: { code: "migration-file" } });
    expect(broken.lint!.findings.map(({ rule }) => rule)).toContain("syntax-error");
    expect(await columns()).toEqual(["id"]);
    addFiles(migrationsDir, { "1_a.sql": table("id int, last int") });
    expect((await watched.next()).outcome).toBe("applied");
    expect(await columns()).toEqual(["id", "last"]);
    await watched.end();
  });

  it("takes back what the journal kept, or what the file says by now where that does not do", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown("create table a (id int);", "drop table wrong;"),
    });
    const watched = watching({ database: database().database, migrationsDir });
    await watched.next();
    addFiles(migrationsDir, { "1_a.sql": table("id int,\n other nothing") });
    expect(await watched.next()).toMatchObject({
      outcome: "failed",
      error: { direction: "up", location: { line: 3, column: 8 } },
    });
    addFiles(migrationsDir, { "1_a.sql": table("id int, more int") });
    expect(await watched.next()).toMatchObject({ outcome: "applied" });
    addFiles(migrationsDir, { "1_a.sql": upDown("create table b ();", "drop table b;") });
    expect(await watched.next()).toMatchObject({ outcome: "applied" });
    expect(await existing(database(), "a", "b")).toEqual(["b"]);
    await watched.end();
  });

  it("follows files that come, are not written yet, get another name, and go; and repeatable ones", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": table("id int") });
    const watched = watching({ database: database().database, migrationsDir });
    await watched.next();
    addFiles(migrationsDir, { "2_b.sql": upDown("", "") });
    expect((await watched.next()).outcome).toBe("unchanged");
    addFiles(migrationsDir, { "2_b.sql": upDown("create table b ();", "drop table b;") });
    expect(did(await watched.next())).toEqual(["up 2_b"]);
    addFiles(migrationsDir, { "repeatable/v.sql": "create or replace view v as select 1 as one;" });
    expect(did(await watched.next())).toEqual(["up repeatable/v"]);
    addFiles(migrationsDir, { "repeatable/v.sql": "create or replace view v as select 2 as one;" });
    expect(did(await watched.next())).toEqual(["up repeatable/v"]);
    removeFiles(migrationsDir, "2_b.sql");
    expect(did(await watched.next())).toEqual(["down 2_b"]);
    expect(await applied(database())).toEqual(["1_a"]);
    await watched.end();
  });

  it("takes back only what others cannot have applied", async () => {
    const cwd = directoryOf({ "m/1_a.sql": table("id int") });
    const git = (...args: string[]) => execFileSync("git", args, { cwd, stdio: "ignore" });
    git("init", "-b", "main");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-m", "a");
    const migrationsDir = join(cwd, "m");
    addFiles(migrationsDir, { "2_b.sql": upDown("create table b ();", "drop table b;") });
    addFiles(migrationsDir, { "3_c.sql": upDown("create table c ();", "drop table c;") });
    const watched = watching({ database: database().database, migrationsDir });
    await watched.next();
    addFiles(migrationsDir, { "2_b.sql": upDown("create table b (id int);", "drop table b;") });
    expect(did(await watched.next())).toEqual(["down 3_c", "down 2_b", "up 2_b", "up 3_c"]);
    addFiles(migrationsDir, { "1_a.sql": table("id bigint") });
    const refused = await watched.next();
    expect(refused.outcome).toBe("failed");
    expect(refused.error!.message).toContain("1_a would be rolled back, and is on the main branch");
    await watched.end();
  });

  it("takes back no more than the last one where nobody knows what others have", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": table("id int"),
      "2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    await up({ database: database().database, migrationsDir });
    const watched = watching({ database: database().database, migrationsDir });
    await watched.next();
    addFiles(migrationsDir, { "1_a.sql": table("id bigint") });
    expect((await watched.next()).error!.message).toContain("1_a would be rolled back");
    await watched.end();
  });
});

describeEachServer("watch as it is typed", (database) => {
  test("it answers each save, says nothing else, and ends with Ctrl-C", async () => {
    const cwd = directoryOf({ "migrations/1_a.sql": table("id int") });
    const env = { DATABASE_URL: urlOf(database()), PGMAESTRO_HEARTBEAT: "0.01" };
    const { child, finished } = startPgmaestro(["watch", "--json"], { cwd, env });
    const said = lines(child.stdout!);
    expect(await said.next()).toMatchObject({ type: "saved", outcome: "applied" });
    writeFileSync(join(cwd, "migrations/1_a.sql"), table("id wrong"));
    expect(await said.next()).toMatchObject({
      ...{ type: "saved", outcome: "failed", error: { code: "migration-failed" } },
      ...{ plan: { segments: [expect.anything()] }, lint: { findings: expect.anything() } },
    });
    child.kill("SIGINT");
    expect(await said.next()).toEqual({ type: "watch", saves: 1 });
    expect(await finished).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("docs/watch.md shows what is told", async () => {
    const [file, shown] = blocksOf("watch.md");
    const cwd = directoryOf({ "migrations/1730000000001_users.sql": file!.body });
    const env = { DATABASE_URL: urlOf(database()) };
    const { child, finished } = startPgmaestro(["watch"], { cwd, env });
    const [text] = (await once(child.stdout!, "data")) as [Buffer];
    child.kill("SIGINT");
    const timeless = (one: string) => one.replaceAll(/[\d.]+ m?s\b/g, "TIME").trim();
    const wanted = shown!.body.slice(shown!.body.indexOf("\n"));
    expect(timeless(String(text))).toBe(timeless(wanted));
    expect(await finished).toMatchObject({ exitCode: 0, stderr: "Stopping …\n" });
  });

  test("a protected target is refused, whatever is given", async () => {
    const cwd = directoryOf({ "pgmaestro.config.json": JSON.stringify({ protected: true }) });
    const env = { DATABASE_URL: inject("serverUrl") };
    const { exitCode, stderr } = await pgmaestro(["watch"], { cwd, env });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("is protected")]);
  });
});

/** The lines of JSON of a process, one after the other. */
function lines(stream: NodeJS.ReadableStream) {
  const all = stream[Symbol.asyncIterator]();
  let rest = "";
  return {
    async next(): Promise<Record<string, unknown>> {
      while (!rest.includes("\n")) {
        const { value, done } = await all.next();
        if (done) throw new Error(`it ended after ${rest}`);
        rest += String(value);
      }
      const line = rest.slice(0, rest.indexOf("\n"));
      rest = rest.slice(line.length + 1);
      return JSON.parse(line) as Record<string, unknown>;
    },
  };
}
