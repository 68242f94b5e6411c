import { isSerial, type Action, type RelationName } from "../../../sql/statement/index.ts";
import type { Schema } from "../../../schema/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { distributedTable, schemaBefore } from "./distributed.ts";

export default defineRule({
  name: "refused-on-distributed-table",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A statement that Citus refuses on distributed and reference tables",
  why: `Citus passes on what it can do on all nodes and refuses the rest. Measured on 12.1, on distributed and reference tables: triggers, unless
citus.enable_unsafe_triggers is on; and on these and local tables in its metadata ADD COLUMN of a serial type or an identity; ADD COLUMN with a CHECK that has no name; ADD COLUMN with a constraint beside other
commands; ADD GENERATED … AS IDENTITY; RENAME CONSTRAINT; INHERIT; SET TABLESPACE; CLUSTER ON; SET STATISTICS and SET STORAGE; DETACH PARTITION … CONCURRENTLY. And it refuses to distribute a table that has triggers, is temporary, or is distributed already.`,
  instead: `Add the column, its sequence and its constraint each by a statement of its own, each with a name:

\`\`\`sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS quantity int;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_quantity_check;
ALTER TABLE orders ADD CONSTRAINT orders_quantity_check CHECK (quantity > 0) NOT VALID;
\`\`\``,
  exempt:
    "Tables of which no migration says that they are distributed; triggers where the migration sets citus.enable_unsafe_triggers.",
  check: {
    action(action, context) {
      const [table, refused] = refusedIn(action, context) ?? [];
      if (table === undefined || refused === undefined) return;
      context.report({
        message: `Citus refuses ${refused.what}${refused.isOfTable === false ? "" : ` ${context.show(table)}, which is ${keptAs(table, action, context)}`}.`,
        help: refused.help,
      });
    },
  },
});

interface Refused {
  /** In words that the table's name follows. */
  readonly what: string;
  readonly help: string;
  /** False where the sentence says all by itself. */
  readonly isOfTable?: false;
}

function keptAs(table: RelationName, action: Action, context: StatementContext): string {
  const as = distributedTable(table, schemaBefore(action, context))?.distribution.as;
  if (as === "managed-local") return "in the metadata of Citus";
  return as === "reference" ? "a reference table" : "distributed";
}

function refusedIn(
  action: Action,
  context: StatementContext,
): readonly [RelationName, Refused] | undefined {
  if (action.kind === "distribute-table")
    return ofDistribution(action, schemaBefore(action, context), context);
  const table = tableOf(action);
  const refused = table && refusedOn(action, context);
  const kept = refused && distributedTable(table, schemaBefore(action, context));
  if (kept === undefined || refused === undefined) return undefined;
  const isFree = refused === trigger && kept.distribution.as === "managed-local";
  return isFree ? undefined : [table!, refused];
}

function tableOf(action: Action): RelationName | undefined {
  if (action.kind === "inherit") return action.parent;
  if (action.kind === "rename") return action.object;
  return "relation" in action ? action.relation : undefined;
}

const trigger: Refused = {
  what: "triggers on",
  help: "Leave it to the application, or SET citus.enable_unsafe_triggers TO on where the trigger touches only rows of its own shard.",
};

function refusedOn(action: Action, context: StatementContext): Refused | undefined {
  switch (action.kind) {
    case "create-trigger":
    case "trigger-state":
      return context.settings.isOn("citus.enable_unsafe_triggers") ? undefined : trigger;
    case "add-column":
      return ofColumn(action, context);
    case "add-identity":
      return {
        what: "ADD GENERATED … AS IDENTITY on",
        help: "Give the identity to the column before the table is distributed.",
      };
    case "rename":
      return action.objectKind === "CONSTRAINT"
        ? {
            what: "RENAME CONSTRAINT on",
            help: "Leave the name, or drop the constraint and add it under the other name.",
          }
        : undefined;
    case "inherit":
      return {
        what: "inheritance from",
        help: "Use partitions: a partitioned table can be distributed.",
      };
    case "set-tablespace":
      return other("SET TABLESPACE");
    case "cluster-on":
      return other("CLUSTER ON");
    case "set-column-options":
      return action.what === "statistics" || action.what === "storage"
        ? other(`SET ${action.what.toUpperCase()}`)
        : undefined;
    case "detach-partition":
      return action.concurrently
        ? {
            what: "DETACH PARTITION … CONCURRENTLY of",
            help: "Write DETACH PARTITION, with a lock_timeout before it.",
          }
        : undefined;
    default:
      return undefined;
  }
}

function other(command: string): Refused {
  return { what: `${command} on`, help: "Leave it out: Citus passes on no such command." };
}

function ofColumn(
  action: Extract<Action, { kind: "add-column" }>,
  { statement }: StatementContext,
): Refused | undefined {
  const { type, identity, constraints } = action.column;
  if (identity || (type && isSerial(type)))
    return {
      what: `ADD COLUMN with ${identity ? "an identity" : "a serial type"} on`,
      help: "Create a sequence, add the column without a default, and set nextval as its default.",
    };
  const own = constraints.filter(({ kind }) => kind !== "not-null");
  const isUnnamed = own.some(({ kind, name }) => kind === "check" && name === undefined);
  if (!isUnnamed && (own.length === 0 || statement.actions.length === 1)) return undefined;
  return {
    what: isUnnamed
      ? "ADD COLUMN with a CHECK without a name on"
      : "ADD COLUMN with a constraint beside other commands on",
    help: "Add the column, and then the constraint by a statement of its own, with a name.",
  };
}

function ofDistribution(
  { relation, as }: Extract<Action, { kind: "distribute-table" }>,
  schema: Schema,
  context: StatementContext,
): readonly [RelationName, Refused] | undefined {
  const table = schema.relation(relation);
  if (table === undefined) return undefined;
  const name = context.show(relation);
  const refused = (reason: string, help: string) =>
    [relation, { what: `to distribute ${name}: ${reason}`, help, isOfTable: false }] as const;
  if (table.temporary) return refused("it is a temporary table", "Create it as an ordinary table.");
  const isUnsafe = context.settings.isOn("citus.enable_unsafe_triggers");
  if (table.triggers.size > 0 && as !== "managed-local" && !isUnsafe)
    return refused(
      "it has triggers",
      "Drop them before, and leave what they do to the application.",
    );
  return undefined;
}
