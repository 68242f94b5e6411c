import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connection } from "../../src/database/index.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { places } from "./places.ts";
import { traceOnce, written } from "./trace-one.ts";

/** What becomes of a table and of an index on the column: section 3.2 of the rules' catalogue. */
type Outcome = "kept" | "index rebuilt" | "rewritten";

interface TypeChange {
  readonly from: string;
  /** All that stands behind TYPE. */
  readonly to: string;
  readonly outcome: Outcome;
  /** What stands between CREATE INDEX and the end, where it is not `i ON tt (x)`. */
  readonly index?: string;
  readonly timeZone?: string;
}

const kept = (from: string, to: string, more: object = {}): TypeChange => ({
  from,
  to,
  outcome: "kept",
  ...more,
});
const rebuilt = (from: string, to: string, more: object = {}): TypeChange => ({
  from,
  to,
  outcome: "index rebuilt",
  ...more,
});
const rewritten = (from: string, to: string, more: object = {}): TypeChange => ({
  from,
  to,
  outcome: "rewritten",
  ...more,
});

const elsewhere = { timeZone: "Europe/Berlin" };

const changes: readonly TypeChange[] = [
  kept("varchar(5)", "varchar(9)"),
  kept("varchar(5)", "varchar"),
  kept("varchar(5)", "text"),
  kept("text", "varchar"),
  kept("varchar(5)", "text", { index: "i ON tt (x text_pattern_ops)" }),
  rebuilt("varchar(5)", "text", { index: "i ON tt (lower(x))" }),
  rebuilt("varchar(5)", "text", { index: "i ON tt (id) WHERE x <> ''" }),
  rewritten("varchar(9)", "varchar(5)"),
  rewritten("text", "varchar(9)"),
  rebuilt("text", 'text COLLATE "C"', { index: "i ON tt (x)" }),
  rewritten("char(5)", "char(9)"),
  rewritten("char(5)", "text"),
  kept("numeric(5,2)", "numeric(9,2)"),
  kept("numeric(5,2)", "numeric"),
  rewritten("numeric(5,2)", "numeric(9,3)"),
  rewritten("numeric(9,2)", "numeric(5,2)"),
  rewritten("int", "numeric"),
  rewritten("smallint", "int"),
  rewritten("int", "bigint"),
  rewritten("bigint", "int"),
  rewritten("double precision", "real"),
  rewritten("int[]", "bigint[]"),
  rebuilt("int", "oid"),
  rebuilt("timestamp", "timestamptz", { timeZone: "UTC" }),
  rebuilt("timestamptz", "timestamp", { timeZone: "Etc/UTC" }),
  rewritten("timestamp", "timestamptz", elsewhere),
  rewritten("timestamptz", "timestamp", elsewhere),
  rewritten("timestamp", "timestamptz USING x AT TIME ZONE 'UTC'", { timeZone: "UTC" }),
  kept("timestamp(3)", "timestamp(6)"),
  kept("timestamp(3)", "timestamp"),
  rewritten("timestamp", "timestamp(3)"),
  rewritten("timestamp", "date"),
  rewritten("time", "time(3)"),
  rewritten("interval", "interval(3)"),
  kept("cidr", "inet"),
  kept("varbit(5)", "varbit(9)"),
  kept("varbit(5)", "varbit"),
  rewritten("text", "jsonb USING x::jsonb"),
  rewritten("mood", "text"),
  rewritten("text", "mood USING x::mood"),
  rewritten("uuid", "text"),
  rewritten("text", "uuid USING x::uuid"),
  rewritten("bytea", "text USING encode(x, 'hex')"),
  kept("int", "dplain"),
  kept("dplain", "int"),
  rewritten("int", "dcheck"),
  kept("varchar(5)", "text USING x"),
  kept("varchar(5)", "text USING x::text"),
  rewritten("varchar(5)", "text USING lower(x)"),
  kept("text", "text"),
  kept("int", "int"),
];

