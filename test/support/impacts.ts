import type { FullName } from "../../src/schema/index.ts";
import { assess } from "../../src/impact/assess.ts";
import type { SegmentImpact, StatementImpact } from "../../src/impact/impact.ts";
import type { Activity, TableStatistics } from "../../src/impact/statistics.ts";
import type { LockMode } from "../../src/locks/table/index.ts";
import type { LockTrace, TracedLock, TracedStatement } from "../../src/locks/trace.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import {
  cutSegments,
  upWork,
  type PlannedStatement,
  type TransactionMode,
} from "../../src/plan/index.ts";
import { lineColumn } from "../../src/sql/text/positions.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { directoryOf } from "./migrations.ts";

/** What is seen of a statement; the rest is nothing. */
type Seen = Partial<Omit<TracedStatement, "text">>;

/** Migrations as files, and what was seen of each of their statements, in order; undefined: not traced. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, readonly (Seen | undefined)[]>>;
  readonly tables?: readonly TableStatistics[];
  readonly activity?: Activity;
  readonly notTraced?: Readonly<Record<string, string>>;
  /** Default: auto. */
  readonly transaction?: TransactionMode;
}

/** The segments of migrations that are all pending. */
export async function assessed({
  files,
  seen,
  tables = [],
  activity,
  notTraced = {},
  transaction: mode = "auto",
}: Case): Promise<SegmentImpact[]> {
  await loadParser();
  const migrations = loadMigrations(directoryOf(files), {});
  const work = migrations.map((migration) => upWork(migration));
  const trace: LockTrace = {
    place: "embedded",
    postgres: "18.6",
    migrations: work.map(({ migration, section, statements }) => ({
      name: migration,
      file: section.file,
      statements: statements.flatMap((statement, index) => {
        const one = seen[migration]?.[index];
        return one === undefined ? [] : [traced(migration, statement, one)];
      }),
      ...(notTraced[migration] && { notTraced: notTraced[migration] }),
    })),
  };
  return assess(cutSegments(work, { mode }), trace, {
    tables,
    activity,
    searchPath: ["app"],
  });
}

/** The statements of all segments. */
export async function statementsOf(given: Case): Promise<StatementImpact[]> {
  return (await assessed(given)).flatMap(({ statements }) => statements);
}

function traced(
  migration: string,
  { text, offset, section }: PlannedStatement,
  seen: Seen,
): TracedStatement {
  return {
    ...{ migration, text, offset, direction: "up", file: section.file, source: "observed" },
    ...lineColumn(section.source, offset),
    ...{ locks: [], rewrites: [], scans: [], validates: [], builds: [], cascades: [], remarks: [] },
    durationMs: 1,
    transaction: 0,
    ...seen,
  };
}

export function relation(fullName: string): FullName {
  const [schema, name] = fullName.split(".") as [string, string];
  return { schema, name };
}

export function lock(
  mode: LockMode,
  fullName: string,
  kind: TracedLock["kind"] = "table",
): TracedLock {
  return { ...relation(fullName), kind, mode };
}

export function scan(fullName: string, why = "verifying table") {
  return { ...relation(fullName), why };
}

export function build(index: string, table: string) {
  return { ...relation(index), table: relation(table) };
}
