import { locatingIn, type Migration, runChecksum, type Section } from "../migrations/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import type { Direction, StepRecord } from "./plan.ts";
import type { TransactionMode } from "./reason.ts";
import { type MigrationWork, statementsOf } from "./work.ts";

/** A repeatable migration, or what it made, with what is recorded of it. */
export interface RepeatableTask {
  readonly name: string;
  readonly direction: Direction;
  readonly migration: Migration | undefined;
  readonly section: Section;
  readonly record?: StepRecord;
}

/**
 * A repeatable migration as work, in one transaction, which it shares where others share theirs. The parser must be loaded.
 * @throws MigrationFileError
 */
export function repeatableWork(
  { name, direction, section, record }: RepeatableTask,
  mode: TransactionMode,
): MigrationWork {
  const statements = statementsOf(section).statements.map((one) => ({
    ...one,
    changesSession: true,
  }));
  const alone = statements.find(({ outsideTransaction }) => outsideTransaction !== undefined);
  if (alone !== undefined)
    locatingIn(section, () => refuseAlone(alone.outsideTransaction!, alone.at, record));
  return {
    migration: name,
    direction,
    section,
    statements,
    stretches: [{ from: 0, to: statements.length, isBlock: mode === "none" }],
    done: 0,
    record: record ?? { journaledAs: "repeatable", upChecksum: runChecksum(section) },
  };
}

function refuseAlone(command: string, offset: number, record: StepRecord | undefined): never {
  const what = record?.journaledAs === "seed" ? "a seed" : "a repeatable migration";
  throw new SqlTextError(
    `${command} in ${what}, which runs in one transaction, where PostgreSQL refuses it`,
    offset,
    "Write it without CONCURRENTLY, or move it into a migration of its own.",
  );
}
