import { describe, expect, test } from "vitest";
import {
  HistoryRefusedError,
  InvalidRequestError,
  IrreversibleError,
  NoDownSectionError,
  UnknownMigrationError,
} from "../../src/errors/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import {
  chooseDown,
  chooseRedo,
  chooseUp,
  migrationStates,
  type Overlaps,
  type Selection,
} from "../../src/plan/index.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { historyOf, statesOf } from "../support/plans.ts";
import { thrown } from "../support/thrown.ts";

const files = ["1_a", "2_b", "3_c", "4_d"];

function ups(rows: string[], selection: Selection = {}, checkOrder = true, from = files) {
  return chooseUp(statesOf(from, rows), selection, { checkOrder }).map(({ name }) => name);
}

function downs(rows: string[], selection: Selection = {}) {
  return chooseDown(statesOf(files, rows), selection).map(({ name }) => name);
}

describe("up takes", () => {
  test.each([
    ["all that is pending", ["1_a"], {}, ["2_b", "3_c", "4_d"]],
    ["the first of them", ["1_a"], { count: 2 }, ["2_b", "3_c"]],
    ["no more than there are", ["1_a"], { count: 9 }, ["2_b", "3_c", "4_d"]],
    ["those up to one", ["1_a"], { to: "3_c" }, ["2_b", "3_c"]],
    ["nothing up to one that is applied", ["1_a", "2_b"], { to: "1_a" }, []],
    ["one alone, by its number", ["1_a"], { only: "3" }, ["3_c"]],
    ["nothing of one that is applied", ["1_a"], { only: "1_a" }, []],
    ["nothing where all is applied", files, {}, []],
  ])("%s", (_what, rows, selection, expected) => {
    expect(ups(rows, selection)).toEqual(expected);
  });

  test("an unknown name is refused", () => {
    thrown(UnknownMigrationError, () => ups([], { only: "9_x" }));
    thrown(UnknownMigrationError, () => ups([], { to: "9_x" }));
  });
});

describe("up refuses a history that does not fit", () => {
  test.each([
    ["out of order", ["2_b"], {}, { outOfOrder: ["1_a"] }],
    ["missing, with something to run", ["1_a", "0_x"], {}, { missing: ["0_x"] }],
    ["missing among the applied", ["1_a", "0_x", "2_b", "3_c", "4_d"], {}, { missing: ["0_x"] }],
    ["edited, even with nothing to run", ["1_a:0", "2_b", "3_c", "4_d"], {}, { edited: ["1_a"] }],
    ["all at once", ["0_x", "2_b:0"], {}, { edited: ["2_b"], missing: ["0_x"] }],
  ])("%s", (_what, rows, selection, problems) => {
    const error = thrown(HistoryRefusedError, () => ups(rows, selection));
    expect(error.problems).toMatchObject(problems);
  });

  test.each([
    ["what is out of order is not chosen", ["2_b"], { only: "3_c" }, true, ["3_c"]],
    ["the order is not to be checked", ["2_b"], {}, false, ["1_a", "3_c", "4_d"]],
    ["missing ones are not to be checked", ["0_x", "1_a"], {}, false, ["2_b", "3_c", "4_d"]],
  ])("but not where %s", (_what, rows, selection, checkOrder, expected) => {
    expect(ups(rows, selection, checkOrder)).toEqual(expected);
  });

  test("but not an older checkout on a newer database with nothing to run", () => {
    expect(ups([...files, "5_e", "6_f"])).toEqual([]);
  });

  test("but an edited one even without a check of the order", () => {
    thrown(HistoryRefusedError, () => ups(["1_a:0"], {}, false));
  });
});

