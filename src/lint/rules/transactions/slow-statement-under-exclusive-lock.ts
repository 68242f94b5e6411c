import { isAtLeast, strongest, type TakenLock } from "../../../locks/table/index.ts";
import { shownLine } from "../../../migrations/index.ts";
import { keyOf } from "../../../schema/index.ts";
import { flattened } from "../../../sql/statement/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { isPlain } from "../../rewriting.ts";
import { listing } from "../listing.ts";
import type { HeldLock } from "../../transaction.ts";
import {
  byRelation,
  exclusiveLocks,
  exclusiveLocksHeld,
  exclusiveLocksOfTransaction,
  exclusiveOf,
  placeOfStatement,
  stops,
} from "./exclusive-locks.ts";
import { slowWorkInWords } from "./slow-work.ts";
import { take, takenAbove } from "./taken-above.ts";

export default defineRule({
  name: "slow-statement-under-exclusive-lock",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A statement that takes long, after one whose lock stops the application",
  why: `A lock is held until the transaction ends, not until its statement does. What would be harmless by itself, such as to fill a column,
then stops everybody for as long as it takes, because an earlier statement of the transaction took SHARE ROW EXCLUSIVE or more.`,
  instead: `Put the slow statement into a migration of its own, or before the one that takes the lock:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;

-- second migration
UPDATE orders SET region = 'eu' WHERE id BETWEEN 1 AND 10000;
\`\`\``,
  exempt: `Locks on new, temporary and small tables; statements that change the catalog only, that meet few rows by a key, or whose own lock on the table is as strong as the one
held (their own rules speak then). All that follows one lock is one finding, at the first. What \`pgmaestro locks\` saw of DDL decides where there is a trace.`,
  check: {
    statement(context) {
      if (!context.transaction.isBlock) return;
      const work = workOf(context);
      const what = work ?? waitOnBusy(context);
      if (what === undefined) return;
      const held = work ? exclusiveLocksOfTransaction(context) : exclusiveLocksHeld(context);
      const lock = strongestOf(held, exclusiveLocks(context));
      if (lock !== undefined) note(lock, { context, what, at: context.statement.start });
    },
    action(action, context) {
      if (isPlain(action, context)) return;
      const what = slowWorkInWords(action, context);
      const own = exclusiveOf(context.together, context);
      const lock = what && strongestOf(takenAbove(action, context), own);
      if (what !== undefined && lock) note(lock, { context, what, at: action.at });
      take(action, context);
    },
    section(context) {
      for (const [lock, slow] of noted.get(context) ?? []) tell(lock, slow, context);
    },
  },
});

/** What goes on under a lock that is held. */
interface Slow {
  readonly context: StatementContext;
  readonly what: string;
  readonly at: number;
}

const noted = new WeakMap<SectionContext, Map<HeldLock, Slow[]>>();

function note(lock: HeldLock, slow: Slow): void {
  const { section } = slow.context;
  const locks = noted.get(section) ?? new Map<HeldLock, Slow[]>();
  noted.set(section, locks);
  locks.set(lock, [...(locks.get(lock) ?? []), slow]);
}

/** One lock is one finding, at the first statement that goes on under it. */
function tell(lock: HeldLock, slow: readonly Slow[], section: SectionContext): void {
  const [{ context, what, at }, ...others] = slow as [Slow, ...Slow[]];
  const { mode, relation } = lock;
  const lines = listing(
    [...new Set(others.map((one) => `line ${shownLine(section.section, one.at)}`))],
    8,
  );
  const more =
    others.length === 1
      ? `, as does the statement of ${lines},`
      : `, as do ${others.length} more statements, of ${lines},`;
  context.report({
    at,
    message: `${stops(mode, context.show(relation))} until ${others.length > 0 ? "all is" : "it is"} done: this ${what}${others.length > 0 ? more : ""} after ${placeOfStatement(lock, context)} has taken ${mode}.`,
    help:
      lock.section !== section.section
        ? "Leave `--transaction all` out: then the lock is given up first."
        : others.length > 0
          ? "Move what takes the lock into a migration of its own."
          : "Move it into a migration of its own.",
  });
}

function workOf(context: StatementContext): string | undefined {
  if (isSeenToBeLight(context)) return undefined;
  const works = context.statement.actions.map((action) => slowWorkInWords(action, context));
  return works.find((work) => work !== undefined) ?? sleepOf(context);
}

function sleepOf({ statement }: StatementContext): string | undefined {
  const sleeps = flattened(statement.actions).some(
    (action) =>
      action.kind === "select" &&
      action.query.functions.some(({ name }) => name.startsWith("pg_sleep")),
  );
  return sleeps ? "sleeps" : undefined;
}

/** Tables of a scratch database are empty, so that a trace says nothing of statements that change rows. */
function isSeenToBeLight({ observed, statement }: StatementContext): boolean {
  if (observed?.source !== "observed" || !statement.command.startsWith("ALTER")) return false;
  const { scans, rewrites, builds, validates } = observed;
  return [scans, rewrites, builds, validates].flat().length === 0;
}

/** To wait for a second table that everybody uses takes as long as its longest query. */
function waitOnBusy(context: StatementContext): string | undefined {
  const busy = exclusiveLocks(context).filter(({ relation }) => context.facts.isBusy(relation));
  if (busy.length === 0) return undefined;
  const held = new Set(exclusiveLocksHeld(context).map(({ relation }) => keyOf(relation)));
  const found = busy.find(({ relation }) => !held.has(keyOf(relation)));
  return found && `waits for its lock on the busy table ${context.show(found.relation)}`;
}

/** The worst that the statement does not take itself. */
function strongestOf(
  locks: readonly HeldLock[],
  taken: readonly TakenLock[],
): HeldLock | undefined {
  const own = byRelation(taken);
  const held = locks.filter(({ relation, mode }) => {
    const known = own.get(keyOf(relation));
    return known === undefined || !isAtLeast(known.mode, mode);
  });
  const worst = strongest(held.map(({ mode }) => mode));
  return held.find(({ mode }) => mode === worst);
}
