import { blockedBy } from "../locks/table/index.ts";
import type { TracedLock } from "../locks/index.ts";

/**
 * What a lock keeps other sessions from doing: `nobody can read or write it until the transaction ends`.
 * @param howLong `until the transaction ends`, `for 2 to 8 min`; undefined where it does not matter
 */
export function blockedText(
  { mode, kind }: Pick<TracedLock, "mode" | "kind">,
  howLong: string | undefined,
): string {
  const { reads, writes, ddl } = blockedBy(mode);
  const time = howLong === undefined ? "" : ` ${howLong}`;
  if (reads) return `nobody can ${kind === "sequence" ? "use" : "read or write"} it${time}`;
  if (writes) return `nobody can write to it${time}`;
  return ddl ? `reads and writes go on, other DDL waits${time}` : "reads and writes go on";
}
