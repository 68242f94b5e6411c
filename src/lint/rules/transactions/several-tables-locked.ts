import { keyOf } from "../../../schema/index.ts";
import type { Action, Statement } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { SectionContext } from "../../context.ts";
import {
  byRelation,
  exclusiveLocks,
  exclusiveLocksHeld,
  isNewTable,
  placeOfStatement,
} from "./exclusive-locks.ts";

export default defineRule({
  name: "several-tables-locked",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A transaction that locks several tables which are in use",
  why: `The first table stays locked while the migration waits for the second. A session of the application that has used them in the other
order waits for the first: PostgreSQL ends one of the two with a deadlock error (measured: 40P01). And the waits add up.`,
  instead: `Change one table a migration, so that each has a transaction of its own. Where it must be one transaction, take the locks in the order in which the
application uses the tables, and all at once:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders, invoices IN ACCESS EXCLUSIVE MODE;
\`\`\``,
  exempt: `A single statement that needs both, such as a foreign key; a LOCK TABLE that has taken all of them; new, temporary and small
tables, and the tables that foreign keys of new tables lead to; views and sequences; RENAME, by which tables are swapped; sections that run statement by statement. It speaks once a transaction.`,
  check: {
    statement(context) {
      const { transaction, ownLocks, section } = context;
      if (!transaction.isBlock || ownLocks.length === 0 || told.has(section)) return;
      if (!isOfTables(context.statement) || context.statement.actions.every(isSwap)) return;
      const held = byRelation(
        exclusiveLocksHeld(context).filter(
          ({ statement }) => isOfTables(statement) && !statement.actions.every(isNewTable),
        ),
      );
      const taken = [...byRelation(exclusiveLocks(context)).values()];
      const [first] = held.values();
      const second = taken.find(({ relation }) => !held.has(keyOf(relation)));
      if (first === undefined || second === undefined) return;
      told.add(section);
      const [one, other] = [context.show(first.relation), context.show(second.relation)];
      context.report({
        message: `A session that uses ${other} before ${one} deadlocks with this: ${one} is locked since ${placeOfStatement(first, context)} by ${first.mode}, ${other} from here by ${second.mode}.`,
        help: "Move it into a migration of its own.",
      });
    },
  },
});

const told = new WeakSet<SectionContext>();

/** Views and sequences are not what sessions meet in another order. */
function isOfTables({ command }: Statement): boolean {
  return !/VIEW|MATERIALIZED|SEQUENCE/.test(command);
}

/** A table that takes over the name of another has to do it in the same transaction. */
function isSwap(action: Action): boolean {
  return action.kind === "rename" && action.part === undefined;
}