describe("up of a phase", () => {
  const { a, b, c, d } = {
    a: upDown("create table a ();", "drop table a;"),
    b: `-- pgmaestro: phase after\n${upDown("drop table a;", "create table a ();")}`,
    c: upDown("create table c ();", "drop table c;"),
    d: `-- pgmaestro: phase after\n${upDown("drop table c;", "create table c ();")}`,
  };
  const overlap = new Map([["2_b", [{ migration: "3_c", on: ["public.a"] }]]]);

  function upsOf(
    rows: string[],
    selection: Selection,
    { overlaps, checkOrder = true }: { overlaps?: Overlaps; checkOrder?: boolean } = {},
  ) {
    const files = { "1_a.sql": a, "2_b.sql": b, "3_c.sql": c, "4_d.sql": d };
    const states = migrationStates(loadMigrations(directoryOf(files)), historyOf(...rows), {
      ...(overlaps && { overlaps }),
    });
    return chooseUp(states, selection, { checkOrder }).map(({ name }) => name);
  }

  test.each([
    [
      "before: what may run while the old application lives",
      [],
      { phase: "before" },
      ["1_a", "3_c"],
    ],
    ["before, the first of them", [], { phase: "before", count: 2 }, ["1_a", "3_c"]],
    ["before, up to one of the other", [], { phase: "before", to: "2_b" }, ["1_a"]],
    ["after: the rest", ["1_a", "3_c"], { phase: "after" }, ["2_b", "4_d"]],
    ["after, the first of them", ["1_a", "3_c"], { phase: "after", count: 1 }, ["2_b"]],
    ["after, up to one", ["1_a", "3_c"], { phase: "after", to: "3_c" }, ["2_b"]],
    [
      "after, where later ones of before are not there yet",
      ["1_a"],
      { phase: "after", to: "2_b" },
      ["2_b"],
    ],
    ["none: what was left, and all that is new", ["1_a", "3_c"], {}, ["2_b", "4_d"]],
    ["none: all in the order of the files", [], {}, ["1_a", "2_b", "3_c", "4_d"]],
    ["before, one alone", ["1_a"], { phase: "before", only: "3_c" }, ["3_c"]],
  ] as const)("%s", (_what, rows, selection, expected) => {
    expect(upsOf([...rows], selection)).toEqual(expected);
  });

  test("one alone of the other phase is refused", () => {
    const error = thrown(InvalidRequestError, () => upsOf([], { phase: "before", only: "2_b" }));
    expect(error.message).toBe("2_b is of the phase after");
  });

  test.each([
    ["the phase before", { phase: "before" }],
    ["one alone", { only: "3_c" }],
  ] as const)("%s overtakes nothing that it touches", (_what, selection) => {
    const error = thrown(HistoryRefusedError, () =>
      upsOf(["1_a"], selection, { overlaps: overlap }),
    );
    expect(error.problems.overtaking).toEqual([
      { migration: "3_c", waiting: "2_b", on: ["public.a"] },
    ]);
    expect(error.message).toContain("3_c would overtake 2_b, which is of the phase after");
    expect(error.hint).toContain("`pgmaestro up --phase after --to 2_b`");
    expect(upsOf(["1_a"], selection, { overlaps: overlap, checkOrder: false })).toEqual(["3_c"]);
  });

  test("all in order overtakes nothing", () => {
    expect(upsOf(["1_a"], {}, { overlaps: overlap })).toEqual(["2_b", "3_c", "4_d"]);
  });

  test("one that was overtaken all the same is out of order", () => {
    const error = thrown(HistoryRefusedError, () =>
      upsOf(["1_a", "3_c"], {}, { overlaps: overlap }),
    );
    expect(error.problems.outOfOrder).toEqual(["2_b"]);
    const checked = { overlaps: overlap, checkOrder: false };
    expect(upsOf(["1_a", "3_c"], {}, checked)).toEqual(["2_b", "4_d"]);
  });

  test("by another of its own phase, too", () => {
    const error = thrown(HistoryRefusedError, () => upsOf(["1_a", "3_c", "4_d"], {}));
    expect(error.problems.outOfOrder).toEqual(["2_b"]);
  });

  test("after is too early while an older one of before is pending", () => {
    const error = thrown(HistoryRefusedError, () => upsOf(["1_a"], { phase: "after" }));
    expect(error.problems.tooEarly).toEqual(["3_c"]);
    expect(error.hint).toContain("`pgmaestro up --phase before`");
    expect(upsOf(["1_a"], { phase: "after" }, { checkOrder: false })).toEqual(["2_b", "4_d"]);
  });
});

