import {
  countedBy,
  plainColumns,
  readsColumn,
  type Constraint,
  type Origin,
  type Relation,
  type Schema,
} from "../../schema/index.ts";
import {
  isRelationKind,
  isTypeKind,
  type Action,
  type ActionOf,
  type Expression,
  type ObjectName,
  type RelationName,
} from "../../sql/statement/index.ts";
import type { StatementContext } from "../context.ts";

/** Something that stands in the way of a DROP, or goes with it. */
export interface Dependent {
  /** For messages: `the foreign key orders_user_id_fkey of orders`. */
  readonly what: string;
  /** The relation that it is on, or is; to be read only, and known by its id. Absent where it is on none. */
  readonly relation?: Relation;
  /** What made it; of a trigger, what made its table, as no more is known. */
  readonly origin: Origin;
  /** Of a generated column: its name. */
  readonly column?: string;
}

/** What depends on the thing that an action drops, as far as the migrations show; of a schema what is in it. */
export function dependentsOf(action: Action, context: StatementContext): Dependent[] {
  switch (action.kind) {
    case "drop-column":
      return [...ofColumn(action, context), ...onColumn(action, context)];
    case "drop-constraint":
      return ofConstraint(action, context);
    case "drop":
      return ofObject(action, context);
    default:
      return [];
  }
}

function ofObject({ objectKind, object }: ActionOf<"drop">, context: StatementContext) {
  if (objectKind === "SEQUENCE") return defaultsOf(object, context);
  if (isRelationKind(objectKind)) return ofRelation(object, context);
  if (isTypeKind(objectKind))
    return [...columnsOfType(object, context), ...othersOfType(object, context)];
  if (objectKind === "FUNCTION")
    return [...triggersCalling(object, context), ...computedBy(object, context)];
  if (objectKind === "COLLATION") return columnsOfCollation(object, context);
  return objectKind === "SCHEMA" ? objectsIn(object.name, context) : [];
}

/** Of what belongs to a column the server says the same, in other words. */
function defaultsOf(name: ObjectName, context: StatementContext): Dependent[] {
  return countedBy(name, context.schema).map(({ table, column }) =>
    on(table, "default of", column, context),
  );
}

/** All that is known to be in a schema. */
function objectsIn(name: string, context: StatementContext): Dependent[] {
  const isIn = ({ schema }: { readonly schema: string }) => schema === name;
  const { types, routines } = context.schema;
  return [
    ...relationsOf(context)
      .filter(isIn)
      .map((relation) => itself(relation, context)),
    ...[...types.view().values()]
      .filter(isIn)
      .map((one) => ({ what: `the type ${context.show(one)}`, origin: one.origin })),
    ...[...routines.values()]
      .flat()
      .filter(isIn)
      .map((one) => ({ what: `the function ${context.show(one)}`, origin: one.origin })),
  ];
}

/** Views that read a column, and foreign keys that lead to it. */
function ofColumn(
  { relation: name, column }: ActionOf<"drop-column">,
  context: StatementContext,
): Dependent[] {
  const relation = context.relation(name);
  if (relation === undefined) return [];
  const added = relation.columns.get(column)?.origin.transaction ?? 0;
  return [
    ...context.schema
      .viewsOver(relation)
      .filter(({ origin }) => origin.transaction >= added)
      .filter((view) => readsColumn(view, relation, column, context.schema))
      .map((view) => itself(view, context)),
    ...foreignKeysTo(relation, context, (columns) => columns.includes(column)),
  ];
}

