import type { FullName } from "../../../schema/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import type { Transaction } from "../../transaction.ts";
import {
  byRelation,
  exclusiveLocks,
  exclusiveLocksHeld,
  isNewTable,
  lineOf,
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
  exempt: `A single statement that needs both, such as a foreign key; a LOCK TABLE that has taken all of them; new, temporary and small tables, and the tables that foreign
keys of new tables lead to; sections that run statement by statement. It speaks once a transaction.`,
  check: {
    statement(context) {
      if (!context.transaction.isBlock || told.has(context.transaction)) return;
      const held = byRelation(
        exclusiveLocksHeld(context).filter(({ statement }) => !statement.actions.every(isNewTable)),
      );
      const [first] = held.values();
      const more = [...byRelation(exclusiveLocks(context))].filter(([key]) => !held.has(key));
      const [second] = more.map(([, lock]) => lock).filter(isTable(context));
      if (first === undefined || second === undefined || !isTable(context)(first)) return;
      told.add(context.transaction);
      const [one, other] = [context.show(first.relation), context.show(second.relation)];
      context.report({
        message: `This takes ${second.mode} on ${other} while the transaction holds ${first.mode} on ${one} since line ${lineOf(first.statement, context)}: a session that uses both in the other order deadlocks with it.`,
        help: "Give each table a migration of its own.",
      });
    },
  },
});

const told = new WeakSet<Transaction>();

/** Views and sequences are not what sessions meet in another order. */
function isTable({ schema }: StatementContext) {
  return ({ relation }: { readonly relation: FullName }) =>
    /table|materialized/.test(schema.relation(relation)?.kind ?? "table");
}
