import type { Node, TransactionStmt } from "@pgsql/types";
import { transactionControl } from "../text/index.ts";
import { writesOf, type RelationName, type Writes } from "./written-relations.ts";

export type { RelationName };

/** What others must know of a statement; everything else about it stays in this folder. */
export interface StatementFacts extends Writes {
  /** Why PostgreSQL refuses the statement inside a transaction block; absent where it does not. */
  readonly outsideTransaction?: string;
  /** A value that the statement adds to an enum type. */
  readonly addsEnumValue?: { readonly type: string; readonly value: string };
  /** The enum type that the statement creates. */
  readonly createsEnum?: string;
  /** The index that the statement builds concurrently; a failed build leaves it behind, invalid. */
  readonly buildsConcurrently?: RelationName;
  /** Constraints that it adds NOT VALID, by their tables: `shop.orders orders_total_check`. */
  readonly addsNotValid?: readonly string[];
  /** Constraints that it validates, in the same spelling. */
  readonly validates?: readonly string[];
  /** Whether the statement can change settings or the role, for the transaction or the session. */
  readonly changesSession?: true;
  /** Whether it does nothing else, so that a new session needs it again. */
  readonly onlySets?: true;
}

/**
 * Facts of one statement from its syntax tree.
 * @param offset where the statement stands, for errors
 * @throws SqlTextError for transaction control, which belongs to the tool
 */
export function factsOf(tree: Node, offset: number): StatementFacts {
  const [[kind, node]] = Object.entries(tree) as [[string, Record<string, unknown>]];
  if (kind === "TransactionStmt") refuseTransactionControl(node as TransactionStmt, offset);
  const reason = outsideTransaction(kind, node);
  return {
    ...(reason !== undefined && { outsideTransaction: reason }),
    ...special[kind]?.(node),
    ...writesOf(kind, node),
  };
}

const allowedInTransaction = /SAVEPOINT|RELEASE|ROLLBACK_TO/;

function refuseTransactionControl({ kind }: TransactionStmt, offset: number): void {
  if (allowedInTransaction.test(kind!)) return;
  throw transactionControl(kind!.replace("TRANS_STMT_", "").replaceAll("_", " "), offset);
}

type Reader = (node: Record<string, any>) => StatementFacts;

const special: Record<string, Reader> = {
  AlterTableStmt: constraintFacts,
  AlterEnumStmt: ({ typeName, newVal, oldVal }) =>
    newVal !== undefined && oldVal === undefined
      ? { addsEnumValue: { type: dotted(typeName), value: newVal } }
      : {},
  CreateEnumStmt: ({ typeName }) => ({ createsEnum: dotted(typeName) }),
  IndexStmt: ({ concurrent, idxname, relation }) =>
    concurrent && idxname
      ? { buildsConcurrently: relationName(relation?.schemaname, idxname) }
      : {},
  VariableSetStmt: () => ({ changesSession: true, onlySets: true }),
  SelectStmt: (node) =>
    JSON.stringify(node).includes('"set_config"')
      ? { changesSession: true, ...(node["fromClause"] === undefined && { onlySets: true }) }
      : {},
  DoStmt: (node) =>
    /\bset(_config)?\b/i.test(JSON.stringify(node)) ? { changesSession: true } : {},
  CallStmt: () => ({ changesSession: true }),
  DiscardStmt: () => ({ changesSession: true }),
};

function constraintFacts({ relation, cmds }: Record<string, any>): StatementFacts {
  const commands = (cmds ?? []).map(({ AlterTableCmd }: any) => AlterTableCmd);
  const table = [relation?.schemaname, relation?.relname].filter(Boolean).join(".");
  const added = commands.flatMap(({ def }: any) =>
    def?.Constraint?.skip_validation && def.Constraint.conname ? [def.Constraint.conname] : [],
  );
  const validated = commands.flatMap(({ subtype, name }: any) =>
    subtype === "AT_ValidateConstraint" ? [name] : [],
  );
  const onTable = (names: string[]) => names.map((name) => `${table} ${name}`);
  return {
    ...(added.length > 0 && { addsNotValid: onTable(added) }),
    ...(validated.length > 0 && { validates: onTable(validated) }),
  };
}

function dotted(parts: { String: { sval: string } }[]): string {
  return parts.map((part) => part.String.sval).join(".");
}

function relationName(schema: string | undefined, name: string): RelationName {
  return schema === undefined ? { name } : { schema, name };
}

const never: Record<string, string> = {
  CreatedbStmt: "CREATE DATABASE",
  DropdbStmt: "DROP DATABASE",
  CreateTableSpaceStmt: "CREATE TABLESPACE",
  DropTableSpaceStmt: "DROP TABLESPACE",
  AlterSystemStmt: "ALTER SYSTEM",
  CreateSubscriptionStmt: "CREATE SUBSCRIPTION",
  DropSubscriptionStmt: "DROP SUBSCRIPTION",
};

/**
 * Commands that raise 25001 inside a transaction block.
 * Source: PostgreSQL manual, Reference I; each command's page says "cannot be executed inside a transaction block".
 */
function outsideTransaction(kind: string, node: Record<string, any>): string | undefined {
  switch (kind) {
    case "IndexStmt":
      return node["concurrent"] ? "CREATE INDEX CONCURRENTLY" : undefined;
    case "DropStmt":
      return node["concurrent"] ? "DROP INDEX CONCURRENTLY" : undefined;
    case "ReindexStmt":
      return reindex(node);
    case "VacuumStmt":
      return node["is_vacuumcmd"] ? "VACUUM" : undefined;
    case "ClusterStmt":
      return node["relation"] ? undefined : "CLUSTER of all tables";
    case "AlterTableStmt":
      return detachesConcurrently(node) ? "DETACH PARTITION CONCURRENTLY" : undefined;
    case "AlterDatabaseStmt":
      return hasOption(node, "tablespace") ? "ALTER DATABASE … SET TABLESPACE" : undefined;
    case "AlterSubscriptionStmt":
      return alterSubscription(node);
    case "DiscardStmt":
      return node["target"] === undefined || node["target"] === "DISCARD_ALL"
        ? "DISCARD ALL"
        : undefined;
    default:
      return never[kind];
  }
}

function hasOption(node: Record<string, any>, name: string): boolean {
  return node["options"]?.some((option: any) => option.DefElem.defname === name) ?? false;
}

function alterSubscription(node: Record<string, any>): string | undefined {
  if (/REFRESH|PUBLICATION/.test(node["kind"])) return "ALTER SUBSCRIPTION with a refresh";
  const option = ["failover", "two_phase"].find((name) => hasOption(node, name));
  return option && `ALTER SUBSCRIPTION … SET (${option})`;
}

function reindex(node: Record<string, any>): string | undefined {
  const concurrently = node["params"]?.some(
    (param: any) => param.DefElem.defname === "concurrently",
  );
  if (concurrently) return "REINDEX CONCURRENTLY";
  return /SCHEMA|SYSTEM|DATABASE/.test(node["kind"])
    ? "REINDEX of a whole schema or database"
    : undefined;
}

function detachesConcurrently(node: Record<string, any>): boolean {
  return node["cmds"]?.some((command: any) => command.AlterTableCmd?.def?.PartitionCmd?.concurrent);
}
