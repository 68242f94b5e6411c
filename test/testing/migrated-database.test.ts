import { once } from "node:events";
import { resolve } from "node:path";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import {
  ConfigurationError,
  ConnectionFailedError,
  InvalidRequestError,
  MigrationFailedError,
  RoundTripError,
} from "../../src/errors/index.ts";
import {
  expectRoundTrip,
  migratedDatabase,
  type MigratedDatabaseOptions,
  type TestDatabase,
} from "../../src/testing/index.ts";
import { start } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { soaking } from "../support/soak.ts";
import { until } from "../support/sessions.ts";

const users = upDown("create table users (id int primary key, name text);", "drop table users;");

/** A project with one migration, and the options that open databases for its tests. */
function project(server: string | undefined, files: Record<string, string> = { "1_a.sql": users }) {
  const directory = directoryOf({});
  const [migrationsDir, cache] = [`${directory}/migrations`, `${directory}/cache`];
  addFiles(migrationsDir, files);
  return { migrationsDir, cache, ...(server && { server }) };
}

async function rowsOf<Row>({ pool }: TestDatabase, text: string): Promise<Row[]> {
  return (await pool.query(text)).rows as Row[];
}

/** When the migrations of a database ran: the same for all copies of one template. */
async function ranAt(db: TestDatabase): Promise<string[]> {
  const rows = await rowsOf<{ ran: string }>(
    db,
    "select name || ' ' || run_on as ran from pgmigrations order by id",
  );
  return rows.map(({ ran }) => ran);
}

function startChild(options: object, ...args: string[]) {
  const program = resolve(import.meta.dirname, "../support/testing-child.js");
  const root = resolve(import.meta.dirname, "../..");
  return start(process.execPath, [program, JSON.stringify(options), ...args], { cwd: root });
}

async function openAndClose(options: MigratedDatabaseOptions): Promise<void> {
  await (await migratedDatabase(options)).close();
}

const places: [string, () => string | undefined][] = [
  ["server", () => new URL("/postgres", inject("serverUrl")).href],
  ["embedded", () => undefined],
];

describe.each(places)("a database for tests (%s)", (kind, place) => {
  const slow = test.runIf(soaking || kind === "server");

  test("is a copy of what the migrations made once, of one's own, until one of them changes", async () => {
    const options = project(place());
    await using first = await migratedDatabase(options);
    await using second = await migratedDatabase(options);
    await first.pool.query("insert into users values (1, 'me')");
    expect(await rowsOf(second, "select * from users")).toEqual([]);
    expect(await ranAt(second)).toEqual(await ranAt(first));
    expect(first.pglite === undefined).toBe(kind === "server");

    addFiles(options.migrationsDir, { "2_b.sql": upDown("create table b ();", "drop table b;") });
    await using grown = await migratedDatabase(options);
    expect(await ranAt(grown)).toEqual([...(await ranAt(first)), expect.stringContaining("2_b ")]);

    addFiles(options.migrationsDir, { "1_a.sql": users.replace("name text", "nick text") });
    await using edited = await migratedDatabase(options);
    await edited.pool.query("select nick from users");
    expect(await ranAt(edited)).not.toEqual(await ranAt(grown));
  });

  slow(
    "changes with what JavaScript imports, with files that it depends on, and with options",
    async () => {
      const options = project(place(), {
        "1_a.mjs":
          'import { table } from "./lib/names.mjs"; export const up = (pgm) => pgm.sql(`create table ${table} ()`);',
        "lib/names.mjs": 'export const table = "one";',
      });
      const made = async (more: object = {}) => {
        await using db = await migratedDatabase({ ...options, ...more });
        return await ranAt(db);
      };
      const first = await made();
      expect(await made()).toEqual(first);
      addFiles(options.migrationsDir, { "lib/names.mjs": 'export const table = "two";' });
      const second = await made();
      expect(second).not.toEqual(first);
      const dependsOn = [`${options.migrationsDir}/1_a.mjs`];
      expect(await made({ dependsOn })).not.toEqual(second);
      expect(await made({ schema: ["public"], decamelize: true })).not.toEqual(second);
    },
  );

  test("a migration that does not run is told with its place, and is no obstacle once it is right", async () => {
    const options = project(place(), {
      "1_a.sql": "-- Up Migration\nselect 1;\nselect nonsense;\n",
    });
    const error = await migratedDatabase(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MigrationFailedError);
    expect(error).toMatchObject({ migration: "1_a", location: { line: 3, column: 8 } });
    addFiles(options.migrationsDir, { "1_a.sql": users });
    await using db = await migratedDatabase(options);
    expect(await rowsOf(db, "select * from users")).toEqual([]);
  });

  test("closes with a client that nobody gave back, and twice", async () => {
    const db = await migratedDatabase(project(place()));
    const client = await db.pool.connect();
    await client.query("begin");
    await db.close();
    await db.close();
    await expect(client.query("select 1")).rejects.toThrow();
    await expect(queryOnce(db.url, "select 1")).rejects.toThrow();
  });

  slow("workers that come at the same time share one template", async () => {
    const options = project(place());
    const count = kind === "server" ? 4 : 2;
    const workers = await Promise.all(
      Array.from({ length: count }, () => startChild(options).finished),
    );
    expect(workers.map(({ stderr }) => stderr)).toEqual(workers.map(() => ""));
    expect(new Set(workers.map(({ stdout }) => JSON.parse(stdout).run_on)).size).toBe(1);
  });

  slow("what holds of a round trip holds, and what does not is told as verify does", async () => {
    const options = project(place(), {
      "1_a.sql": users,
      "2_b.sql": upDown("create table b ();", "select 1;"),
    });
    await expectRoundTrip("1_a", options);
    const error = await expectRoundTrip("2", options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RoundTripError);
    expect(error).toMatchObject({
      report: expect.stringContaining("✗ down leaves table public.b"),
    });
  });
});