describe.each(places)("what becomes of a table whose column changes its type ($place)", (place) => {
  let scratches: OpenScratches;
  let connection: Connection;

  beforeAll(async () => {
    scratches = await place.open();
    ({ connection } = await scratches.fresh());
    await connection.run(["CREATE TYPE mood AS ENUM ('ok')"]);
    await connection.run(["CREATE DOMAIN dplain AS int"]);
    await connection.run(["CREATE DOMAIN dcheck AS int CHECK (value > 0)"]);
  });
  afterAll(() => scratches.close());

  async function trace(statement: string, ...before: readonly string[]) {
    await connection.run(["DROP TABLE IF EXISTS tt, tu CASCADE"]);
    for (const one of before) await connection.run([one]);
    return (await traceOnce(connection, statement))[0]!;
  }

  test.each(changes)("$from to $to $index $timeZone", async (change) => {
    const { from, to, outcome, index = "i ON tt (x)", timeZone = "UTC" } = change;
    const traced = await trace(
      `ALTER TABLE tt ALTER COLUMN x TYPE ${to}`,
      `CREATE TABLE tt (id int, x ${from})`,
      `CREATE INDEX ${index}`,
      `SET TimeZone = '${timeZone}'`,
    );
    const { rewrites, builds, locks, scans } = traced;
    const stored = builds.length > 0 ? "index rebuilt" : "kept";
    expect(rewrites.length > 0 ? "rewritten" : stored).toBe(outcome);
    expect(builds.length).toBe(outcome === "kept" ? 0 : 1);
    expect(written(locks, ({ kind }) => kind === "table")).toBe("tt AE");
    expect(scans).toEqual([]);
  });

  test("a check that mentions the column is verified", async () => {
    const traced = await trace(
      "ALTER TABLE tt ALTER COLUMN x TYPE text",
      "CREATE TABLE tt (x varchar(5) CHECK (x <> ''))",
    );
    expect(traced).toMatchObject({
      rewrites: [],
      scans: [{ schema: "public", name: "tt", why: 'verifying table "tt"' }],
    });
  });

  test("a foreign key on the column is validated anew where its operator changes", async () => {
    const tables = (type: string) => [
      `CREATE TABLE tu (x ${type} PRIMARY KEY)`,
      `CREATE TABLE tt (x ${type} CONSTRAINT fk REFERENCES tu)`,
    ];
    const same = await trace("ALTER TABLE tt ALTER COLUMN x TYPE text", ...tables("varchar"));
    expect(same).toMatchObject({ rewrites: [], validates: [], scans: [] });
    expect(written(same.locks, ({ kind }) => kind === "table")).toBe("tt AE, tu AE");
    const other = await trace("ALTER TABLE tt ALTER COLUMN x TYPE bigint", ...tables("int"));
    expect(other).toMatchObject({
      rewrites: [{ schema: "public", name: "tt" }],
      validates: ["fk"],
      scans: [
        {
          name: "tu",
          why: 'validating foreign key constraint "fk"',
          foreignKey: "referenced",
        },
      ],
    });
    expect(written(other.locks, ({ kind }) => kind === "table")).toBe("tt AE, tu AE");
  });

  test("a foreign key that is added is validated by reading both of its sides, or the one there is", async () => {
    const sides = async (referenced: string) => {
      const { scans } = await trace(
        `ALTER TABLE tt ADD CONSTRAINT fk FOREIGN KEY (y) REFERENCES ${referenced}`,
        "CREATE TABLE tu (x int PRIMARY KEY)",
        "CREATE TABLE tt (x int PRIMARY KEY, y int)",
      );
      return scans.map(({ name, foreignKey }) => ({ name, foreignKey }));
    };
    expect(await sides("tu")).toEqual([
      { name: "tt", foreignKey: "referencing" },
      { name: "tu", foreignKey: "referenced" },
    ]);
    expect(await sides("tt")).toEqual([{ name: "tt", foreignKey: "referencing" }]);
  });
});
