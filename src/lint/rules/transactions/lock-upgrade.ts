import { conflictsOf, isAtLeast, type LockMode } from "../../../locks/table/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import type { HeldLock } from "../../transaction.ts";
import { byRelation, placeOfStatement } from "./exclusive-locks.ts";

/** Modes that several sessions hold at once. */
const shared: ReadonlySet<LockMode> = new Set([
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE",
]);

export default defineRule({
  name: "lock-upgrade",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary:
    "A table is read or written first, and then locked more strongly in the same transaction",
  why: `Other sessions may hold the weak lock too, and want more: the migration waits for them, they wait for the migration, and PostgreSQL ends
one of them with a deadlock error. The same goes for CREATE INDEX (SHARE) before an ALTER TABLE (ACCESS EXCLUSIVE).`,
  instead: `Do what needs the strong lock first, or in a migration of its own:

\`\`\`sql
-- first migration
UPDATE orders SET region = 'eu' WHERE id BETWEEN 1 AND 10000;

-- second migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
\`\`\``,
  exempt: `New, temporary and small tables; sections that run statement by statement; a weak lock that nobody else's wish for more conflicts with. It speaks once a table.`,
  check: {
    statement(context) {
      const { ownLocks, section } = context;
      const held = byRelation(ownLocks.filter(isOfRows));
      if (!context.transaction.isBlock || held.size === 0) return;
      const strongest = byRelation(ownLocks);
      const raised = [...byRelation(locksOf(context))].flatMap(([key, { mode }]) => {
        const before = held.get(key);
        if (before === undefined || !isUpgrade(before.mode, mode)) return [];
        if (isAlone(strongest.get(key)!.mode, mode)) return [];
        return isFirst(section, key) ? [{ before, mode }] : [];
      });
      const [first] = raised;
      if (first !== undefined) report(first.before, first.mode, context);
    },
  },
});

function locksOf(context: StatementContext) {
  return context.statement.actions
    .flatMap((action) => context.locksOf(action))
    .filter(({ relation }) => !context.isOwn(relation));
}

/** Held by what reads or writes rows, or builds an index from them; not by a view that is created, or a LIKE. */
function isOfRows({ statement }: HeldLock): boolean {
  return statement.actions.some(({ kind }) =>
    /^(?:select|insert|update|delete|merge|copy|create-table-as|create-index|do-block)$/.test(kind),
  );
}

function isUpgrade(from: LockMode, to: LockMode): boolean {
  return shared.has(from) && conflictsOf(to).includes(from);
}

/** Whether a lock that is held already keeps out all whom the wanted one would wait for. */
function isAlone(held: LockMode, wanted: LockMode): boolean {
  return !shared.has(held) && isAtLeast(held, wanted);
}

function report(before: HeldLock, to: LockMode, context: StatementContext): void {
  const table = context.show(before.relation);
  context.report({
    message: `A session that does the same to ${table} at the same time deadlocks with this: the lock held since ${placeOfStatement(before, context)} is raised from ${before.mode} to ${to}.`,
    help: `Move it before the statement in ${placeOfStatement(before, context)}, or into a migration of its own.`,
  });
}

const told = new WeakMap<SectionContext, Set<string>>();

/** Whether a table has not been reported for a section yet; from now on it has. */
function isFirst(section: SectionContext, key: string): boolean {
  const keys = told.get(section) ?? new Set();
  told.set(section, keys);
  return keys.size < keys.add(key).size;
}
