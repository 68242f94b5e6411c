import type { Node } from "@pgsql/types";
import type { RelationName } from "./parts.ts";

export type { RelationName };

/** What a statement says it does to the rows of a relation. */
export interface Write {
  /** A table or view; absent where `schema` or `type` says more than one is meant. */
  readonly relation?: RelationName;
  /** Every table of this schema. */
  readonly schema?: string;
  /** Every column of this type. */
  readonly type?: RelationName;
  /** The columns whose values change. */
  readonly columns?: readonly string[];
  readonly addsRows?: true;
  readonly removesRows?: true;
  /** Whether the relation is made by the statement itself. */
  readonly creates?: true;
  /** Whether the relation may as well be a view, through which tables are written. */
  readonly mayBeView?: true;
}

/** What a statement writes; `anything` where that shows only when it runs, with the words of the statement. */
export interface Writes {
  readonly writes?: readonly Write[];
  readonly writesAnything?: string;
}

/** What a statement writes by its syntax tree, its data-modifying WITH queries included. */
export function writesOf(kind: string, node: Record<string, any>): Writes {
  const written = readers[kind]?.(node) ?? {};
  const inner = (node["withClause"]?.ctes ?? []).map(({ CommonTableExpr }: any) =>
    ofTree(CommonTableExpr.ctequery),
  ) as Writes[];
  return inner.length === 0 ? written : merged([...inner, written]);
}

function ofTree(tree: Node): Writes {
  const [[kind, node]] = Object.entries(tree) as [[string, Record<string, any>]];
  return writesOf(kind, node);
}

function merged(all: readonly Writes[]): Writes {
  const writes = all.flatMap((each) => each.writes ?? []);
  const anything = all.find((each) => each.writesAnything !== undefined)?.writesAnything;
  return {
    ...(writes.length > 0 && { writes }),
    ...(anything !== undefined && { writesAnything: anything }),
  };
}

const readers: Record<string, (node: Record<string, any>) => Writes> = {
  InsertStmt: ({ relation, onConflictClause }) =>
    one({ ...target(relation), addsRows: true, ...columnsSet(onConflictClause?.targetList) }),
  UpdateStmt: ({ relation, targetList }) => one({ ...target(relation), ...columnsSet(targetList) }),
  DeleteStmt: ({ relation }) => one({ ...target(relation), removesRows: true }),
  MergeStmt: merge,
  CopyStmt: ({ relation, is_from }) =>
    is_from ? one({ ...target(relation), addsRows: true }) : {},
  TruncateStmt: ({ relations }) => ({
    writes: relations.map(({ RangeVar }: any) => ({ ...named(RangeVar), removesRows: true })),
  }),
  CreateStmt: ({ relation }) => one({ ...named(relation), addsRows: true, creates: true }),
  CreateTableAsStmt: ({ into }) => one({ ...named(into.rel), addsRows: true, creates: true }),
  DropStmt: drop,
  AlterTableStmt: alterTable,
  AlterEnumStmt: ({ typeName, oldVal }) =>
    oldVal === undefined ? {} : one({ type: fromParts(typeName) }),
  SelectStmt: (node) => calls(node),
  DoStmt: () => ({ writesAnything: "DO" }),
  CallStmt: () => ({ writesAnything: "CALL" }),
  ExecuteStmt: () => ({ writesAnything: "EXECUTE" }),
};

function one(write: Write): Writes {
  return { writes: [write] };
}

function named({ schemaname, relname }: any): { relation: RelationName } {
  return { relation: { ...(schemaname !== undefined && { schema: schemaname }), name: relname } };
}

function target(relation: any): Write {
  return { ...named(relation), mayBeView: true };
}

function fromParts(parts: any[]): RelationName {
  const [name, schema] = parts.map((part) => part.String.sval as string).toReversed();
  return { ...(schema !== undefined && { schema }), name: name! };
}

function columnsSet(targets: any[] | undefined): { columns?: string[] } {
  if (targets === undefined) return {};
  return { columns: targets.map(({ ResTarget }) => ResTarget.name as string) };
}

function merge({ relation, mergeWhenClauses }: Record<string, any>): Writes {
  const clauses = mergeWhenClauses.map((clause: any) => clause.MergeWhenClause);
  const does = (command: string) => clauses.some((clause: any) => clause.commandType === command);
  const updated = clauses
    .filter(({ commandType }: any) => commandType === "CMD_UPDATE")
    .flatMap(({ targetList }: any) => targetList);
  return one({
    ...target(relation),
    ...columnsSet(updated),
    ...(does("CMD_INSERT") && { addsRows: true }),
    ...(does("CMD_DELETE") && { removesRows: true }),
  });
}

function drop({ removeType, objects }: Record<string, any>): Writes {
  if (removeType === "OBJECT_SCHEMA")
    return { writes: objects.map(({ String }: any) => ({ schema: String.sval })) };
  if (!removeType.endsWith("TABLE")) return {};
  const names = objects.map(({ List }: any) => fromParts(List.items));
  return { writes: names.map((relation: RelationName) => ({ relation, removesRows: true })) };
}

const changesValues = /^AT_(AlterColumnType|DropColumn|AddColumn|SetExpression|DropExpression)$/;

/** ALTER TYPE of a composite type has the same tree. */
function alterTable({ relation, cmds, objtype }: Record<string, any>): Writes {
  const changes = cmds
    .map(({ AlterTableCmd }: any) => AlterTableCmd)
    .filter(({ subtype }: any) => changesValues.test(subtype));
  if (objtype === "OBJECT_TYPE") return one({ type: named(relation).relation });
  const columns = changes.map(({ name, def }: any) => name ?? def.ColumnDef.colname);
  return columns.length === 0 ? {} : one({ ...named(relation), columns });
}

/** Functions of PostgreSQL that a SELECT of a migration calls and that write no table. */
const harmless =
  /^(setval|nextval|currval|set_config|current_setting|format|now|version|count|max|min|to_regclass|json\w+|pg_\w+)$/;

/** A function may write what it likes. */
function calls(node: Record<string, any>): Writes {
  const names = JSON.stringify(node).matchAll(/"funcname":\[([^\]]*)\]/g);
  for (const [, parts] of names) {
    const path = Array.from(parts!.matchAll(/"sval":"([^"]*)"/g), ([, part]) => part!);
    if (path[0] !== "pg_catalog" && !harmless.test(path.at(-1)!))
      return { writesAnything: `SELECT ${path.join(".")}()` };
  }
  return {};
}
