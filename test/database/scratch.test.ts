import { once } from "node:events";
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  StatementError,
  withScratch,
  type Connection,
  type Scratches,
} from "../../src/database/index.ts";
import {
  ConfigurationError,
  ConnectionFailedError,
  DatabaseError,
  ScratchRefusedError,
} from "../../src/errors/index.ts";
import { start } from "../support/cli.ts";
import { queryOnce, serverUrls } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { createRole, until } from "../support/sessions.ts";

const extensions = () => [];

function startChild(place: string, ...args: string[]) {
  const program = resolve(import.meta.dirname, "../support/scratch-child.ts");
  const root = resolve(import.meta.dirname, "../..");
  return start(process.execPath, ["--import", "jiti/register", program, place, ...args], {
    cwd: root,
  });
}

async function nameOf({ query }: Connection): Promise<string> {
  const [row] = await query<{ name: string }>("select current_database() as name");
  return row!.name;
}

async function tables({ query }: Connection): Promise<string[]> {
  const rows = await query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

for (const { name: title, url } of serverUrls()) {
  const server = new URL("/postgres", url).href;

  async function exists(name: string): Promise<boolean> {
    return (
      (await queryOnce(server, `select from pg_database where datname = '${name}'`)).length > 0
    );
  }

  function scratch<Result>(action: (scratches: Scratches) => Promise<Result>): Promise<Result> {
    return withScratch({ server, extensions }, action);
  }

  /** The scratch database of a process that is still there. */
  async function startOwner() {
    const { child, finished } = startChild(server, "stay");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await finished;
    });
    const [told] = (await once(child.stdout!, "data")) as [Buffer];
    const name = told.toString().trim();
    const kill = async () => {
      child.kill("SIGKILL");
      await finished;
      await until(
        server,
        `select 1 as gone where not exists (select from pg_stat_activity where datname = '${name}')
          and not exists (select from pg_locks where locktype = 'advisory'
            and (classid::bigint << 32) | objid::bigint = hashtextextended('${name}', 0))`,
      );
    };
    return { name, kill };
  }

  describe(`scratch databases (${title})`, () => {
    test("are empty, unlike the database that is named, and gone in the end", async () => {
      const name = await scratch(async (scratches) => {
        const { connection, from } = await scratches.fresh(["any key"]);
        const own = await nameOf(connection);
        expect(own).toMatch(new RegExp(`^pgmaestro_scratch_${process.pid}_`));
        expect(await exists(own)).toBe(true);
        expect([await tables(connection), from]).toEqual([[], undefined]);
        return own;
      });
      expect(await exists(name)).toBe(false);
    });

    test("have the settings of a new connection, and encoding and locale of the database that is named", async () => {
      const settings =
        "select name, setting from pg_settings where source <> 'default' and name !~ '^(log_|external_pid)' order by 1";
      const locale =
        "select encoding, datcollate, datctype from pg_database where datname = current_database()";
      await scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        expect(await connection.query(locale)).toEqual(await queryOnce(server, locale));
        const mine = await connection.query<{ name: string }>(settings);
        const theirs = await queryOnce<{ name: string }>(server, settings);
        expect(mine.filter(({ name }) => name !== "application_name")).toEqual(
          theirs.filter(({ name }) => name !== "application_name"),
        );
      });
    });

    test("are dropped when the next is made", async () => {
      await scratch(async (scratches) => {
        const first = await scratches.fresh();
        await first.connection.query("create table t ()");
        const name = await nameOf(first.connection);
        const { connection } = await scratches.fresh();
        expect(await exists(name)).toBe(false);
        expect(await tables(connection)).toEqual([]);
      });
    });

    test("are dropped after an error, which is made public", async () => {
      let name = "";
      const run = scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        name = await nameOf(connection);
        await connection.query("select nonsense");
      });
      await expect(run).rejects.toThrow(DatabaseError);
      expect(name).not.toBe("");
      expect(await exists(name)).toBe(false);
    });

    test("are dropped after what runs is cancelled, and while it still runs", async () => {
      const names: string[] = [];
      const cancelled = scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        names.push(await nameOf(connection));
        const sleeps = until(
          server,
          `select 1 as it from pg_stat_activity where datname = '${names[0]}' and wait_event = 'PgSleep'`,
        );
        await Promise.all([
          connection.query("select pg_sleep(60)"),
          sleeps.then(() => connection.cancel()),
        ]);
      });
      await expect(cancelled).rejects.toMatchObject({ server: { sqlState: "57014" } });
      const left = scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        names.push(await nameOf(connection));
        connection.query("select pg_sleep(60)").catch(() => {});
        await until(
          server,
          `select 1 as it from pg_stat_activity where datname = '${names[1]}' and wait_event = 'PgSleep'`,
        );
        throw new Error("stopped");
      });
      await expect(left).rejects.toThrow("stopped");
      expect(await Promise.all(names.map(exists))).toEqual([false, false]);
    });

    test("are dropped with sessions that migrations opened themselves, and leave no connection", async () => {
      const name = await scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        const own = await nameOf(connection);
        queryOnce(new URL(`/${own}`, server).href, "select pg_sleep(60)").catch(() => {});
        await until(
          server,
          `select 1 as it from pg_stat_activity where datname = '${own}' and wait_event = 'PgSleep'`,
        );
        return own;
      });
      expect(await exists(name)).toBe(false);
      expect(
        await queryOnce(server, `select from pg_stat_activity where datname = '${name}'`),
      ).toEqual([]);
    });

    test("are dropped after their keeping session was cut off", async () => {
      const name = await scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        const own = await nameOf(connection);
        await queryOnce(
          server,
          `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
            and (classid::bigint << 32) | objid::bigint = hashtextextended('${own}', 0)`,
        );
        await scratch(async () => {});
        expect(await exists(own)).toBe(true);
        await scratches.fresh();
        expect(await exists(own)).toBe(false);
        return own;
      });
      expect(await exists(name)).toBe(false);
    });

    test("of a living process stay, those of a killed one are dropped by the next run", async () => {
      const [living, killed] = await Promise.all([startOwner(), startOwner()]);
      expect(await exists(killed.name)).toBe(true);
      await killed.kill();
      expect(await exists(killed.name)).toBe(true);
      await scratch(async () => {});
      expect([await exists(living.name), await exists(killed.name)]).toEqual([true, false]);
    });

    test("that are being made are not taken for leftovers, by runs that name other databases", async () => {
      const other = withScratch({ server: new URL("/template1", url).href, extensions }, use);
      const runs = Array.from({ length: 8 }, () => scratch(use));
      await expect(Promise.all([...runs, other])).resolves.toHaveLength(9);

      async function use(scratches: Scratches) {
        for (let round = 0; round < 3; round++) {
          const { connection } = await scratches.fresh();
          await connection.query("create table t ()");
        }
      }
    });

    test("are told from databases of others with a name like ours", async () => {
      const name = `pgmaestro_scratch_of_ours_${process.pid}`;
      await queryOnce(server, `create database ${name}`);
      onTestFinished(async () => void (await queryOnce(server, `drop database ${name}`)));
      await scratch(async () => {});
      expect(await exists(name)).toBe(true);
    });

    test("a role that stays is told", async () => {
      const role = `left_${process.pid}_${Date.now()}`;
      onTestFinished(async () => void (await queryOnce(server, `drop role if exists ${role}`)));
      const told: string[] = [];
      const onLeftRoles = (names: readonly string[]) => void told.push(...names);
      const make = (...statements: string[]) =>
        withScratch({ server, extensions, onLeftRoles }, async (scratches) => {
          const { connection } = await scratches.fresh();
          for (const statement of statements) await connection.query(statement);
        });
      await make(`create role ${role}`, `drop role ${role}`);
      expect(told).not.toContain(role);
      await make(`create role ${role}`);
      expect(told).toContain(role);
      told.length = 0;
      await make("select 1");
      expect(told).not.toContain(role);
    });

    test("need the right to make databases, and say so without the password", async () => {
      const { roleUrl, role } = await createRole(server);
      const error = await withScratch({ server: roleUrl, extensions }, ({ fresh }) =>
        fresh(),
      ).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ScratchRefusedError);
      expect(String(error)).toContain(`"${role}" may not create scratch databases`);
      expect(JSON.stringify(error) + String(error)).not.toContain("secret");
    });

    test("need no more than that right", async () => {
      const { roleUrl, role } = await createRole(server);
      await queryOnce(server, `alter role ${role} createdb`);
      const name = await withScratch({ server: roleUrl, extensions }, async ({ fresh }) => {
        const { connection } = await fresh();
        await connection.query("create table t ()");
        return nameOf(connection);
      });
      expect(await exists(name)).toBe(false);
    });

    test("a server may be given as settings", async () => {
      const { username, password, hostname, port } = new URL(url);
      const parts = {
        user: username,
        password,
        host: hostname,
        port: Number(port),
        database: "postgres",
      };
      for (const settings of [parts, { connectionString: server }]) {
        const name = await withScratch({ server: settings, extensions }, async ({ fresh }) =>
          nameOf((await fresh()).connection),
        );
        expect(name).toMatch(/^pgmaestro_scratch_/);
        expect(await exists(name)).toBe(false);
      }
    });
  });
}