/** Views that read a relation, and foreign keys that lead to it. */
function ofRelation(name: RelationName, context: StatementContext): Dependent[] {
  const relation = context.relation(name);
  if (relation === undefined) return [];
  return [
    ...context.schema.viewsOver(relation).map((view) => itself(view, context)),
    ...foreignKeysTo(relation, context, () => true),
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
  const constraint = table?.constraints.get(name);
  if (table === undefined || !isKey(constraint)) return [];
  const { columns } = constraint;
  const like = [...table.indexes.values()].filter(
    (index) => index.unique && plainColumns(index).join() === columns.join(),
  );
  return like.length > 1
    ? []
    : foreignKeysTo(table, context, (met) => met.join() === columns.join());
}

function isKey(constraint: Constraint | undefined): constraint is Constraint {
  return constraint?.kind === "primary-key" || constraint?.kind === "unique";
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

/** Columns that are written with it; the names that PostgreSQL has of its own are nobody's to drop. */
function columnsOfCollation({ name }: ObjectName, context: StatementContext): Dependent[] {
  return relationsOf(context).flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.collation === name)
      .map((column) => on(relation, "column", column, context)),
  );
}

/** Functions that take or return a type, and domains over it. */
function othersOfType(name: RelationName, context: StatementContext): Dependent[] {
  const { schema } = context;
  const type = schema.type(name);
  if (type === undefined) return [];
  const is = (written: string | undefined) =>
    written !== undefined && written.replace(/\[\]$/, "") === type.name;
  const routines = [...schema.routines.values()]
    .flat()
    .filter((one) => is(one.returns) || one.arguments.some((argument) => is(argument.type)))
    .map((one) => ({ what: `the function ${context.show(one)}`, origin: one.origin }));
  const domains = [...schema.types.view().values()]
    .filter(({ base }) => base !== undefined && schema.type(base) === type)
    .map((one) => ({ what: `the domain ${context.show(one)}`, origin: one.origin }));
  return [...routines, ...domains];
}

/** Generated columns that are made of a column, policies and triggers that name it. */
function onColumn(
  { relation, column }: ActionOf<"drop-column">,
  context: StatementContext,
): Dependent[] {
  const table = context.relation(relation);
  if (table === undefined) return [];
  const { origin } = table;
  return [
    ...[...table.columns.values()]
      .filter((one) => one.generated && one.madeOf?.includes(column))
      .map((one) => ({ ...on(table, "generated column", one, context), column: one.name })),
    ...[...table.policies]
      .filter(([, { columns }]) => columns.includes(column))
      .map(([name]) => on(table, "policy", { name, origin }, context)),
    ...[...table.triggers.values()]
      .filter(({ columns }) => columns.includes(column))
      .map(({ name }) => on(table, "trigger", { name, origin }, context)),
  ];
}

/** Views, defaults, indexes and conditions that call a function; only where one function has the name. */
function computedBy({ name }: ObjectName, context: StatementContext): Dependent[] {
  if (!isOnlyOne(name, context)) return [];
  const calls = (one: Expression | undefined) =>
    one?.functions.some((called) => called.name === name);
  return relationsOf(context).flatMap((table) => [
    ...(table.reads?.functions.includes(name) ? [itself(table, context)] : []),
    ...[...table.policies]
      .filter(([, { functions }]) => functions.includes(name))
      .map(([policy]) => on(table, "policy", { name: policy, origin: table.origin }, context)),
    ...[...table.columns.values()]
      .filter((column) => calls(column.default))
      .map((column) => on(table, "default of", column, context)),
    ...[...table.indexes.values()]
      .filter(
        ({ columns, where }) => calls(where) || columns.some(({ expression }) => calls(expression)),
      )
      .map((index) => on(table, "index", index, context)),
    ...[...table.constraints.values()]
      .filter(({ expression }) => calls(expression))
      .map((constraint) => on(table, "constraint", constraint, context)),
  ]);
}

function isOnlyOne(name: string, { schema }: StatementContext): boolean {
  return [...schema.routines.values()].flat().filter((one) => one.name === name).length === 1;
}

/** Only where one function has the name: triggers do not give its schema. */
function triggersCalling({ name }: ObjectName, context: StatementContext): Dependent[] {
  if (!isOnlyOne(name, context)) return [];
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
