import type { RunOptions, Target, TargetState } from "../engine/index.ts";
import { InvalidRequestError, NoDownSectionError } from "../errors/index.ts";
import { readJournaledDown } from "../history/index.ts";
import {
  type ChangedFiles,
  filesByMigration,
  isEmpty,
  isUnwritten,
  type Migration,
  type Section,
  wholeSection,
} from "../migrations/index.ts";
import {
  downTask,
  isApplied,
  type MigrationState,
  repeatableTasks,
  type Task,
  upTask,
} from "../plan/index.ts";

/** Which down sections take back what was applied: as it was then, or as the files have them now. */
export type Downs = "journaled" | "file";

interface RerunOptions extends RunOptions {
  readonly downs: Downs;
  /** Whether others may have applied a migration; absent where nobody can say: then only the last one is taken back. */
  readonly isShared: ((name: string) => boolean) | undefined;
}

/** What brings a database to what the files say. */
interface Rerun {
  readonly tasks: Task[];
  /** The migrations that run. */
  readonly names: string[];
  /** Whether the files have other down sections than what was applied. */
  readonly hasOtherDowns: boolean;
}

/** Whether a migration is on the main branch of git; undefined where nobody can say. */
export function sharedOn(
  changes: ChangedFiles | undefined,
  options: RunOptions,
): ((name: string) => boolean) | undefined {
  if (changes === undefined) return undefined;
  const { existing, modified, deleted } = changes;
  const files = [...existing, ...deleted, ...modified.map(({ file }) => file)];
  const names = filesByMigration(files, options);
  return (name) => names.has(name);
}

/**
 * Rolls back from the first migration on that is not as its file says, and runs what the files have from there; then the repeatable
 * ones that are due. A file in which nothing is written yet waits.
 * @throws InvalidRequestError where that takes back what others may have applied; NoDownSectionError
 */
export async function rerunTasks(
  { states, history }: TargetState,
  target: Target,
  repeatables: readonly Migration[],
  { downs, isShared, schema }: RerunOptions,
): Promise<Rerun> {
  const from = states.findIndex(isDue);
  const due = from === -1 ? [] : states.slice(from);
  const applied = due
    .filter(isApplied)
    .toSorted((one, other) => other.applied!.id - one.applied!.id);
  refuseShared(applied, isShared);
  const rollbacks = await Promise.all(applied.map((one) => rollbackOf(one, target, downs)));
  const migrations = due.flatMap(({ migration }) =>
    migration && isWritten(migration) ? [migration] : [],
  );
  const ran = history.repeatables;
  const again = await repeatableTasks(repeatables, { ran, migrations, searchPath: schema });
  return {
    tasks: [
      ...rollbacks.map(({ task }) => task),
      ...migrations.map((migration) => upTask(migration)),
      ...again,
    ],
    names: [...migrations, ...again].map(({ name }) => name),
    hasOtherDowns: rollbacks.some(({ isOther }) => isOther),
  };
}

/** Whether the database is not as the file says. */
function isDue({ state, migration }: MigrationState): boolean {
  if (migration === undefined) return state === "missing";
  return state !== "applied" && isWritten(migration);
}

function isWritten(migration: Migration): boolean {
  return !isUnwritten(migration) && !isEmpty(migration.up);
}

/** @param applied the last one first */
function refuseShared(
  applied: readonly MigrationState[],
  isShared: RerunOptions["isShared"],
): void {
  const shared = isShared ? applied.filter(({ name }) => isShared(name)) : applied.slice(1);
  if (shared.length === 0) return;
  const names = shared.map(({ name }) => name).join(", ");
  throw new InvalidRequestError(
    isShared
      ? `${names} would be rolled back, and is on the main branch, so that others may have applied it`
      : `${names} would be rolled back, and without git nobody knows whether others have applied it`,
    "Take the edit back, and write a new migration.",
  );
}

async function rollbackOf(
  { name, migration }: MigrationState,
  { connection, table }: Target,
  downs: Downs,
): Promise<{ readonly task: Task; readonly isOther: boolean }> {
  const journaled = await readJournaledDown(connection, table, name);
  const kept = journaled === undefined ? undefined : keptSection(name, journaled);
  const own = migration?.down;
  const down = downs === "file" ? (own ?? kept) : (kept ?? own);
  if (down === undefined) throw new NoDownSectionError([name]);
  const isModule = migration?.kind === "module";
  const isOther = !isModule && own !== undefined && own.checksum !== kept?.checksum;
  return { task: downTask({ name, migration: isModule ? migration : undefined, down }), isOther };
}

function keptSection(name: string, source: string): Section {
  return wholeSection({ file: `what the journal kept of ${name}`, source });
}