describe("a server that is none", () => {
  const attempt = (server: string) => withScratch({ server, extensions }, async () => {});

  test("says why, without the password", async () => {
    await expect(attempt("postgres://me:secret@127.0.0.1:1/x")).rejects.toSatisfy(
      (error) => error instanceof ConnectionFailedError && !String(error).includes("secret"),
    );
    await expect(attempt("pglite:./here")).rejects.toThrow(ConfigurationError);
  });
});

describe("scratch databases (embedded)", () => {
  const snapshotsIn = (cache: string) =>
    readdirSync(cache).filter((name) => name.endsWith(".tar.gz"));

  /** Makes one, and tells whether it was made from nothing. */
  async function make(cache: string | undefined, names: readonly string[] = []) {
    let created = false;
    const onCreate = () => void (created = true);
    const options = { cache, extensions: () => names, onCreate };
    const seen = await withScratch(options, async (scratches) =>
      tables((await scratches.fresh()).connection),
    );
    return { created, tables: seen };
  }

  test("are made from nothing once in a process, and are empty each time", async () => {
    await make(undefined);
    let created = 0;
    await withScratch({ extensions, onCreate: () => void created++ }, async (scratches) => {
      const { connection } = await scratches.fresh();
      await connection.query("create table t ()");
      expect(await tables(connection)).toEqual(["t"]);
      expect(await tables((await scratches.fresh()).connection)).toEqual([]);
    });
    expect(created).toBe(0);
  });

  test("are closed after success, after an error, and when the next is made", async () => {
    const used: Connection[] = [];
    const run = withScratch({ extensions }, async (scratches) => {
      used.push((await scratches.fresh()).connection);
      used.push((await scratches.fresh()).connection);
      await expect(used[0]!.query("select 1")).rejects.toThrow("closed");
      await used[1]!.query("select nonsense");
    });
    await expect(run).rejects.toThrow(DatabaseError);
    await expect(used[1]!.query("select 1")).rejects.toThrow("closed");
  });

  test("are made from nothing once for a cache, whatever the extensions", async () => {
    const cache = join(directoryOf({}), "made/where/needed");
    expect(await make(cache)).toEqual({ created: true, tables: [] });
    expect(await make(cache, ["pgcrypto"])).toEqual({ created: false, tables: [] });
    expect(readFileSync(join(cache, ".gitignore"), "utf8")).toBe("*\n");
  });

  test("a snapshot that is damaged is made anew", async () => {
    const cache = directoryOf({});
    await make(cache);
    const file = join(cache, snapshotsIn(cache)[0]!);
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)]! ^= 1;
    for (const damaged of [Buffer.of(), Buffer.from("nonsense"), whole.subarray(0, -9), flipped]) {
      writeFileSync(file, damaged);
      expect(await make(cache)).toEqual({ created: true, tables: [] });
      expect(await make(cache)).toEqual({ created: false, tables: [] });
    }
  });

  test("a cache that cannot be written is done without", async () => {
    const file = join(directoryOf({ taken: "a file" }), "taken");
    expect(await make(file)).toEqual({ created: true, tables: [] });
  });

  test("several processes may be the first at once", async () => {
    const cache = directoryOf({});
    const runs = [1, 2, 3].map(() => startChild(cache).finished);
    for (const run of runs)
      expect(await run).toMatchObject({ exitCode: 0, stdout: "postgres\n", stderr: "" });
    expect(await make(cache)).toEqual({ created: false, tables: [] });
    expect(readdirSync(cache)).toHaveLength(2);
  });

  describe.each(["a cache", "the process's memory"])("a state kept in %s", (where) => {
    const newCache = () => (where === "a cache" ? directoryOf({}) : undefined);

    test("comes back under the first key that is known, with its data and its extensions", async () => {
      const options = { cache: newCache(), extensions: () => ["pgcrypto"] };
      await withScratch(options, async (scratches) => {
        const { connection, save } = await scratches.fresh();
        await connection.query("create extension pgcrypto");
        await connection.query("create table one as select 1 as n");
        await save("one");
        await connection.query("create table two ()");
        await save("two");
        await connection.query("create table three ()");
      });
      await withScratch(options, async (scratches) => {
        const two = await scratches.fresh(["three", "two", "one"]);
        expect([two.from, await tables(two.connection)]).toEqual(["two", ["one", "two"]]);
        await two.connection.query("drop table one");
        const one = await scratches.fresh(["one", "two"]);
        expect([one.from, await tables(one.connection)]).toEqual(["one", ["one"]]);
        expect(
          await one.connection.query("select n, digest('x', 'md5') is not null as d from one"),
        ).toEqual([{ n: 1, d: true }]);
        const none = await scratches.fresh(["three"]);
        expect([none.from, await tables(none.connection)]).toEqual([undefined, []]);
      });
    });

    test("is known with the extensions it was made with only", async () => {
      const cache = newCache();
      const from = (names: string[], key: string) =>
        withScratch({ cache, extensions: () => names }, async (scratches) => {
          const present = await scratches.fresh([key]);
          await present.save(key);
          return present.from;
        });
      expect(await from([], "k")).toBeUndefined();
      expect(await from(["pgcrypto"], "k")).toBeUndefined();
      expect(await from(["pgcrypto"], "k")).toBe("k");
    });
  });

  test("of the states that are kept, those used longest ago are forgotten", async () => {
    const cache = directoryOf({ "dead.tar.gz.x.new": "", "young.tar.gz.x.new": "" });
    utimesSync(join(cache, "dead.tar.gz.x.new"), 0, 0);
    await withScratch({ cache, extensions }, async (scratches) => {
      const { save } = await scratches.fresh();
      for (let key = 1; key <= 8; key++) {
        await save(String(key));
        await sleep(5);
      }
      expect((await scratches.fresh(["1", "2"])).from).toBeUndefined();
      expect((await scratches.fresh(["8"])).from).toBe("8");
    });
    const kept = snapshotsIn(cache);
    expect(kept.length).toBeLessThanOrEqual(6);
    expect(kept.every((name) => statSync(join(cache, name)).size < 10_000_000)).toBe(true);
    expect(readdirSync(cache).filter((name) => name.endsWith(".new"))).toEqual([
      "young.tar.gz.x.new",
    ]);
  });

  test("what a connection throws inside is not public yet, as with any other", async () => {
    await withScratch({ extensions }, async (scratches) => {
      const { connection } = await scratches.fresh();
      await expect(connection.query("select nonsense")).rejects.toThrow(StatementError);
    });
  });
});
