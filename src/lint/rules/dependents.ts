import type { Origin, Relation, Schema } from "../../schema/index.ts";
import {
  isRelationKind,
  isTypeKind,
  type Action,
  type ActionOf,
  type ObjectName,
  type RelationName,
} from "../../sql/statement/index.ts";
import type { StatementContext } from "../context.ts";

/** Something that stands in the way of a DROP, or goes with it. */
export interface Dependent {
  /** For messages: `the foreign key orders_user_id_fkey of orders`. */
  readonly what: string;
  /** The relation that it is on, or is; to be read only, and known by its id. */
  readonly relation: Relation;
  /** What made it; of a trigger, what made its table, as no more is known. */
  readonly origin: Origin;
}

/** What depends on the thing that an action drops, as far as the migrations show; of a schema what is in it. */
export function dependentsOf(action: Action, context: StatementContext): Dependent[] {
  switch (action.kind) {
    case "drop-column":
      return ofRelation(action.relation, context, (columns) => columns.includes(action.column));
    case "drop-constraint":
      return ofConstraint(action, context);
    case "drop":
      return ofObject(action, context);
    default:
      return [];
  }
}

function ofObject({ objectKind, object }: ActionOf<"drop">, context: StatementContext) {
  if (isRelationKind(objectKind)) return ofRelation(object, context, () => true);
  if (isTypeKind(objectKind)) return columnsOfType(object, context);
  if (objectKind === "FUNCTION") return triggersCalling(object, context);
  return objectKind === "SCHEMA" ? relationsIn(object.name, context) : [];
}

function relationsIn(name: string, context: StatementContext): Dependent[] {
  return relationsOf(context)
    .filter(({ schema }) => schema === name)
    .map((relation) => itself(relation, context));
}

/** Views that read a relation, and foreign keys that lead to it. */
function ofRelation(
  name: RelationName,
  context: StatementContext,
  isMet: (columns: readonly string[]) => boolean,
): Dependent[] {
  const relation = context.relation(name);
  if (relation === undefined) return [];
  const views = context.schema.viewsOver(relation).filter(({ reads }) => isMet(reads!.columns));
  return [
    ...views.map((view) => itself(view, context)),
    ...foreignKeysTo(relation, context, isMet),
  ];
}

/** What a partition has from the partitioned table is named there. */
function foreignKeysTo(
  relation: Relation,
  context: StatementContext,
  isMet: (columns: readonly string[]) => boolean,
): Dependent[] {
  const primary = [...relation.constraints.values()].find(({ kind }) => kind === "primary-key");
  return context.schema
    .referencing(relation)
    .filter(({ table }) => table !== relation)
    .filter(({ table, constraint }) => !table.parent?.constraints.has(constraint.name))
    .filter(({ constraint: { references } }) =>
      isMet(references!.columns.length > 0 ? references!.columns : (primary?.columns ?? [])),
    )
    .map(({ table, constraint }) => on(table, "foreign key", constraint, context));
}

function ofConstraint(
  { relation, name }: ActionOf<"drop-constraint">,
  context: StatementContext,
): Dependent[] {
  const table = context.relation(relation);
  const columns = table?.constraints.get(name)?.columns;
  if (table === undefined || columns === undefined) return [];
  return foreignKeysTo(table, context, (met) => met.join() === columns.join());
}

function columnsOfType(name: RelationName, context: StatementContext): Dependent[] {
  const type = context.schema.type(name);
  if (type === undefined) return [];
  return relationsOf(context).flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.type?.name === type.name)
      .filter((column) => context.schema.type(column.type!) === type)
      .map((column) => on(relation, "column", column, context)),
  );
}

/** Only where one function has the name: triggers do not give its schema. */
function triggersCalling({ name }: ObjectName, context: StatementContext): Dependent[] {
  const known = [...context.schema.routines.values()].flat().filter((one) => one.name === name);
  if (known.length !== 1) return [];
  return relationsOf(context).flatMap((relation) =>
    [...relation.triggers.values()]
      .filter((trigger) => trigger.function === name)
      .map((trigger) =>
        on(relation, "trigger", { name: trigger.name, origin: relation.origin }, context),
      ),
  );
}

function relationsOf({ schema }: { readonly schema: Schema }): Relation[] {
  return [...schema.relations.view().values()];
}

function itself(relation: Relation, context: StatementContext): Dependent {
  const what = `the ${relation.kind} ${context.show(relation)}`;
  return { what, relation, origin: relation.origin };
}

function on(
  relation: Relation,
  kind: string,
  { name, origin }: { readonly name: string; readonly origin: Origin },
  context: StatementContext,
): Dependent {
  return { what: `the ${kind} ${name} of ${context.show(relation)}`, relation, origin };
}
