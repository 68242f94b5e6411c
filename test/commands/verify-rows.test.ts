import { describe, expect, test } from "vitest";
import { verify, type VerifiedMigration, type VerifyOptions } from "../../src/index.ts";
import { checkNames } from "../../src/verify/verdict.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { scratchPlaces } from "../support/share.ts";

/** The verdicts of a migration as one line. */
function verdicts(migration: VerifiedMigration): string {
  return checkNames.map((name) => migration[name].verdict).join(" ");
}

describe.each(scratchPlaces(1))("verify, where something fails ($place)", ({ scratch }) => {
  const verified = (files: Record<string, string>, options: VerifyOptions = {}) =>
    verify({ migrationsDir: directoryOf(files), scratch: scratch(), ...options });

  test("runs what would mend a rollback, and says where it is not enough", async () => {
    const table = "CREATE TABLE IF NOT EXISTS t (a int, b int);";
    const { migrations } = await verified(
      {
        "1_a.sql": upDown(table, "DROP TABLE IF EXISTS t;"),
        "2_b.sql": upDown("ALTER TABLE t ALTER a SET STATISTICS 9;", "SELECT 1;"),
        "3_c.sql": upDown(
          "CREATE TEXT SEARCH TEMPLATE c (LEXIZE = dsimple_lexize); ALTER TABLE t ALTER a SET STATISTICS 8;",
          "SELECT 1;",
        ),
        "4_d.sql": upDown(
          "DROP TEXT SEARCH TEMPLATE c; ALTER TABLE t ALTER a SET STATISTICS 7;",
          "SELECT 1;",
        ),
      },
      { all: true, repeatable: "off" },
    );
    const mends = migrations
      .slice(1)
      .map(({ roundTrip }) =>
        roundTrip.problems.flatMap((one) =>
          one.kind === "difference" && one.mend.length > 0 ? [[one.mend, one.suffices]] : [],
        ),
      );
    const statistics = (target: number) => [
      `ALTER TABLE public.t ALTER COLUMN a SET STATISTICS ${target}`,
    ];
    expect(mends).toEqual([
      [[statistics(-1), true]],
      [[["DROP TEXT SEARCH TEMPLATE IF EXISTS public.c", ...statistics(9)], true]],
      [[statistics(8), false]],
    ]);
  });

  test("made-up rows that a migration refuses are a note with the row, not a verdict", async () => {
    const refusing = {
      "2_cast.sql": "ALTER TABLE a ALTER num TYPE uuid USING num::uuid;",
      "3_enum.sql": "CREATE TYPE e AS ENUM ('x'); ALTER TABLE b ALTER num TYPE e USING num::e;",
      "4_index.sql": "CREATE INDEX i ON c ((left(num, 2)::int));",
      "5_raise.sql": "DO $$ BEGIN IF EXISTS (SELECT FROM d) THEN RAISE 'rows'; END IF; END $$;",
      "6_strict.sql":
        "DO $$ DECLARE one d; BEGIN IF EXISTS (SELECT FROM d) THEN SELECT * INTO STRICT one FROM d WHERE num = 'x'; END IF; END $$;",
      "7_check.sql": "ALTER TABLE d ADD CHECK (num = 'x');",
      "8_default.sql": "ALTER TABLE f ADD z text NOT NULL;",
    };
    const { migrations, notReached } = await verified(
      {
        "1_a.sql": [..."abcdf"]
          .map((name) => `CREATE TABLE ${name} (num text NOT NULL);`)
          .join(" "),
        ...refusing,
      },
      { all: true },
    );
    expect(notReached).toEqual([]);
    expect(migrations.slice(1).map(({ up, data }) => [up.verdict, data.verdict])).toEqual(
      Object.keys(refusing).map(() => ["passed", "not-covered"]),
    );
    const notes = migrations.slice(1).map(({ up }) => up.notes);
    expect(notes.map((some) => some.map(({ kind }) => kind))).toEqual([
      ...Object.keys(refusing)
        .slice(1)
        .map(() => ["rows-refused"]),
      ["needs-default"],
    ]);
    expect(notes[0]).toMatchObject([
      {
        message: 'invalid input syntax for type uuid: "num 1"',
        at: { line: 1 },
        row: { table: "public.a", values: [{ name: "num", value: "num 1" }] },
      },
    ]);
  });

  test("a rollback, or a second run, that refuses made-up rows is tried without them", async () => {
    const { migrations } = await verified(
      {
        "1_a.sql": "CREATE TABLE IF NOT EXISTS a (num text NOT NULL);",
        "2_b.sql": upDown(
          "ALTER TABLE a ALTER num TYPE varchar(90);",
          "ALTER TABLE a ALTER num TYPE uuid USING num::uuid; ALTER TABLE a ALTER num TYPE text;",
        ),
        "3_c.sql": upDown(
          "CREATE TABLE IF NOT EXISTS c (v text NOT NULL); DO $$ BEGIN IF EXISTS (SELECT FROM c) THEN RAISE 'twice'; END IF; END $$;",
          "DROP TABLE IF EXISTS c;",
        ),
      },
      { names: ["2_b", "3_c"] },
    );
    const [down, again] = migrations;
    expect(verdicts(down!)).toBe("passed passed passed passed not-covered");
    expect(down!.down.notes.map(({ kind }) => kind)).toEqual(["rows-refused"]);
    expect(verdicts(again!)).toBe("passed passed passed passed not-covered");
    expect(again!.repeatable.notes.map(({ kind }) => kind)).toEqual(["rows-refused"]);
  });

  test("says why a down is refused where up is, with other rows than before, and what comes after has it", async () => {
    const { migrations } = await verified(
      {
        "1_a.sql": upDown("CREATE TABLE a (id serial PRIMARY KEY);", "DROP TABLE a;"),
        "2_b.sql": upDown(
          "CREATE TABLE b (a int NOT NULL REFERENCES a); INSERT INTO b SELECT id FROM a;",
          "DROP TABLE b;",
        ),
        "3_c.sql": upDown("ALTER TABLE b ADD CONSTRAINT once UNIQUE (a);", "DROP INDEX once;"),
        "4_d.sql": upDown(
          "ALTER TABLE b DROP CONSTRAINT once;",
          "ALTER TABLE b ADD CONSTRAINT once UNIQUE (a);",
        ),
      },
      { all: true, repeatable: "off" },
    );
    expect(migrations.map(({ up, roundTrip }) => [up.verdict, roundTrip.verdict])).toEqual([
      ["passed", "passed"],
      ["passed", "passed"],
      ["passed", "skipped"],
      ["passed", "passed"],
    ]);
    expect(migrations[2]!.down.problems).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({
          message: expect.stringContaining("cannot drop index once"),
        }),
      }),
    ]);
  });

  test("goes on without a migration that does not run, and names those not reached", async () => {
    const { migrations, notReached, passed } = await verified(
      {
        ...tables("1_a", "4_d"),
        "2_b.sql": upDown("CREATE TABLE b (id nonsense);", ""),
        "3_c.sql": upDown("ALTER TABLE b ADD COLUMN IF NOT EXISTS c int;", ""),
      },
      { all: true },
    );
    expect(
      migrations.map(({ name, up, roundTrip }) => [name, up.verdict, roundTrip.verdict]),
    ).toEqual([
      ["1_a", "passed", "passed"],
      ["2_b", "failed", "skipped"],
      ["4_d", "passed", "passed"],
    ]);
    expect(notReached.map(({ name, without }) => ({ name, without }))).toEqual([
      { name: "3_c", without: ["2_b"] },
    ]);
    expect(notReached[0]!.error.message).toContain('relation "b" does not exist');
    expect(passed).toBe(false);
  });

  test("a sequence made anew must go on where the rows are", async () => {
    const toIdentity =
      "ALTER TABLE t ALTER id DROP DEFAULT; DROP SEQUENCE t_id_seq; ALTER TABLE t ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;";
    const toSerial =
      "ALTER TABLE t ALTER id DROP IDENTITY; CREATE SEQUENCE t_id_seq AS int OWNED BY t.id; ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');";
    const set = (sequence: string) => `SELECT setval('${sequence}', max(id)) FROM t;`;
    const { migrations } = await verified(
      {
        "1_a.sql": "CREATE TABLE t (id serial PRIMARY KEY); CREATE SEQUENCE s; CREATE SEQUENCE u;",
        "2_b.sql": upDown(toIdentity, toSerial),
        "3_c.sql": upDown(toIdentity + set("t_id_seq"), toSerial + set("t_id_seq")),
        "4_d.sql": upDown("ALTER SEQUENCE s RESTART WITH 70; SELECT setval('u', 30);", "SELECT 1;"),
        "5_e.sql": upDown("INSERT INTO t DEFAULT VALUES;", "DELETE FROM t WHERE id = lastval();"),
      },
      { names: ["2_b", "3_c", "4_d", "5_e"] },
    );
    const [wrong, right, moved, taken] = migrations;
    expect(wrong!.data.problems).toMatchObject([
      { kind: "sequence", phase: "up", change: { column: "public.t.id", next: "1", reached: "4" } },
      {
        kind: "sequence",
        phase: "down",
        change: { column: "public.t.id", next: "1", reached: "4" },
      },
    ]);
    expect(right!.data.problems).toEqual([]);
    expect(moved!.data.problems).toEqual([]);
    expect(moved!.data.notes).toMatchObject([
      { kind: "sequence", phase: "down", change: { sequence: "public.s", was: "1", next: "70" } },
      { kind: "sequence", phase: "down", change: { sequence: "public.u", was: "1", next: "31" } },
    ]);
    expect(taken!.data.notes.filter(({ kind }) => kind === "sequence")).toEqual([]);
  });

  test("a sequence that stands behind is the fault of the migration that made it, not of the next one", async () => {
    const { migrations } = await verified(
      {
        "1_a.sql": upDown("CREATE TABLE t (id serial PRIMARY KEY);", "DROP TABLE t;"),
        "2_b.sql": upDown(
          "CREATE SEQUENCE u OWNED BY t.id; ALTER TABLE t ALTER id SET DEFAULT nextval('u');",
          "ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq'); DROP SEQUENCE u;",
        ),
        "3_c.sql": upDown("CREATE TABLE o (id int);", "DROP TABLE o;"),
      },
      { all: true },
    );
    expect(migrations.map(({ data }) => data.problems.length)).toEqual([0, 1, 0]);
  });

  test("running twice is asked of files that use guards, or where somebody asks for it", async () => {
    const plain = { "1_a.sql": upDown("CREATE TABLE a (id int);", "DROP TABLE a;") };
    const guarded = {
      "2_b.sql": upDown("CREATE TABLE IF NOT EXISTS b (id int);", "DROP TABLE IF EXISTS b;"),
    };
    const outcome = async (files: Record<string, string>, options: VerifyOptions = {}) => {
      const { migrations, repeatable, passed } = await verified(files, { all: true, ...options });
      return [migrations[0]!.repeatable.verdict, repeatable.mode, repeatable.because, passed];
    };
    expect(await outcome(plain)).toEqual(["noted", "note", "no-guards", true]);
    const code = `exports.up = (pgm) => { pgm.createTable("a", { id: "id" }); };
      exports.down = (pgm) => { pgm.dropTable("a"); };`;
    expect(await outcome({ "1_a.js": code })).toEqual(["noted", "note", "no-guards", true]);
    expect(await outcome({ ...plain, ...guarded })).toEqual(["failed", "error", "guards", false]);
    expect(await outcome(plain, { repeatable: "error" })).toEqual([
      "failed",
      "error",
      "asked",
      false,
    ]);
    expect(await outcome(plain, { repeatable: "off" })).toEqual(["skipped", "off", "asked", true]);
  });

  test("what the syntax says destroys is a note, whatever rows there are", async () => {
    const table =
      "CREATE TABLE t (id int PRIMARY KEY, email text, name text, d double precision, n int);";
    const none = "-- pgmaestro: irreversible ";
    const { migrations } = await verified(
      {
        "1_a.sql": table,
        "2_b.sql": upDown("DELETE FROM t WHERE name = 'old';", "SELECT 1;"),
        "3_c.sql": `${none}names go\nUPDATE t SET name = 'x' WHERE id = 1;`,
        "4_d.sql": upDown(
          "ALTER TABLE t ALTER n TYPE smallint;",
          "ALTER TABLE t ALTER n TYPE int;",
        ),
        "5_e.sql": upDown(
          "UPDATE t SET n = n + 1 WHERE id = 1;",
          "UPDATE t SET n = n - 1 WHERE id = 1;",
        ),
        "6_f.sql": upDown("ALTER TABLE t ALTER n TYPE bigint;", "ALTER TABLE t ALTER n TYPE int;"),
        "7_g.sql": upDown("UPDATE t SET email = lower(email);", "SELECT 1;"),
        "8_h.sql": upDown("ALTER TABLE t ALTER d TYPE real;", "ALTER TABLE t ALTER d TYPE float8;"),
      },
      { all: true },
    );
    const notes = migrations
      .slice(1)
      .map(({ data }) =>
        data.notes.map((note) => (note.kind === "destroys" ? note.what.kind : note.kind)),
      );
    expect(notes).toEqual([
      ["rows-removed"],
      ["values-changed"],
      ["type-narrowed"],
      [],
      [],
      ["rows"],
      ["rows"],
    ]);
  });
});