describe("down takes", () => {
  test.each([
    ["the last one", ["1_a", "2_b"], {}, ["2_b"]],
    ["the last N, the last applied first", ["1_a", "2_b", "3_c"], { count: 2 }, ["3_c", "2_b"]],
    ["no more than there are", ["1_a"], { count: 9 }, ["1_a"]],
    ["the last applied, not the last by name", ["2_b", "1_a"], {}, ["1_a"]],
    ["everything after one, which stays", ["1_a", "2_b", "3_c"], { to: "1_a" }, ["3_c", "2_b"]],
    ["one alone", ["1_a", "2_b"], { only: "1_a" }, ["1_a"]],
    ["everything", ["1_a", "2_b"], { all: true }, ["2_b", "1_a"]],
    ["nothing of one that is not applied", ["1_a"], { only: "2_b" }, []],
    ["nothing where nothing is applied", [], {}, []],
  ])("%s", (_what, rows, selection, expected) => {
    expect(downs(rows, selection)).toEqual(expected);
  });

  test("the journaled section of one whose file is gone", () => {
    const states = statesOf(["1_a"], ["1_a", "2_x"]);
    const journaled = states[0]!.migration!.down;
    const [rollback] = chooseDown(states, {}, (name) => (name === "2_x" ? journaled : undefined));
    expect(rollback).toEqual({ name: "2_x", down: journaled });
  });
});

describe("down refuses", () => {
  test("0, which elsewhere means everything", () => {
    expect(thrown(InvalidRequestError, () => downs(["1_a"], { count: 0 })).hint).toContain("--all");
  });

  test.each([[[]], [["1_a"]]])("an unknown name, where %j is applied", (rows) => {
    thrown(UnknownMigrationError, () => downs(rows, { only: "9_x" }));
    thrown(UnknownMigrationError, () => downs(rows, { to: "9_x" }));
  });

  test("to go back to one that is not applied", () => {
    thrown(InvalidRequestError, () => downs(["1_a"], { to: "2_b" }));
  });

  test("all of them where one has no down section; an empty one undoes nothing", () => {
    const migrations = loadMigrations(
      directoryOf({
        "1_a.sql": "select 1;",
        "2_b.sql": upDown("select 1;", "-- nothing yet"),
        "3_c.sql": upDown("select 1;", "select 2;"),
      }),
    );
    const states = migrationStates(migrations, historyOf("1_a", "2_b", "3_c"));
    const error = thrown(NoDownSectionError, () => chooseDown(states, { all: true }));
    expect(error.migrations).toEqual(["1_a"]);
  });

  test("all of them where some say that they are irreversible, with their reasons", () => {
    const migrations = loadMigrations(
      directoryOf({
        "1_a.sql": "-- pgmaestro: irreversible why not\nselect 1;",
        "2_b.sql": "select 1;",
        "3_c.sql": "-- pgmaestro: irreversible rows are gone\nselect 1;",
        "4_d.sql": upDown("select 1;", "select 2;"),
      }),
    );
    const states = migrationStates(migrations, historyOf("1_a", "2_b", "3_c", "4_d"));
    const error = thrown(IrreversibleError, () => chooseDown(states, { all: true }));
    expect(error.message).toBe("Irreversible: 3_c (rows are gone), 1_a (why not)");
    expect(chooseDown(states, {})).toHaveLength(1);
  });

  test("one whose file is gone and that no journal knows", () => {
    thrown(NoDownSectionError, () => chooseDown(statesOf([], ["1_a"]), {}));
  });
});

describe("redo", () => {
  test("takes exactly the last N", () => {
    const chosen = chooseRedo(statesOf(files, ["1_a", "2_b", "3_c"]), { count: 2 });
    expect(chosen.map(({ name }) => name)).toEqual(["3_c", "2_b"]);
  });

  test("refuses one whose file is gone, for nothing could bring it back", () => {
    const error = thrown(HistoryRefusedError, () =>
      chooseRedo(statesOf([], ["1_a"]), { count: 1 }),
    );
    expect(error.problems.missing).toEqual(["1_a"]);
  });

  test("refuses 0", () => {
    thrown(InvalidRequestError, () => chooseRedo(statesOf(files, ["1_a"]), { count: 0 }));
  });
});
