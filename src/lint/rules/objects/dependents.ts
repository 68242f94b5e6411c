import { isRelationKind, type Action, type RelationName } from "../../../sql/statement/index.ts";
import type { Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";

/** What is known to depend on the thing that an action drops, in words. */
export function dependentsInWords(action: Action, context: StatementContext): string[] {
  const { schema } = context;
  switch (action.kind) {
    case "drop-column":
      return ofRelation(action.relation, context, (columns) => columns.includes(action.column));
    case "drop-constraint":
      return ofConstraint(action, context);
    case "drop":
      if (isRelationKind(action.objectKind)) return ofRelation(action.object, context, () => true);
      if (action.objectKind === "SCHEMA")
        return [...schema.relations.values()]
          .filter((relation) => relation.schema === action.object.name)
          .map((relation) => `the ${relation.kind} ${context.show(relation)}`);
      return /^(?:TYPE|DOMAIN)$/.test(action.objectKind) ? ofType(action.object, context) : [];
    default:
      return [];
  }
}

/** Views that read a relation, and foreign keys that lead to it. */
function ofRelation(
  name: RelationName,
  context: StatementContext,
  isMet: (columns: readonly string[]) => boolean,
): string[] {
  const relation = context.relation(name);
  if (relation === undefined) return [];
  const views = context.schema.viewsOver(relation).filter(({ reads }) => isMet(reads!.columns));
  return [
    ...views.map((view) => `the ${view.kind} ${context.show(view)}`),
    ...foreignKeysTo(relation, context, isMet),
  ];
}

function foreignKeysTo(
  relation: Relation,
  context: StatementContext,
  isMet: (columns: readonly string[]) => boolean,
): string[] {
  const primary = [...relation.constraints.values()].find(({ kind }) => kind === "primary-key");
  return context.schema
    .referencing(relation)
    .filter(({ table }) => table !== relation)
    .filter(({ constraint: { references } }) =>
      isMet(references!.columns.length > 0 ? references!.columns : (primary?.columns ?? [])),
    )
    .map(({ table, constraint }) => `the foreign key ${constraint.name} of ${context.show(table)}`);
}

function ofConstraint(
  { relation, name }: { readonly relation: RelationName; readonly name: string },
  context: StatementContext,
): string[] {
  const table = context.relation(relation);
  const columns = table?.constraints.get(name)?.columns;
  if (table === undefined || columns === undefined) return [];
  return foreignKeysTo(table, context, (met) => met.join() === columns.join());
}

function ofType(name: RelationName, context: StatementContext): string[] {
  const type = context.schema.type(name);
  if (type === undefined) return [];
  return [...context.schema.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.type && context.schema.type(column.type) === type)
      .map((column) => `the column ${column.name} of ${context.show(relation)}`),
  );
}
