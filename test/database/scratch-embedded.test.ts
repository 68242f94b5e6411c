import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EmbeddedMemory } from "../../src/database/embedded-memory.ts";
import { withScratch, type Connection } from "../../src/database/index.ts";
import { openEmpty } from "../../src/database/scratch-embedded.ts";
import { DatabaseError } from "../../src/errors/index.ts";
import { nowhere } from "../support/empty-database.ts";
import { directoryOf } from "../support/migrations.ts";
import { startChild, tables } from "../support/scratch.ts";
import { testInSoak } from "../support/share.ts";

vi.setConfig({ testTimeout: 600_000 }); // several initdb at once, on a slow machine

const extensions = () => [];

describe("scratch databases (embedded)", () => {
  const shared = process.env["PGMAESTRO_CACHE"]!;
  beforeEach(() => vi.stubEnv("PGMAESTRO_CACHE", nowhere));
  afterEach(() => vi.unstubAllEnvs());

  /** A cache that has the snapshot of an empty database. */
  function preparedCache(): string {
    const cache = directoryOf({});
    cpSync(shared, cache, { recursive: true });
    return cache;
  }

  const snapshotsIn = (cache: string) =>
    readdirSync(cache).filter((name) => name.endsWith(".tar.gz"));

  /** Makes one, from a state that is known if any is, and tells whether it was made from nothing. */
  async function make(
    cache: string | undefined,
    names: readonly string[] = [],
    keys: readonly string[] = [],
  ) {
    let created = false;
    const onCreate = () => void (created = true);
    const options = { cache, extensions: () => names, onCreate };
    const seen = await withScratch(options, async (scratches) =>
      tables((await scratches.fresh(keys)).connection),
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

  test("run in the memory of one that was closed, which is like new", async () => {
    type Opened = Awaited<ReturnType<typeof openEmpty>> & { Module: { HEAPU8: Uint8Array } };
    const database = (await openEmpty([])) as Opened;
    const { buffer } = database.Module.HEAPU8;
    await database.query("create table t as select generate_series(1, 100000) as n");
    await database.close();
    await expect(database.close()).rejects.toThrow("closed");
    const given = new EmbeddedMemory().given({ instantiateWasm() {} });
    expect((given.wasmMemory as { buffer: unknown }).buffer).toBe(buffer);
    expect(Buffer.from(buffer).equals(Buffer.alloc(buffer.byteLength))).toBe(true);
    const other = new EmbeddedMemory().given({ instantiateWasm() {} });
    expect((other.wasmMemory as { buffer: unknown }).buffer).not.toBe(buffer);
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

  test("a snapshot that is damaged is as good as none", async () => {
    const cache = preparedCache();
    const [empty] = snapshotsIn(cache);
    const saved = async () => {
      await withScratch({ cache, extensions }, async (scratches) => {
        const { connection, save } = await scratches.fresh();
        await connection.query("create table t ()");
        await save("key");
      });
      return snapshotsIn(cache).find((name) => name !== empty)!;
    };
    const file = join(cache, await saved());
    const whole = readFileSync(file);
    expect((await make(cache, [], ["key"])).tables).toEqual(["t"]);
    for (const damaged of [whole.subarray(0, -9), flipped(whole)]) {
      writeFileSync(file, damaged);
      expect(await make(cache, [], ["key"])).toEqual({ created: false, tables: [] });
      expect(existsSync(file)).toBe(false);
    }
    writeFileSync(join(cache, empty!), flipped(readFileSync(join(cache, empty!))));
    expect(await make(cache)).toEqual({ created: true, tables: [] });
    expect(await make(cache)).toEqual({ created: false, tables: [] });
  });

  function flipped(whole: Buffer): Buffer {
    const copy = Buffer.from(whole);
    copy[Math.floor(whole.length / 2)]! ^= 1;
    return copy;
  }

  test("the user's cache keeps the empty one for all projects, and nothing of theirs", async () => {
    const [own, home] = [directoryOf({}), directoryOf({})];
    vi.stubEnv("PGMAESTRO_CACHE", "");
    for (const name of ["HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"]) vi.stubEnv(name, home);
    const { default: pathsOf } = await import("env-paths");
    const all = pathsOf("pgmaestro", { suffix: "" }).cache;
    expect(all.startsWith(home)).toBe(true);
    cpSync(shared, all, { recursive: true });
    await withScratch({ cache: own, extensions }, async (scratches) => {
      const { connection, save } = await scratches.fresh();
      await connection.query("create table t ()");
      await save("key");
    });
    expect(await make(own)).toEqual({ created: false, tables: [] });
    expect(await make(own, [], ["key"])).toEqual({ created: false, tables: ["t"] });
    expect([snapshotsIn(own).length, snapshotsIn(all)]).toEqual([1, snapshotsIn(shared)]);
  });

  testInSoak("a cache that cannot be written is done without", async () => {
    const file = join(directoryOf({ taken: "a file" }), "taken");
    expect(await make(file)).toEqual({ created: true, tables: [] });
  });

  testInSoak("several processes may be the first at once", async () => {
    const cache = directoryOf({});
    const runs = [1, 2].map(() => startChild(cache).finished);
    for (const run of runs)
      expect(await run).toMatchObject({ exitCode: 0, stdout: "postgres\n", stderr: "" });
    expect(await make(cache)).toEqual({ created: false, tables: [] });
    expect(readdirSync(cache)).toHaveLength(2);
  });

  describe.each(["a cache", "the process's memory"])("a state kept in %s", (where) => {
    const newCache = () => (where === "a cache" ? preparedCache() : undefined);

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

  testInSoak("of the states that are kept, those used longest ago are forgotten", async () => {
    const cache = preparedCache();
    for (const name of ["dead", "young"]) writeFileSync(join(cache, `${name}.tar.gz.x.new`), "");
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
    expect(kept.length).toBe(5);
    expect(kept.every((name) => statSync(join(cache, name)).size < 10_000_000)).toBe(true);
    expect(readdirSync(cache).filter((name) => name.endsWith(".new"))).toEqual([
      "young.tar.gz.x.new",
    ]);
  });
});
