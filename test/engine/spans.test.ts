import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { projectWithBuilder } from "../support/project.ts";
import { connect, urlOf } from "../support/sessions.ts";

/** What a process registers with OpenTelemetry, as an SDK does: it writes each span that has ended. */
const instrumentation = `
import { trace } from "@opentelemetry/api";
import { appendFileSync } from "node:fs";
let count = 0;
const startSpan = (name, { attributes = {}, startTime } = {}, context) => {
  const span = { id: ++count, name, attributes, parent: trace.getSpan(context)?.id ?? null, begin: Number(startTime ?? Date.now()) };
  return {
    id: span.id,
    spanContext: () => ({}),
    setAttributes: (more) => Object.assign(span.attributes, more),
    setStatus: (status) => (span.status = status),
    recordException: (error) => (span.exception = error.message),
    end: () => appendFileSync("spans.jsonl", JSON.stringify({ ...span, end: Date.now() }) + "\\n"),
  };
};
trace.setGlobalTracerProvider({ getTracer: (name) => ({ startSpan: (...given) => startSpan(...given), name }) });
`;

interface SeenSpan {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly attributes: Record<string, unknown>;
  readonly status?: { readonly code: number; readonly message: string };
  readonly begin: number;
  readonly end: number;
}

describeEachServer("a run with OpenTelemetry", (db) => {
  function settings(files: Record<string, string>) {
    const cwd = projectWithBuilder({ ...files, "instrumentation.mjs": instrumentation });
    return {
      cwd,
      env: { DATABASE_URL: urlOf(db()), NODE_OPTIONS: "--import ./instrumentation.mjs" },
    };
  }

  function spansIn(cwd: string) {
    const lines = readFileSync(join(cwd, "spans.jsonl"), "utf8").trimEnd().split("\n");
    const spans = lines.map((line) => JSON.parse(line) as SeenSpan);
    return (name: string) => spans.filter((span) => span.name === `pgmaestro ${name}`);
  }

  test("has spans of the run, its segments and its statements", async () => {
    const given = settings({
      "migrations/1_a.sql": "CREATE TABLE a (); SELECT 1;",
      "migrations/2_b.sql": "CREATE INDEX CONCURRENTLY i ON pg_temp.nothing (id);",
    });
    expect((await pgmaestroProcess(["up"], given)).exitCode).toBe(1);
    const spans = spansIn(given.cwd);
    const [run] = spans("run");
    expect(run).toMatchObject({
      parent: null,
      attributes: { "db.system.name": "postgresql", "pgmaestro.migrations": 2 },
      status: { code: 2, message: expect.stringContaining("2_b.sql:1:") },
    });
    const segments = spans("segment");
    expect(
      segments.map(({ parent, attributes }) => [parent, attributes["pgmaestro.migration"]]),
    ).toEqual([
      [run!.id, "1_a"],
      [run!.id, "2_b"],
    ]);
    expect(
      spans("statement").map(({ parent, attributes }) => [
        parent,
        attributes["pgmaestro.statement"],
      ]),
    ).toEqual([
      [segments[0]!.id, 1],
      [segments[0]!.id, 2],
    ]);
    for (const { begin, end } of [...segments, ...spans("statement")]) {
      expect(begin).toBeGreaterThanOrEqual(run!.begin);
      expect(end).toBeLessThanOrEqual(run!.end);
    }
  });

  test("has spans of waits and of tries", async () => {
    await db().query("CREATE TABLE busy (id int)");
    const blocker = await connect(urlOf(db()));
    await blocker.query("BEGIN; SELECT FROM busy");
    const given = settings({ "migrations/1_x.sql": "ALTER TABLE busy ADD COLUMN x int;" });
    const { child, finished } = startPgmaestro(["up", "--json", "--lock-timeout", "1"], given);
    for await (const chunk of child.stdout!) if (String(chunk).includes('"gave-way"')) break;
    await blocker.query("COMMIT");
    expect((await finished).exitCode).toBe(0);
    const spans = spansIn(given.cwd);
    const [run] = spans("run");
    expect(spans("retry")[0]).toMatchObject({
      parent: run!.id,
      attributes: { "pgmaestro.tries": 1 },
    });
    const [tried, done] = [spans("segment")[0]!, spans("segment").at(-1)!];
    expect(tried.status).toEqual({ code: 2, message: "lock-timeout" });
    expect(spans("wait")[0]!.parent).toBe(tried.id);
    expect(done.status).toBeUndefined();
  });
});
