import { describe, expect, test } from "vitest";
import {
  down,
  fakeDown,
  fakeRedo,
  InvalidRequestError,
  IrreversibleError,
  mark,
  NoDownSectionError,
  planDown,
  redo,
  type RunEvent,
  status,
  UnknownMigrationError,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";

describeEachDatabase("down", (db) => {
  /** Four applied migrations. */
  async function fourApplied() {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "3_c", "4_d"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    return request;
  }

  test("rolls back the last one by default, and journals it", async () => {
    const request = await fourApplied();
    expect(ran(await down(request))).toEqual(["down 4_d"]);
    expect(await existing(db(), "a", "b", "c", "d")).toEqual(["a", "b", "c"]);
    expect((await journal(db())).at(-1)).toBe("down 4_d");
    expect(ran(await up(request))).toEqual(["up 4_d"]);
  });

  test("with a count rolls back so many, the last first", async () => {
    const request = await fourApplied();
    expect(ran(await down({ ...request, count: 2 }))).toEqual(["down 4_d", "down 3_c"]);
    expect(ran(await down({ ...request, count: 9 }))).toEqual(["down 2_b", "down 1_a"]);
    expect(await applied(db())).toEqual([]);
  });

  test("with `to` rolls back everything after that one", async () => {
    const request = await fourApplied();
    expect(ran(await down({ ...request, to: "2_b" }))).toEqual(["down 4_d", "down 3_c"]);
    expect(ran(await down({ ...request, to: "2_b" }))).toEqual([]);
  });

  test("with `only` rolls back that one alone", async () => {
    const request = await fourApplied();
    expect(ran(await down({ ...request, only: "2" }))).toEqual(["down 2_b"]);
    expect(await applied(db())).toEqual(["1_a", "3_c", "4_d"]);
  });

  test("with `all` rolls back everything", async () => {
    const request = await fourApplied();
    expect(ran(await down({ ...request, all: true }))).toHaveLength(4);
    expect(await existing(db(), "a", "b", "c", "d")).toEqual([]);
  });

  test("goes by the order of application, not of the files", async () => {
    const migrationsDir = directoryOf(tables("2_b"));
    const request = { database: db().database, migrationsDir, checkOrder: false };
    await up(request);
    addFiles(migrationsDir, tables("1_a"));
    await up(request);
    expect(ran(await down(request))).toEqual(["down 1_a"]);
  });

  test.each([0, -1])("refuses the count %i, and rolls nothing back", async (count) => {
    const request = await fourApplied();
    const error = await rejection(down({ ...request, count }), InvalidRequestError);
    expect(error.hint).toContain("--all");
    expect(await applied(db())).toHaveLength(4);
  });

  test("refuses an unknown name, and suggests; one that is not applied stays so", async () => {
    const request = await fourApplied();
    addFiles(request.migrationsDir, tables("5_e"));
    const error = await rejection(down({ ...request, only: "4_dd" }), UnknownMigrationError);
    expect(error.suggestions).toEqual(["4_d"]);
    expect(ran(await down({ ...request, only: "5_e" }))).toEqual([]);
    await rejection(down({ ...request, to: "5_e" }), InvalidRequestError);
    expect(await applied(db())).toHaveLength(4);
  });

  test("where nothing is applied does nothing", async () => {
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a")) };
    expect(ran(await down(request))).toEqual([]);
    expect(ran(await down({ ...request, all: true }))).toEqual([]);
    expect(await existing(db(), "pgmigrations")).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ["blank", { "2_x.sql": upDown("create table x (id int);", "") }],
    [
      "commented",
      { "2_x.sql": upDown("create table x (id int);", "-- drop table x;\n/* nothing */") },
    ],
    [
      "without an up marker",
      { "2_x.sql": "create table x (id int);\n-- Down Migration (by hand)\n-- drop table x;" },
    ],
    [
      "in a file of its own",
      { "2_x.up.sql": "create table x (id int);", "2_x.down.sql": "-- nothing to undo" },
    ],
  ])("of one whose down section is there and says nothing undoes nothing: %s", async (_, files) => {
    const migrationsDir = directoryOf({ ...tables("1_a"), ...files, ...tables("3_c") });
    const warnings: string[] = [];
    const request = {
      database: db().database,
      migrationsDir,
      onEvent: (event: RunEvent) => void (event.type === "warning" && warnings.push(event.message)),
    };
    await up(request);
    expect(ran(await down({ ...request, all: true }))).toEqual([
      "down 3_c",
      "down 2_x",
      "down 1_a",
    ]);
    expect(await existing(db(), "a", "x", "c")).toEqual(["x"]);
    expect(warnings).toContain("The down section is empty: the database stays as it is.");
  });

  test("of several with one that has no down section rolls none back", async () => {
    const content = "create table x (id int);";
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_x.sql": content, ...tables("3_c") });
    const request = { database: db().database, migrationsDir };
    await up(request);
    const error = await rejection(down({ ...request, all: true }), NoDownSectionError);
    expect(error.migrations).toEqual(["2_x"]);
    expect(await applied(db())).toEqual(["1_a", "2_x", "3_c"]);
    expect(await existing(db(), "a", "x", "c")).toEqual(["a", "x", "c"]);
  });

  test("of one whose file is gone runs the down section that was journaled", async () => {
    const request = await fourApplied();
    removeFiles(request.migrationsDir, "4_d.sql", "2_b.sql");
    expect(ran(await down({ ...request, count: 3 }))).toEqual(["down 4_d", "down 3_c", "down 2_b"]);
    expect(await existing(db(), "a", "b", "c", "d")).toEqual(["a"]);
  });

  test("of one whose file is gone keeps to the directives of its down section", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_x.sql": upDown(
        "create table x (id int);",
        "-- pgmaestro: no-transaction\ndrop table x;\nselect 1;",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    removeFiles(migrationsDir, "2_x.sql");
    const { segments } = await planDown(request);
    expect(segments.map(({ transaction }) => transaction)).toEqual([false, false]);
    expect(ran(await down(request))).toEqual(["down 2_x"]);
  });

  test("of one whose file is gone and had no down section is refused", async () => {
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_x.sql": "select 1;" });
    const request = { database: db().database, migrationsDir };
    await up(request);
    removeFiles(migrationsDir, "2_x.sql");
    await rejection(down(request), NoDownSectionError);
  });

  describe("of an irreversible migration", () => {
    /** 1_a and 3_c with a table each; between them one that was applied with this content, then says it is irreversible. */
    async function irreversibleSince(content: string) {
      const migrationsDir = directoryOf({ ...tables("1_a"), "2_x.sql": content, ...tables("3_c") });
      const request = { database: db().database, migrationsDir };
      await up(request);
      addFiles(migrationsDir, {
        "2_x.sql": "-- pgmaestro: irreversible rows are gone\ncreate table x (id int);",
      });
      return request;
    }

    test("is refused with its reason before anything runs", async () => {
      const request = await irreversibleSince("create table x (id int);");
      for (const selection of [{ all: true }, { count: 2 }, { to: "1_a" }, { only: "2_x" }]) {
        const error = await rejection(down({ ...request, ...selection }), IrreversibleError);
        expect(error.message).toBe("Irreversible: 2_x (rows are gone)");
        expect(error.hint).toContain("pgmaestro mark --unmark 2_x");
        expect(error.facts()).toEqual({ migrations: [{ name: "2_x", reason: "rows are gone" }] });
      }
      await rejection(planDown({ ...request, count: 2 }), IrreversibleError);
      expect(await applied(db())).toEqual(["1_a", "2_x", "3_c"]);
      expect(await existing(db(), "a", "x", "c")).toEqual(["a", "x", "c"]);
    });

    test("is refused by redo and by fakes, as a missing down section is; those beside it are not", async () => {
      const request = await irreversibleSince("create table x (id int);");
      await rejection(redo({ ...request, count: 2 }), IrreversibleError);
      await rejection(fakeDown({ ...request, count: 2 }), IrreversibleError);
      await rejection(fakeRedo({ ...request, only: "2_x" }), IrreversibleError);
      expect(ran(await redo(request))).toEqual(["down 3_c", "up 3_c"]);
      expect(ran(await down(request))).toEqual(["down 3_c"]);
    });

    test("does not count as edited since, and can be unmarked", async () => {
      const request = await irreversibleSince("create table x (id int);");
      const { counts, migrations } = await status(request);
      expect(counts).toMatchObject({ applied: 3, edited: 0 });
      expect(migrations.map(({ irreversible }) => irreversible)).toEqual([
        undefined,
        "rows are gone",
        undefined,
      ]);
      await mark({ ...request, names: ["2_x"], unmark: true });
      expect(await applied(db())).toEqual(["1_a", "3_c"]);
    });

    test("whose file is gone runs the down section that was journaled", async () => {
      const request = await irreversibleSince(upDown("create table x (id int);", "drop table x;"));
      await rejection(down({ ...request, only: "2_x" }), IrreversibleError);
      removeFiles(request.migrationsDir, "2_x.sql");
      expect(ran(await down({ ...request, only: "2_x" }))).toEqual(["down 2_x"]);
    });

    test("in JS is refused whatever down it exports", async () => {
      const source = "export const up = () => {}; export const down = () => {};";
      const migrationsDir = directoryOf({ "1_a.mjs": source });
      const request = { database: db().database, migrationsDir };
      await up(request);
      addFiles(migrationsDir, { "1_a.mjs": `// pgmaestro: irreversible why not\n${source}` });
      expect((await status(request)).counts).toMatchObject({ applied: 1, edited: 0 });
      const error = await rejection(down(request), IrreversibleError);
      expect(error.message).toBe("Irreversible: 1_a (why not)");
    });
  });

  test("of an edited migration runs today's down section, and leaves it pending", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    addFiles(migrationsDir, {
      "1_a.sql": upDown("create table a (id bigint);", "drop table if exists a;"),
    });
    expect(ran(await down(request))).toEqual(["down 1_a"]);
    expect((await status(request)).counts).toMatchObject({ pending: 1, edited: 0 });
  });
});
