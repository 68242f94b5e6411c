import { isAtLeast, blockedBy, type LockMode } from "../../../locks/table/index.ts";
import type { TakenLock } from "../../../locks/table/index.ts";
import { shownLine } from "../../../migrations/index.ts";
import { keyOf } from "../../../schema/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { HeldLock } from "../../transaction.ts";
import { nobodyCan } from "../stopped.ts";

/**
 * The locks of SHARE ROW EXCLUSIVE and stronger that a statement takes on what the application uses. The tables that foreign keys
 * of a new table lead to are left out: the new table is empty, so that the lock is over at once.
 */
export function exclusiveLocks(context: StatementContext): readonly TakenLock[] {
  const known = ofContexts.get(context) ?? takenBy(context);
  ofContexts.set(context, known);
  return known;
}

/** Several rules ask for them. */
const ofContexts = new WeakMap<StatementContext, readonly TakenLock[]>();

function takenBy(context: StatementContext): TakenLock[] {
  return exclusiveOf(context.statement.actions, context);
}

/** The same of some actions. */
export function exclusiveOf(actions: readonly Action[], context: StatementContext): TakenLock[] {
  return actions
    .filter((action) => !isNewTable(action) && !isPatient(action))
    .flatMap((action) => context.locksOf(action))
    .filter(({ relation, mode }) => isExclusive(mode) && !context.isOwn(relation));
}

/** The same that earlier statements of the migration took, and that are still held. */
export function exclusiveLocksHeld(context: StatementContext): HeldLock[] {
  return context.ownLocks.filter((lock) => isInTheWay(lock, context));
}

/** The same, those of earlier migrations that share the transaction among them. */
export function exclusiveLocksOfTransaction(context: StatementContext): HeldLock[] {
  return context.transaction.locks.filter((lock) => isInTheWay(lock, context));
}

function isInTheWay({ relation, mode, statement }: HeldLock, context: StatementContext): boolean {
  return isExclusive(mode) && statement !== context.statement && !context.isOwn(relation);
}

function isExclusive(mode: LockMode): boolean {
  return isAtLeast(mode, "SHARE ROW EXCLUSIVE");
}

/** DETACH PARTITION CONCURRENTLY takes its strong lock last, when nobody is left who uses the partition. */
function isPatient(action: Action): boolean {
  return action.kind === "detach-partition" && action.concurrently;
}

/** CREATE TABLE, but for that of a partition, which locks its parent. */
export function isNewTable(action: Action): boolean {
  return action.kind === "create-table" && action.partitionOf === undefined;
}

/** The strongest lock on each relation. */
export function byRelation<Lock extends TakenLock>(locks: readonly Lock[]): Map<string, Lock> {
  const found = new Map<string, Lock>();
  for (const lock of locks) {
    const key = keyOf(lock.relation);
    const known = found.get(key);
    if (known === undefined || !isAtLeast(known.mode, lock.mode)) found.set(key, lock);
  }
  return found;
}

/** `Nobody can read or write orders`: whom a lock of that mode stops. */
export function stops(mode: LockMode, relation: string): string {
  return blockedBy(mode).writes
    ? `${nobodyCan(mode)} ${relation}`
    : `Other DDL on ${relation} waits`;
}

/** Where a lock was taken: `line 3`, and of which migration where it is another one. */
export function placeOfStatement(
  { statement, at = statement.start, section, lintable }: HeldLock,
  context: StatementContext,
): string {
  const line = shownLine(section, at);
  return lintable === context.section.migration.lintable
    ? `line ${line}`
    : `line ${line} of ${lintable.name}`;
}
