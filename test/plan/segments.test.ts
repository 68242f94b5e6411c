import { beforeAll, describe, expect, test, vi } from "vitest";
import { InvalidRequestError, MigrationFileError } from "../../src/errors/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import {
  cutSegments,
  downWork,
  reasonInWords,
  upWork,
  type Plan,
  type TransactionMode,
} from "../../src/plan/index.ts";
import { prefixChecksum } from "../../src/plan/work.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/statements.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

beforeAll(loadParser);

function works(ups: readonly string[]) {
  const files = ups.map((up, index) => [`${index + 1}_m.sql`, up]);
  return loadMigrations(directoryOf(Object.fromEntries(files))).map((one) => upWork(one));
}

function cut(ups: readonly string[], mode: TransactionMode = "auto"): Plan {
  return cutSegments(works(ups), { mode });
}

/** Segments as `tx 1 2` or `no 1[0]`: the migrations, or the statement of one. */
function shape({ segments }: Plan): string[] {
  return segments.map(({ transaction, steps }) =>
    [
      transaction ? "tx" : "no",
      ...steps.map(({ migration, part }) => migration[0] + (part ? `[${part.from}]` : "")),
    ].join(" "),
  );
}

test("what plain creations do is read of no tree", () => {
  const statement = Object.getPrototypeOf(parseStatements("create table t (a int)")[0]) as object;
  const read = vi.spyOn(statement as { actions: readonly unknown[] }, "actions", "get");
  const plain = "create table t (a int); create index on t (a);";
  expect(shape(cut([plain, plain.replaceAll("t (", "u (")]))).toEqual(["tx 1 2"]);
  expect(read).not.toHaveBeenCalled();
  expect(works([plain])[0]!.statements[0]!.read.actions).toMatchObject([{ kind: "create-table" }]);
  expect(read).toHaveBeenCalledOnce();
  read.mockRestore();
});

const concurrently = "create index concurrently i on t (a);";
const addValue = "alter type mood add value 'new';";
const useValue = "insert into t values ('new');";
const addNotValid = "alter table t add constraint ck check (a > 0) not valid;";
const validate = "alter table t validate constraint ck;";

describe("auto", () => {
  test.each([
    ["nothing is nothing", [], []],
    ["everything is one transaction", ["a;", "b;", "c;"], ["tx 1 2 3"]],
    ["an empty migration is a step too", ["select 1;", "-- none"], ["tx 1 2"]],
    ["a statement that cannot stands alone", ["a;", concurrently, "c;"], ["tx 1", "no 2", "tx 3"]],
    [
      "its neighbours in the same migration are transactions of their own",
      [`a; ${concurrently} b;`, "c;"],
      ["tx 1[0]", "no 1[1]", "tx 1[2]", "tx 2"],
    ],
    [
      "no-transaction is taken at its word",
      ["-- pgmaestro: no-transaction\na; b;"],
      "no 1[0]|no 1[1]",
    ],
    ["an opaque text stands alone", ["a;", "-- pgmaestro: opaque\nx y z;"], ["tx 1", "tx 2"]],
    [
      "the lock of NOT VALID is let go before VALIDATE",
      [addNotValid, "b;", validate],
      "tx 1 2|tx 3",
    ],
    [
      "another constraint is validated",
      [addNotValid, "alter table t validate constraint other;"],
      "tx 1|tx 2",
    ],
    ["it is validated where it is added", [`${addNotValid} ${validate}`], "tx 1"],
    ["a value of an enum is added and not used", [addValue, "select 'old';"], ["tx 1 2"]],
    ["it is used later, after a commit", [addValue, "a;", useValue, "b;"], ["tx 1 2", "tx 3 4"]],
    ["it is used in the body of a DO", [addValue, `do $$ begin ${useValue} end $$;`], "tx 1|tx 2"],
    ["it is used where it is added", [`${addValue} ${useValue}`], ["tx 1[0]", "tx 1[1]"]],
    ["it is used above where it is added", [`select 'new'; ${addValue}`], ["tx 1"]],
    [
      "the type is as new as the value, which PostgreSQL allows from 17 on only",
      [`create type mood as enum ('old');`, addValue, useValue],
      ["tx 1 2", "tx 3"],
    ],
    [
      "the same in one migration",
      [`create type mood as enum (); ${addValue} ${useValue}`],
      ["tx 1[0]", "tx 1[1]", "tx 1[2]"],
    ],
    [
      "a value with a quote",
      ["alter type mood add value 'it''s';", "select 'it''s'::mood;"],
      ["tx 1", "tx 2"],
    ],
  ])("%s", (_what, ups, expected) => {
    const valid = ups.map((up) => up.replaceAll(/\b([abc]);/g, "select '$1';"));
    expect(shape(cut(valid))).toEqual([expected].flat().flatMap((one) => one.split("|")));
  });

  test.each([
    [concurrently, "CREATE INDEX CONCURRENTLY cannot run in a transaction"],
    ["-- pgmaestro: no-transaction\nselect 1;", "it asks for no transaction"],
    ["-- pgmaestro: opaque\nselect 1;", "it asks not to be parsed"],
    [`${addValue} ${useValue}`, "it uses the enum value 'new' that it adds"],
  ])("the plan says why: %s", (up, reason) => {
    expect(reasonInWords(cut([up]).segments[0]!.reason!)).toContain(reason);
  });

  test("the plan says which migration adds the value", () => {
    const { segments } = cut([addValue, useValue]);
    expect(segments.map(({ reason }) => reason)).toEqual([
      undefined,
      { kind: "enum-value", value: "new", migration: "1_m" },
    ]);
  });
});

