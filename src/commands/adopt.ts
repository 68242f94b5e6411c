import { moveDottedRows, readHistory } from "../history/index.ts";
import {
  adoptApplied,
  type Adopted,
  readState,
  type Target,
  withLock,
  withTarget,
  type WriteOptions,
} from "../engine/index.ts";

/** What `adopt` took over. */
export interface AdoptResult extends Adopted {
  /** Rows moved from a table that an older tool misnamed, by name; that table is gone. */
  readonly moved: readonly string[];
  readonly from?: string;
}

/**
 * Makes the history of another tool ours: moves rows out of a misnamed table, and journals what is not in the journal, and puts squashed
 * migrations in the place of those that they were made of.
 * @throws HistoryRefusedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * const { adopted } = await adopt({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export function adopt(options: WriteOptions): Promise<AdoptResult> {
  return withTarget(options, (target) =>
    withLock(target, options, async () => {
      const moved = await moveDotted(target);
      return { ...moved, ...(await adoptApplied(target, options, await readState(target))) };
    }),
  );
}

async function moveDotted({
  connection,
  table,
}: Target): Promise<Pick<AdoptResult, "moved" | "from">> {
  const { dotted } = await readHistory(connection, table);
  if (dotted === undefined) return { moved: [] };
  return { moved: await moveDottedRows(connection, table, dotted), from: dotted.sql };
}