describe("a database for tests on a server", () => {
  const server = () => new URL("/postgres", inject("serverUrl")).href;

  const names = async (pattern: string) =>
    (
      await queryOnce<{ datname: string }>(
        server(),
        `select datname from pg_database where datname ~ '${pattern}' order by 1`,
      )
    ).map(({ datname }) => datname);

  const templates = () => names("^pgmaestro_template_");

  test("has the settings that migrations gave the database", async () => {
    const options = project(server(), {
      "1_a.sql": `do $$ begin execute format('alter database %I set search_path = app, "x y"', current_database());
        execute format('alter role postgres in database %I set work_mem = ''7MB''', current_database()); end $$;`,
    });
    await using db = await migratedDatabase(options);
    expect(await rowsOf(db, "show search_path")).toEqual([{ search_path: 'app, "x y"' }]);
    expect(await rowsOf(db, "show work_mem")).toEqual([{ work_mem: "7MB" }]);
  });

  test("an old template goes once nobody uses it", async () => {
    const before = await templates();
    const own = async () => (await templates()).filter((name) => !before.includes(name));
    const options = project(server());
    const old = await migratedDatabase(options);
    const [oldTemplate] = await own();
    addFiles(options.migrationsDir, { "1_a.sql": users.replace("name text", "nick text") });
    const edited = await migratedDatabase(options);
    expect(await own()).toHaveLength(2);
    await old.close();
    await edited.close();
    await openAndClose(options);
    expect(await own()).toHaveLength(1);
    expect(await own()).not.toContain(oldTemplate);
  });

  test("one session makes copies one after the other, and another one goes on once it is lost", async () => {
    const options = project(server());
    const makerOf = async ({ url }: TestDatabase) => {
      const name = new URL(url).pathname.slice(1);
      const [row] = await queryOnce<{ pid: number }>(
        server(),
        `select pid from pg_locks where locktype = 'advisory' and objsubid = 1
          and (classid::bigint << 32) | objid::bigint = hashtextextended('${name}', 0)`,
      );
      return row!.pid;
    };
    const warned = vi.fn();
    process.on("warning", warned);
    onTestFinished(() => void process.off("warning", warned));
    const first = await migratedDatabase(options);
    const pid = await makerOf(first);
    await first.close();
    const [second, beside] = [await migratedDatabase(options), await migratedDatabase(options)];
    expect(await makerOf(second)).toBe(pid);
    await queryOnce(server(), `select pg_terminate_backend(${pid}, 10000)`);
    const [third] = await Promise.all([
      migratedDatabase(options),
      second.close(),
      beside.close(),
    ] as const);
    await using last = third;
    expect(await rowsOf(last, "select * from users")).toEqual([]);
    expect(await makerOf(last)).not.toBe(pid);
    for (const { url } of [second, beside])
      expect(await names(`^${new URL(url).pathname.slice(1)}$`)).toEqual([]);
    expect(warned).not.toHaveBeenCalled();
  });

  test("what a killed process had is dropped by the next, and a template that it was making is made", async () => {
    const slow = `select pg_sleep(case current_setting('application_name') when 'slow' then 60 else 0 end);`;
    const options = project(server(), { "1_a.sql": users, "2_b.sql": slow });
    const sleeping = `select datname as name from pg_stat_activity where application_name = 'slow' and wait_event = 'PgSleep'`;
    const slowOptions = { ...options, server: `${server()}?application_name=slow` };
    const { child, finished } = startChild(slowOptions);
    onTestFinished(() => void child.kill("SIGKILL"));
    const { name } = await until<{ name: string }>(server(), sleeping);
    const waiting = migratedDatabase(options);
    child.kill("SIGKILL");
    await finished;
    await using db = await waiting;
    expect(await ranAt(db)).toHaveLength(2);
    await queryOnce(
      server(),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    await until(
      server(),
      `select 1 as gone where not exists (select from pg_stat_activity where datname = '${name}')`,
    );
    await startChild(options).finished;
    expect(await names(`^${name}$`)).toEqual([]);
  });

  test("a killed process's copy is dropped by the next", async () => {
    const options = project(server());
    const { child, finished } = startChild(options, "stay");
    onTestFinished(() => void child.kill("SIGKILL"));
    const [told] = (await once(child.stdout!, "data")) as [Buffer];
    const { name } = JSON.parse(told.toString()) as { name: string };
    await openAndClose(options);
    expect(await names(`^${name}$`)).toEqual([name]);
    child.kill("SIGKILL");
    await finished;
    await until(
      server(),
      `select 1 as gone where not exists (select from pg_stat_activity where datname = '${name}')
        and not exists (select from pg_locks where locktype = 'advisory'
          and (classid::bigint << 32) | objid::bigint = hashtextextended('${name}', 0))`,
    );
    await startChild(options).finished;
    expect(await names(`^${name}$`)).toEqual([]);
  });

  test("is refused where NODE_ENV is production, and where no server is named", async () => {
    await expect(migratedDatabase(project("pglite:./here"))).rejects.toThrow(ConfigurationError);
    vi.stubEnv("NODE_ENV", "production");
    await expect(migratedDatabase(project(server()))).rejects.toThrow(InvalidRequestError);
  });

  test.each([
    [{ environments: { live: { protected: true, url: "live" } } }, {}],
    [{ environments: { live: { protected: true, url: { env: "LIVE" } } } }, { LIVE: "live" }],
    [{ protected: true, databaseUrl: "live" }, {}],
    [{ protected: true, databaseUrl: { env: "LIVE" } }, { LIVE: "live" }],
    [{ protected: true, databaseUrl: "live" }, { DATABASE_URL: "postgres://elsewhere/live" }],
    [{}, { PGMAESTRO_PROTECTED: "yes", DATABASE_URL: "live" }],
    [{}, {}, "PGMAESTRO_PROTECTED=yes\nDATABASE_URL=live"],
  ])("is refused on the server of a protected target: %j %j %j", async (...given) => {
    const [config, variables, dotenv = ""] = given;
    const live = new URL("/live", server()).href;
    const directory = directoryOf({
      "pgmaestro.config.json": JSON.stringify(config).replace('"live"}', `"${live}"}`),
      ".env": dotenv.replace("=live", `=${live}`),
    });
    for (const [name, value] of Object.entries(variables))
      vi.stubEnv(name, value === "live" ? live : value);
    const before = process.cwd();
    process.chdir(directory);
    onTestFinished(() => process.chdir(before));
    const options = project(server());
    const message = /^postgres.* is protected \(.*\), and no databases for tests are made there$/;
    await expect(migratedDatabase(options)).rejects.toThrow(message);
    await expect(expectRoundTrip("1_a", options)).rejects.toThrow(message);
    const elsewhere = { ...options, server: "postgres://localhost:1/postgres" };
    await expect(migratedDatabase(elsewhere)).rejects.toThrow(ConnectionFailedError);
    vi.stubEnv("PGMAESTRO_PROTECTED", "maybe");
    await expect(migratedDatabase(elsewhere)).rejects.toThrow(ConfigurationError);
  });
});
