import { lockModes, type LockMode } from "../../sql/statement/index.ts";

/** For each mode those that another session cannot take at the same time: table 13.2 of the manual. */
const conflictTable: Readonly<Record<LockMode, readonly LockMode[]>> = {
  "ACCESS SHARE": ["ACCESS EXCLUSIVE"],
  "ROW SHARE": ["EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "ROW EXCLUSIVE": ["SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"],
  "SHARE UPDATE EXCLUSIVE": lockModes.slice(3),
  SHARE: ["ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", ...lockModes.slice(5)],
  "SHARE ROW EXCLUSIVE": lockModes.slice(2),
  EXCLUSIVE: lockModes.slice(1),
  "ACCESS EXCLUSIVE": lockModes,
};

/** What an application does that waits while a lock is held. */
export interface Blocked {
  /** SELECT. */
  readonly reads: boolean;
  /** INSERT, UPDATE, DELETE, MERGE. */
  readonly writes: boolean;
  /** ALTER TABLE and its like, VACUUM, ANALYZE. */
  readonly ddl: boolean;
}

/** The modes that another session cannot take while one is held. */
export function conflictsOf(mode: LockMode): readonly LockMode[] {
  return conflictTable[mode];
}

export function blockedBy(mode: LockMode): Blocked {
  const conflicts = conflictTable[mode];
  return {
    reads: conflicts.includes("ACCESS SHARE"),
    writes: conflicts.includes("ROW EXCLUSIVE"),
    ddl: conflicts.includes("SHARE UPDATE EXCLUSIVE"),
  };
}

/** Whether a mode is as strong as another, or stronger. */
export function isAtLeast(mode: LockMode, other: LockMode): boolean {
  return lockModes.indexOf(mode) >= lockModes.indexOf(other);
}

export function strongest(modes: readonly LockMode[]): LockMode | undefined {
  return modes.toSorted((a, b) => lockModes.indexOf(b) - lockModes.indexOf(a))[0];
}
