import type { Node } from "@pgsql/types";
import { objectTemplates } from "./object-templates.ts";
import { tableTemplates } from "./table-templates.ts";

/** Every kind of statement that PostgreSQL's grammar has, by the parser's word for it. */
export type StatementKind = Extract<
  Node extends infer One ? (One extends One ? keyof One : never) : never,
  `${string}Stmt`
>;

/** Kinds that stand inside of others, or that only analysis or PL/pgSQL's own mode of the parser makes. */
type Inner = "RawStmt" | "SetOperationStmt" | "ReturnStmt" | "PLAssignStmt" | "ReplicaIdentityStmt";

/** Statements of each kind. */
export const templates: Readonly<Record<Exclude<StatementKind, Inner>, readonly string[]>> = {
  ...tableTemplates,
  ...objectTemplates,
};
