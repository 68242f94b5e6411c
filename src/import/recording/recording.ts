import { resolve } from "node:path";
import {
  extensionsIn,
  withScratch,
  type Scratches,
  type ScratchOptions,
} from "../../database/index.ts";
import { type Baseline, type BuilderCall, readText } from "../../migrations/index.ts";
import { loadParser } from "../../sql/statement/index.ts";
import { historyForCode } from "../history-made.ts";
import type { ForeignMigration, ForeignSection, ForeignSql, ImportSource } from "../source.ts";
import { terminated } from "../statements.ts";
import type { CallInFile, CodeTool, Setup, CodeTask } from "./protocol.ts";
import { type CodeRun, Recorder } from "./recorder.ts";

/** Where code is run for its SQL. */
export type RecordingOptions = Omit<ScratchOptions, "extensions"> & {
  /** What the first of the migrations stands on, where that is not an empty database. */
  readonly baseline?: Baseline | undefined;
};

/** Migrations that are code with their SQL, or with the reason why it is not known. */
interface Recorded {
  readonly migrations: ForeignMigration[];
  /** What the tool itself makes in a database before the first of them; SQL, may be empty. */
  readonly assumed: string;
}

/**
 * Runs migrations that are code on a scratch database, one after the other, and takes down what they send. It is
 * done twice, the second time with another clock: what differs then is not the same on every database.
 */
export async function withRecordedSql(
  source: ImportSource,
  tool: CodeTool,
  directory: string,
  migrations: readonly ForeignMigration[],
  options: RecordingOptions,
): Promise<Recorded> {
  await loadParser();
  const texts = migrations.map(({ file }) => readText(file.shown));
  const given = options.baseline?.section.text;
  const assumed = given === undefined ? assumedBy(tool, texts) : "";
  const made = given ?? historyForCode(source, texts) + assumed;
  const extensions = () => extensionsIn([...texts, made]);
  return withScratch({ ...options, extensions }, async (scratches) => {
    const record = (ahead: number) =>
      recordAll({ tool, directory, ahead }, migrations, scratches, made);
    const [first, second] = [await record(0), await record(aYearAndSome)];
    const known = first.map((one, index) => agreed(one, second[index]!));
    return {
      migrations: migrations.map((migration, index) => ({ ...migration, ...known[index]! })),
      assumed,
    };
  });
}

/** What a tool makes in a database before the first migration. TypeORM: an extension for columns of its entities. */
function assumedBy(tool: CodeTool, texts: readonly string[]): string {
  const isMeant = texts.some((text) => /\buuid_generate_v\d/.test(text));
  const isMade = texts.some((text) => text.includes("uuid-ossp"));
  return tool === "typeorm" && isMeant && !isMade
    ? 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";'
    : "";
}

const aYearAndSome = 400 * 24 * 60 * 60 * 1000 + 61_001;

/** What is known of a migration's SQL. */
type Known = Pick<ForeignMigration, "sql" | "seen" | "reason" | "downReason">;

async function recordAll(
  setup: Setup,
  migrations: readonly ForeignMigration[],
  scratches: Scratches,
  made: string,
): Promise<Known[]> {
  const { connection } = await scratches.fresh();
  await connection.answers(made);
  await connection.answers("RESET ALL");
  const recorder = new Recorder(setup, connection);
  const attempts: CodeRuns[] = [];
  try {
    for (const migration of migrations) attempts.push(await recordOne(recorder, migration));
  } finally {
    await recorder.close();
  }
  return attempts.map(knownOf);
}

interface CodeRuns {
  readonly up: CodeRun;
  /** Absent where the up failed. */
  readonly down?: CodeRun;
}

async function recordOne(recorder: Recorder, migration: ForeignMigration): Promise<CodeRuns> {
  const task: Omit<CodeTask, "direction"> = {
    file: resolve(migration.file.shown),
    className: migration.className,
  };
  const up = await recorder.up({ ...task, direction: "up" });
  if (up.failure !== undefined || !up.isThere) return { up };
  return { up, down: await recorder.down({ ...task, direction: "down" }, up) };
}

/** Read when all is done: some code sends more after it has ended. */
function knownOf({ up, down }: CodeRuns): Known {
  const reason = reasonAgainst(up);
  const seen = seenOf({ up, ...(down && { down }) });
  if (reason !== undefined || down === undefined) return { reason, seen };
  const sql = { up: sectionOf(up) };
  if (!down.isThere) return { sql };
  const downReason = reasonAgainst(down);
  return downReason === undefined
    ? { sql: { ...sql, down: sectionOf(down) } }
    : { sql, seen, downReason };
}

/** What was sent on a database without rows, to its end or to what the server refuses. */
function seenOf({ up, down }: CodeRuns): ForeignSql | undefined {
  const [ups, downs] = [up, down].map((run) => run?.isThere && isWhole(run) && sectionOf(run));
  return ups ? { up: ups, ...(downs && { down: downs }) } : undefined;
}

function isWhole({ failure, refusal, isUndone }: CodeRun): boolean {
  return !isUndone && (failure === undefined || refusal !== undefined);
}

function reasonAgainst({ isThere, failure, objection }: CodeRun): string | undefined {
  return isThere ? (objection ?? failure) : "there is no such function";
}

function sectionOf({ statements, noTransaction }: CodeRun): ForeignSection {
  let to = 0;
  const steps = statements.map(({ text, caller }) => {
    const sql = terminated(text);
    to += sql.length + between.length;
    return { to, sql, call: caller && builderCall(caller) };
  });
  return { text: steps.map(({ sql }) => sql).join(between), steps, noTransaction };
}

const between = "\n\n";

function builderCall({ method, stack }: CallInFile): BuilderCall {
  return { method, ofTool: true, trace: Object.assign(new Error(), { stack }) };
}

/** Two recordings as one. */
function agreed(first: Known, second: Known): Known {
  const seen = first.seen ?? first.sql;
  if (first.sql === undefined || second.sql === undefined)
    return { reason: first.reason ?? second.reason, seen };
  if (!isSame(first.sql.up, second.sql.up)) return { reason: unsteady, seen };
  if (isSame(first.sql.down, second.sql.down)) return first;
  return { sql: { up: first.sql.up }, seen, downReason: unsteady };
}

const unsteady = "its SQL is other each time, as with the time or random values in it";

function isSame(a: ForeignSection | undefined, b: ForeignSection | undefined): boolean {
  return a?.text === b?.text && a?.noTransaction === b?.noTransaction;
}