describe("the other modes", () => {
  test("all: one transaction", () => {
    expect(shape(cut(["select 1;", "select 2;"], "all"))).toEqual(["tx 1 2"]);
  });

  test.each([
    ["a statement that cannot", ["select 1;", concurrently]],
    ["no-transaction", ["-- pgmaestro: no-transaction\nselect 1;"]],
    ["an opaque text", ["-- pgmaestro: opaque\nselect 1;"]],
    ["an enum value used where it is added", [`${addValue} ${useValue}`]],
    ["an enum value used later", [addValue, useValue]],
  ])("all refuses %s", (_what, ups) => {
    const error = thrown(InvalidRequestError, () => cut(ups, "all"));
    expect(error.message).toContain(`${ups.length}_m cannot share one transaction`);
  });

  test("each: a transaction per migration", () => {
    const plan = cut(["select 1; select 2;", concurrently, "select 3;"], "each");
    expect(shape(plan)).toEqual(["tx 1", "no 2", "tx 3"]);
  });

  test("none: every statement by itself", () => {
    const plan = cut(["select 1; select 2;", concurrently, "-- empty"], "none");
    expect(shape(plan)).toEqual(["tx 1[0]", "tx 1[1]", "no 2", "tx 3"]);
  });
});

describe("a step", () => {
  test.each(["auto", "all", "each", "none"] as const)(
    "in mode %s every migration is recorded once, with its last statement",
    (mode) => {
      const steps = cut(
        ["select 1; select 2;", "-- empty", upDown("select 3;", "select 4;")],
        mode,
      );
      const recorded = steps.segments.flatMap((segment) => segment.steps).filter((s) => s.record);
      expect(recorded.map(({ migration }) => migration)).toEqual(["1_m", "2_m", "3_m"]);
      expect(recorded[2]!.record).toMatchObject({
        upChecksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        downChecksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        downSql: "select 4;",
      });
    },
  );

  test("tells where in the file each statement stands", () => {
    const source = "-- 😀\n-- Up Migration\nselect 'é'; -- x\nselect 2;\n";
    const [step] = cut([source]).segments[0]!.steps;
    expect(step!.statements.map(({ offset, text }) => source.startsWith(text, offset))).toEqual([
      true,
      true,
    ]);
  });

  test("says that the session may have changed, once, at the end of the migration", () => {
    const plan = cut([`set search_path = a; ${concurrently} select 1;`, "select 2;"]);
    const steps = plan.segments.flatMap((segment) => segment.steps);
    expect(steps.map(({ changesSession }) => changesSession)).toEqual([false, false, true, false]);
  });

  test("down has no journal of its sections to keep", () => {
    const [migration] = loadMigrations(
      directoryOf({ "1_m.sql": upDown("select 1;", "select 2;") }),
    );
    const plan = cutSegments([downWork("1_m", migration!.down!)], { mode: "auto" });
    expect(plan.segments[0]!.steps).toMatchObject([
      { migration: "1_m", direction: "down", statements: [{ text: "select 2" }], record: {} },
    ]);
  });

  test("a syntax error in a down section has its place in the file", () => {
    const [one] = loadMigrations(
      directoryOf({ "1_m.sql": upDown("select 1;", "\n drop tabel a;") }),
    );
    const error = thrown(MigrationFileError, () => downWork("1_m", one!.down!));
    expect(error.location).toMatchObject({ line: 5, column: 7 });
  });
});

describe("a run that goes on where another stopped", () => {
  const up = `set work_mem = '1MB'; ${concurrently} ${concurrently.replace(" i ", " j ")}`;

  function resumed(statements: number, checksum?: string): Plan {
    const [migration] = loadMigrations(directoryOf({ "1_m.sql": up }));
    const all = upWork(migration!).statements;
    const partial = { statements, checksum: checksum ?? prefixChecksum(all, statements) };
    return cutSegments([upWork(migration!, partial)], { mode: "auto" });
  }

  test("leaves out what is done, but sets the session again", () => {
    expect(shape(resumed(2))).toEqual(["tx 1[0]", "no 1[2]"]);
  });

  test("does not forget what is done where it sets the session again", () => {
    expect(resumed(2).segments[0]!.steps[0]!.part).toMatchObject({ from: 0, done: 2 });
  });

  test("only records where everything is done", () => {
    const { segments } = resumed(3);
    expect(segments).toMatchObject([{ transaction: true, steps: [{ statements: [] }] }]);
    expect(segments[0]!.steps[0]!.record).toBeDefined();
  });

  test("begins anew where what was done has been edited", () => {
    expect(shape(resumed(2, "another"))).toEqual(["tx 1[0]", "no 1[1]", "no 1[2]"]);
  });
});
