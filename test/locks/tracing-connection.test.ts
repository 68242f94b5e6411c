import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { StatementError, type Connection } from "../../src/database/index.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { historyTable } from "../../src/history/index.ts";
import { Script } from "../../src/locks/script.ts";
import { Tracer } from "../../src/locks/tracer.ts";
import { tracingConnection } from "../../src/locks/tracing-connection.ts";
import { places } from "./places.ts";
import { planOf, traceOnce, written } from "./trace-one.ts";

const anyKind = () => true;

/** Where COMMIT fails, the connection to a server still sends ROLLBACK, and so hears this. */
const ofOwnRollback = "there is no transaction in progress";

describe.each(places)("a traced connection ($place)", (place) => {
  let scratches: OpenScratches;
  let plain: Connection;

  beforeAll(async () => {
    scratches = await place.open();
    ({ connection: plain } = await scratches.fresh());
  });
  beforeEach(async () => {
    await plain.run(["DROP TABLE IF EXISTS t, u CASCADE"]);
    await plain.run(["CREATE TABLE t (id int PRIMARY KEY, note text)"]);
  });
  afterAll(() => scratches.close());

  function traced(...statements: readonly string[]) {
    const script = new Script();
    script.follow(planOf(statements));
    const tracer = new Tracer(plain, historyTable("pgmigrations"), script, { next: 0 });
    return { tracer, connection: tracingConnection(plain, tracer) };
  }

  /** All that whoever runs statements gets to know. */
  async function told(connection: Connection, statements: readonly string[]) {
    const events: unknown[] = [];
    const error = await connection
      .run(statements, {
        completed: (index) => events.push(["completed", index]),
        row: (index, values) => events.push(["row", index, values]),
        notice(index, { severity, message }) {
          if (message !== ofOwnRollback) events.push(["notice", index, severity, message]);
        },
      })
      .catch((thrown: unknown) => thrown);
    if (error === undefined) return { events };
    expect(error).toBeInstanceOf(StatementError);
    const { server, statement, offset } = error as StatementError;
    return { events, error: { server, statement, offset } };
  }

  test.each([
    {
      title: "rows and notices",
      statements: [
        "SELECT 1, 'a'",
        "CREATE TABLE IF NOT EXISTS t (id int)",
        "ALTER TABLE t ADD COLUMN z int CHECK (z > 0)",
        "DO 'BEGIN RAISE WARNING ''w''; RAISE INFO ''i''; RAISE LOG ''l''; RAISE DEBUG ''d''; END'",
        "SET client_min_messages = warning",
        "DO 'BEGIN RAISE NOTICE ''n''; RAISE WARNING ''w''; END'",
        "SET client_min_messages = notice",
      ],
    },
    {
      title: "an error at a place in a statement",
      statements: ["ALTER TABLE t ADD COLUMN z int", "SELECT\n  nowhere FROM t", "SELECT 1"],
    },
    {
      title: "an error with a detail",
      statements: ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"],
    },
    {
      title: "an error at COMMIT",
      statements: [
        "ALTER TABLE t ADD COLUMN up int REFERENCES t DEFERRABLE INITIALLY DEFERRED",
        "INSERT INTO t (id, up) VALUES (1, 2)",
      ],
    },
  ])("tells the same as the one inside: $title", async ({ statements }) => {
    const whole = ["BEGIN", ...statements, "COMMIT"];
    const expected = await told(plain, whole);
    await plain.run(["DROP TABLE t"]);
    await plain.run(["CREATE TABLE t (id int PRIMARY KEY, note text)"]);
    expect(await told(traced(...statements).connection, whole)).toEqual(expected);
    expect(expected.events.length).toBeGreaterThan(1);
  });

  test("leaves no transaction behind where a statement fails, and keeps what was seen before", async () => {
    const statements = ["LOCK TABLE t", "SELECT nowhere"];
    const { tracer, connection } = traced(...statements);
    await expect(connection.run(["BEGIN", ...statements, "COMMIT"])).rejects.toMatchObject({
      statement: 2,
      server: { sqlState: "42703" },
    });
    expect(await plain.inTransaction()).toBe(false);
    expect(tracer.statements.map(({ text }) => text)).toEqual(["LOCK TABLE t"]);
  });

  test("leaves a transaction that was begun before to whoever began it", async () => {
    const { connection } = traced("SELECT nowhere");
    await connection.run(["BEGIN"]);
    await expect(connection.run(["SELECT nowhere"])).rejects.toBeInstanceOf(StatementError);
    expect(await plain.inTransaction()).toBe(true);
    await connection.run(["ROLLBACK"]);
    expect(await plain.inTransaction()).toBe(false);
  });

  test("sees only what a migration sends, in order", async () => {
    const statements = ["LOCK TABLE t IN SHARE MODE", "SELECT 1"];
    const { tracer, connection } = traced(...statements);
    await connection.run(["BEGIN", "SELECT 1", ...statements, "SELECT 1", "COMMIT"]);
    expect(tracer.statements.map(({ text }) => text)).toEqual(statements);
  });

  test("leaves client_min_messages as the migration has it", async () => {
    const level = async () => {
      const [row] = await plain.query("SELECT current_setting('client_min_messages') AS level");
      return row!["level"];
    };
    const { connection } = traced("SET client_min_messages = error", "LOCK TABLE t", "SELECT 1");
    await connection.run(["BEGIN", "SET client_min_messages = error", "LOCK TABLE t"]);
    expect(await level()).toBe("error");
    await connection.run(["SELECT 1", "COMMIT"]);
    expect(await level()).toBe("error");
    await plain.run(["RESET client_min_messages"]);
    const other = traced("SAVEPOINT a", "SET client_min_messages = error", "ROLLBACK TO a");
    await other.connection.run([
      "BEGIN",
      "SAVEPOINT a",
      "SET client_min_messages = error",
      "ROLLBACK TO a",
    ]);
    expect(await level()).toBe("notice");
    await other.connection.run(["COMMIT"]);
    expect(await level()).toBe("notice");
  });

  test("names what is renamed as it was called when the transaction began", async () => {
    const [renamed, added] = await traceOnce(
      plain,
      "ALTER TABLE t RENAME TO u",
      "ALTER TABLE u ADD COLUMN z int CHECK (z > 0)",
    );
    expect(written(renamed!.locks, anyKind)).toBe("t AE");
    expect(added).toMatchObject({ locks: [], scans: [{ schema: "public", name: "t" }] });
  });

  test("tells each lock once, and nothing of what is new", async () => {
    const traces = await traceOnce(
      plain,
      "LOCK TABLE t IN SHARE MODE",
      "CREATE INDEX t_note ON t (note)",
      "CREATE TABLE u (id int)",
      "ALTER TABLE u ADD CHECK (id > 0)",
      "CREATE INDEX u_id ON u (id)",
      "ALTER TABLE t ADD CHECK (id > 0)",
    );
    expect(traces.map(({ locks }) => written(locks, anyKind))).toEqual([
      "t S",
      "",
      "",
      "",
      "",
      "t AE",
    ]);
    expect(traces.map(({ scans, builds }) => scans.length + builds.length)).toEqual([
      0, 1, 0, 0, 0, 1,
    ]);
    expect(traces.map(({ transaction }) => transaction)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("sees what happens while the migration is a role without rights", async () => {
    const traces = await traceOnce(
      plain,
      "SET ROLE pg_signal_backend",
      "SELECT 1",
      "RESET ROLE",
      "ALTER TABLE t ADD CHECK (id > 0)",
    );
    expect(traces.map(({ locks }) => written(locks, anyKind))).toEqual(["", "", "", "t AE"]);
    expect(traces[3]!.scans).toHaveLength(1);
  });

  test("does not take an old foreign key for one of the same name that is new", async () => {
    await plain.run(["CREATE TABLE u (id int CONSTRAINT fk REFERENCES t)"]);
    const traces = await traceOnce(
      plain,
      "LOCK TABLE u",
      "ALTER TABLE t ADD COLUMN up int, ADD CONSTRAINT fk FOREIGN KEY (up) REFERENCES t",
    );
    expect(traces[1]!.scans.map(({ name }) => name)).toEqual(["t"]);
  });

  test("tells what is dropped along, and names that are cut short", async () => {
    await plain.run(["CREATE VIEW v AS SELECT id FROM t"]);
    await plain.run(["CREATE VIEW w AS SELECT id FROM t"]);
    const long = `c${"x".repeat(70)}`;
    const [cut, dropped] = await traceOnce(
      plain,
      `ALTER TABLE t ADD COLUMN ${long} int`,
      "DROP TABLE t CASCADE",
    );
    expect(cut!.remarks).toEqual([
      `identifier "${long}" will be truncated to "${long.slice(0, 63)}"`,
    ]);
    expect(dropped!.cascades).toEqual(["view v", "view w"]);
  });
});
