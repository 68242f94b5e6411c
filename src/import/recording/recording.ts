import { resolve } from "node:path";
import {
  extensionsIn,
  withScratch,
  type Scratches,
  type ScratchOptions,
} from "../../database/index.ts";
import { readText } from "../../migrations/index.ts";
import { loadParser } from "../../sql/statement/index.ts";
import { historyForCode } from "../history-made.ts";
import type { ForeignMigration, ForeignSection, ImportSource } from "../source.ts";
import { terminated } from "../statements.ts";
import type { CodeTool, Setup, CodeTask } from "./protocol.ts";
import { type CodeRun, Recorder } from "./recorder.ts";

/** Where code is run for its SQL. */
export type RecordingOptions = Omit<ScratchOptions, "extensions">;

/**
 * Runs migrations that are code on a scratch database, one after the other, and takes down what they send. It is
 * done twice, the second time with another clock: what differs then is not the same on every database.
 * @returns the migrations with their SQL, or with the reason why it is not known
 */
export async function withRecordedSql(
  source: ImportSource,
  tool: CodeTool,
  directory: string,
  migrations: readonly ForeignMigration[],
  options: RecordingOptions,
): Promise<ForeignMigration[]> {
  await loadParser();
  const texts = migrations.map(({ file }) => readText(file.shown));
  const [assumed, history] = [assumedBy(tool, texts), historyForCode(source, texts)];
  const extensions = () => extensionsIn([...texts, assumed]);
  return withScratch({ ...options, extensions }, async (scratches) => {
    const record = (ahead: number) =>
      recordAll({ tool, directory, ahead }, migrations, scratches, history + assumed);
    const [first, second] = [await record(0), await record(aYearAndSome)];
    const known = first.map((one, index) => agreed(one, second[index]!));
    withFirst(known, assumed);
    return migrations.map((migration, index) => ({ ...migration, ...known[index]! }));
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
type Known = Pick<ForeignMigration, "sql" | "reason" | "downReason">;

/** Puts what the tool made at the beginning of the first migration whose SQL is known. */
function withFirst(known: Known[], assumed: string): void {
  const place = known.findIndex(({ sql }) => sql !== undefined);
  if (assumed === "" || place < 0) return;
  const { sql, ...rest } = known[place]!;
  const up = { ...sql!.up, text: `${assumed}\n\n${sql!.up.text}` };
  known[place] = { ...rest, sql: { ...sql!, up } };
}

async function recordAll(
  setup: Setup,
  migrations: readonly ForeignMigration[],
  scratches: Scratches,
  made: string,
): Promise<Known[]> {
  const { connection } = await scratches.fresh();
  await connection.answers(made);
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
  if (reason !== undefined || down === undefined) return { reason };
  const sql = { up: sectionOf(up) };
  if (!down.isThere) return { sql };
  const downReason = reasonAgainst(down);
  return downReason === undefined
    ? { sql: { ...sql, down: sectionOf(down) } }
    : { sql, downReason };
}

function reasonAgainst({ isThere, failure, objection }: CodeRun): string | undefined {
  return isThere ? (objection ?? failure) : "there is no such function";
}

function sectionOf({ statements, noTransaction }: CodeRun): ForeignSection {
  return { text: statements.map(terminated).join("\n\n"), noTransaction };
}

/** Two recordings as one. */
function agreed(first: Known, second: Known): Known {
  if (first.sql === undefined || second.sql === undefined)
    return { reason: first.reason ?? second.reason };
  if (!isSame(first.sql.up, second.sql.up)) return { reason: unsteady };
  if (isSame(first.sql.down, second.sql.down)) return first;
  return { sql: { up: first.sql.up }, downReason: unsteady };
}

const unsteady = "its SQL is other each time, as with the time or random values in it";

function isSame(a: ForeignSection | undefined, b: ForeignSection | undefined): boolean {
  return a?.text === b?.text && a?.noTransaction === b?.noTransaction;
}
