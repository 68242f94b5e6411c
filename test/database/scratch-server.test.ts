import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { withScratch, type Scratches } from "../../src/database/index.ts";
import {
  ConfigurationError,
  ConnectionFailedError,
  DatabaseError,
  ScratchRefusedError,
} from "../../src/errors/index.ts";
import { createDatabase, dropDatabase, queryOnce, serverUrls } from "../support/databases.ts";
import { nameOf, startChild, tables } from "../support/scratch.ts";
import { createRole, until } from "../support/sessions.ts";

const extensions = () => [];

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

    test("have the settings of a new connection but that no commit waits for the disk and nothing is compiled, and encoding and locale of the database that is named", async () => {
      const settings =
        "select name, setting from pg_settings where source <> 'default' and name !~ '^(log_|external_pid)' order by 1";
      const locale =
        "select encoding, datcollate, datctype from pg_database where datname = current_database()";
      await scratch(async (scratches) => {
        const { connection } = await scratches.fresh();
        expect(await connection.query(locale)).toEqual(await queryOnce(server, locale));
        const quick = ["jit", "synchronous_commit"].map((name) => ({ name, setting: "off" }));
        const mine = await connection.query<{ name: string }>(settings);
        const theirs = await queryOnce<{ name: string }>(server, settings);
        expect(mine).toEqual(expect.arrayContaining(quick));
        const own = ["application_name", ...quick.map(({ name }) => name)];
        const isOwn = ({ name }: { name: string }) => own.includes(name);
        expect(mine.filter((one) => !isOwn(one))).toEqual(theirs.filter((one) => !isOwn(one)));
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
      const named = await createDatabase(url);
      onTestFinished(() => dropDatabase(url, named));
      const other = withScratch({ server: named, extensions }, use);
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
