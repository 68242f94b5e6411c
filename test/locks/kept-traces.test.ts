import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { locks } from "../../src/commands/locks.ts";
import { loadTraces, saveTrace } from "../../src/locks/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { directoryOf, upDown } from "../support/migrations.ts";

const base = upDown("create table t (id int, note text);", "drop table t;");

describe("what was seen is kept", () => {
  const cacheOf = () => {
    const cache = mkdtempSync(join(tmpdir(), "pgmaestro-cache-"));
    onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
    return cache;
  };

  test("for the very text of a migration and all before it", async () => {
    const cache = cacheOf();
    const migrationsDir = directoryOf({
      "1_base.sql": base,
      "2_b.sql": "alter table t add b int;",
    });
    const trace = await locks({
      migrationsDir,
      cache,
      scratch: inject("serverUrl"),
      names: ["2_b"],
    });
    const load = (directory: string, name: string) =>
      loadTraces(cache, { migrations: loadMigrations(directory, {}), baseline: undefined }, [
        name,
      ])[0];
    expect(load(migrationsDir, "2_b")).toEqual(trace);
    expect(load(migrationsDir, "1_base")).toBeUndefined();
    expect(load(migrationsDir, "3_c")).toBeUndefined();
    writeFileSync(join(migrationsDir, "1_base.sql"), `${base}select 1;`);
    expect(load(migrationsDir, "2_b")).toEqual(trace); // the down section is not part of it
    writeFileSync(join(migrationsDir, "1_base.sql"), base.replace("note text", "note int"));
    expect(load(migrationsDir, "2_b")).toBeUndefined();
  });

  test("not where it is not whole, nor behind JS, whose imports are not known", () => {
    const cache = cacheOf();
    const migrations = loadMigrations(
      directoryOf({ "1_a.sql": "select 1;", "2_b.js": "", "3_c.sql": "select 1;" }),
      {},
    );
    const where = { postgres: "18.4", place: "embedded" } as const;
    const seen = (name: string, more: object = {}) => ({ name, file: "", statements: [], ...more });
    const all = [seen("1_a", { notTraced: "no" }), seen("3_c")];
    saveTrace(
      cache,
      { migrations: migrations, baseline: undefined },
      { ...where, migrations: all },
    );
    const names = migrations.map(({ name }) => name);
    expect(loadTraces(cache, { migrations: migrations, baseline: undefined }, names)).toEqual([]);
    saveTrace(
      cache,
      { migrations: migrations, baseline: undefined },
      { ...where, migrations: [seen("1_a")] },
    );
    expect(loadTraces(cache, { migrations: migrations, baseline: undefined }, ["1_a"])).toEqual([
      { ...where, migrations: [seen("1_a")] },
    ]);
  });

  test("200 times at most, and a damaged file is as good as none", () => {
    const cache = cacheOf();
    const migrations = loadMigrations(directoryOf({ "1_a.sql": "select 1;" }), {});
    const trace = {
      postgres: "18.4",
      place: "embedded",
      migrations: [{ name: "1_a", file: "", statements: [] }],
    } as const;
    saveTrace(cache, { migrations: migrations, baseline: undefined }, trace);
    const directory = join(cache, "locks");
    const kept = () => readdirSync(directory).filter((name) => name.endsWith(".json"));
    const [file] = kept() as [string];
    const long = new Date(Date.now() - 60_000);
    for (let index = 0; index < 250; index++) {
      writeFileSync(join(directory, `${index}.json`), "{}");
      utimesSync(join(directory, `${index}.json`), long, long);
    }
    saveTrace(cache, { migrations: migrations, baseline: undefined }, trace);
    expect(kept()).toHaveLength(200);
    expect(readdirSync(directory)).toHaveLength(201);
    expect(readFileSync(join(directory, ".gitignore"), "utf8")).toBe("*\n");
    expect(loadTraces(cache, { migrations: migrations, baseline: undefined }, ["1_a"])).toEqual([
      trace,
    ]);
    for (const damage of ["{", "null", "{}"]) {
      writeFileSync(join(directory, file), damage);
      expect(loadTraces(cache, { migrations: migrations, baseline: undefined }, ["1_a"])).toEqual(
        [],
      );
    }
  });
});
