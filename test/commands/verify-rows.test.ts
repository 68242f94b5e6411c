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
});
