import type { Node } from "@pgsql/types";
import { alterations } from "./alter.ts";
import { creations } from "./create.ts";
import { removals } from "./drop.ts";
import { always, type Effect, type Kind, type Readers } from "./effect.ts";
import { rows } from "./rows.ts";

export type { Effect, Guard } from "./effect.ts";
export type { Thing } from "./thing.ts";

/** What a statement does, as far as running it once more is concerned. */
export function effectsOf(tree: Node): readonly Effect[] {
  const [[kind, node]] = Object.entries(tree) as [[Kind, never]];
  if (repeatable.has(kind)) return always;
  return readers[kind]?.(node) ?? [{ guard: "unknown" }];
}

const readers: Readers = { ...creations, ...removals, ...alterations, ...rows };

/** Statements that set a value no matter what it was before; and those that change nothing. */
const repeatable: ReadonlySet<Kind> = new Set<Kind>([
  "AlterCollationStmt",
  "AlterDatabaseRefreshCollStmt",
  "AlterDatabaseSetStmt",
  "AlterDatabaseStmt",
  "AlterDefaultPrivilegesStmt",
  "AlterEventTrigStmt",
  "AlterExtensionStmt",
  "AlterFunctionStmt",
  "AlterObjectDependsStmt",
  "AlterOperatorStmt",
  "AlterOwnerStmt",
  "AlterPolicyStmt",
  "AlterRoleSetStmt",
  "AlterRoleStmt",
  "AlterSeqStmt",
  "AlterStatsStmt",
  "AlterSystemStmt",
  "AlterTableMoveAllStmt",
  "AlterTableSpaceOptionsStmt",
  "AlterTSDictionaryStmt",
  "AlterTypeStmt",
  "CheckPointStmt",
  "ClusterStmt",
  "CommentStmt",
  "ConstraintsSetStmt",
  "DiscardStmt",
  "DropOwnedStmt",
  "ExplainStmt",
  "GrantRoleStmt",
  "GrantStmt",
  "ListenStmt",
  "LoadStmt",
  "LockStmt",
  "NotifyStmt",
  "ReassignOwnedStmt",
  "RefreshMatViewStmt",
  "ReindexStmt",
  "SecLabelStmt",
  "TransactionStmt",
  "UnlistenStmt",
  "VacuumStmt",
  "VariableSetStmt",
  "VariableShowStmt",
]);
