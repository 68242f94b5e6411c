import { hasJournal, type JournalEntry, journaledNames, readJournal } from "../history/index.ts";
import { resolveName } from "../migrations/index.ts";
import { type Target, type TargetOptions, withTargetSeen } from "../engine/index.ts";

/** What of the journal to read. */
export interface HistoryOptions extends TargetOptions {
  /** Only of these migrations. */
  readonly names?: readonly string[] | undefined;
  /** How many rows, from the last one backwards. Default: 50. */
  readonly last?: number | undefined;
}

/** What the journal says. */
export interface HistoryResult {
  /** The target without its password. */
  readonly target: string;
  /** The journal's table, as SQL writes it. */
  readonly journal: string;
  /** The oldest first. */
  readonly entries: readonly JournalEntry[];
}

/**
 * What pgmaestro did in a target: what ran, failed, was rolled back, marked and repaired, by whom. Only reads.
 * @throws UnknownMigrationError for a name that neither the journal nor a file has
 * @example
 * ```ts
 * const { entries } = await history({ database: process.env["DATABASE_URL"]!, last: 10 });
 * ```
 */
export function history(options: HistoryOptions): Promise<HistoryResult> {
  const { last = 50 } = options;
  return withTargetSeen(options, async (target) => {
    const { connection, table } = target;
    const isThere = await hasJournal(connection, table);
    const names = options.names?.length
      ? await resolved(options.names, target, isThere)
      : undefined;
    return {
      target: connection.target,
      journal: table.journal,
      entries: isThere ? await readJournal(connection, table, { last, names }) : [],
    };
  });
}

async function resolved(
  names: readonly string[],
  { connection, table, migrations }: Target,
  isThere: boolean,
): Promise<string[]> {
  const journaled = isThere ? await journaledNames(connection, table) : [];
  const known = [...new Set([...journaled, ...migrations.map(({ name }) => name)])];
  return names.map((name) => resolveName(name, known));
}
