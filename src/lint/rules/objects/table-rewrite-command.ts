import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "table-rewrite-command",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "VACUUM FULL, CLUSTER, SET LOGGED, SET UNLOGGED, SET TABLESPACE or SET ACCESS METHOD",
  why: `Each of them writes the whole table, or copies its files, under ACCESS EXCLUSIVE: nobody can read or write it until that is done, and on a
large table that is minutes to hours. SET LOGGED also writes the table to the WAL; an unlogged table is empty after a crash, and on
replicas always. SET TABLESPACE and SET ACCESS METHOD do nothing where the table has that one already.`,
  instead: `Rewrite the table outside of migrations with pg_repack or pg_squeeze, which hold ACCESS EXCLUSIVE only for moments at
the beginning and at the end; on PostgreSQL 19 with REPACK (CONCURRENTLY). To win back space that a later INSERT may use, a plain
VACUUM is enough: reads and writes go on. Choose persistence, tablespace and access method in CREATE TABLE.`,
  exempt: `A table that the same transaction creates; a temporary table; a table that is known to be small; a partitioned table,
which has no rows of its own; what was seen to rewrite nothing.`,
  kinds: ["vacuum", "cluster", "set-logged", "set-tablespace", "set-access-method"],
  check: {
    action(action, context) {
      const rewrite = rewriteOf(action);
      if (rewrite === undefined) return;
      const { relation, command } = rewrite;
      if (relation !== undefined && !isAtStake(relation, action, context)) return;
      const end = context.transaction.isBlock ? "the transaction ends" : "it is done";
      const after = command === "SET UNLOGGED" ? " After a crash the table is empty." : "";
      context.report({
        message: `Nobody can read or write ${tableOf(relation, context)} until ${end}: ${command} ${wordsFor(command, relation, context)} under ACCESS EXCLUSIVE.${after}`,
        help: helps[command] ?? "Run pg_repack or pg_squeeze instead, outside of migrations.",
      });
    },
  },
});

const helps: Readonly<Record<string, string>> = {
  "SET LOGGED": "Make the table LOGGED when it is created, or run it while nobody uses the table.",
  "SET UNLOGGED":
    "Make the table UNLOGGED when it is created, or run it while nobody uses the table.",
  "SET TABLESPACE": "Run pg_repack with --tablespace instead, outside of migrations.",
  "SET ACCESS METHOD":
    "Create a new table with the access method, and copy the rows over in batches.",
};

function tableOf(relation: RelationName | undefined, context: StatementContext): string {
  if (relation === undefined) return "one table after the other";
  const index = context.schema.index(relation);
  return context.show(index === undefined ? relation : index.table);
}

function wordsFor(
  command: string,
  relation: RelationName | undefined,
  { schema }: StatementContext,
): string {
  const index = relation && schema.index(relation);
  const verb = command === "SET TABLESPACE" ? "copies" : "rewrites";
  return `${verb} ${index === undefined ? "it" : `its index ${index.index.name}`}`;
}

function rewriteOf(action: Action): { command: string; relation?: RelationName } | undefined {
  switch (action.kind) {
    case "vacuum":
      return action.full ? { command: "VACUUM FULL", ...first(action.relations) } : undefined;
    case "cluster":
      return { command: "CLUSTER", ...(action.relation && { relation: action.relation }) };
    case "set-logged":
      return {
        command: action.logged ? "SET LOGGED" : "SET UNLOGGED",
        relation: action.relation,
      };
    case "set-tablespace":
      return { command: "SET TABLESPACE", relation: action.relation };
    case "set-access-method":
      return { command: "SET ACCESS METHOD", relation: action.relation };
    default:
      return undefined;
  }
}

function first([relation]: readonly RelationName[]): { relation?: RelationName } {
  return relation ? { relation } : {};
}

function isAtStake(relation: RelationName, action: Action, context: StatementContext): boolean {
  const { schema, observed } = context;
  const table = schema.relation(relation) ?? schema.index(relation)?.table ?? relation;
  if (!context.inUse(table)) return false;
  if (action.kind === "vacuum" || action.kind === "cluster") return true;
  if ("partitionBy" in table && table.partitionBy !== undefined) return false;
  const isRefuted = observed?.source === "observed" && observed.rewrites.length === 0;
  return action.kind === "set-tablespace" || !isRefuted;
}
