import type { FullName, Origin, Relation, Schema } from "../../../schema/index.ts";
import type { Action, ObjectName } from "../../../sql/statement/index.ts";

/** Something that stands in the way of a DROP, or goes with it. */
export interface Dependent {
  /** For messages: `the foreign key orders_user_id_fkey of orders`. */
  readonly what: string;
  /** The relation that it is on, or is. */
  readonly relation: Relation;
  /** What made it; of a trigger, what made its table, as no more is known. */
  readonly origin: Origin;
}

/** What depends on something that an action drops, as far as the migrations show. */
export function dependentsOf(action: Action, schema: Schema): Dependent[] {
  if (action.kind !== "drop") return [];
  const { objectKind, object } = action;
  if (/^(?:TABLE|FOREIGN TABLE|VIEW|MATERIALIZED VIEW)$/.test(objectKind)) {
    const relation = schema.relation(object);
    return relation === undefined ? [] : dependentsOfRelation(relation, schema);
  }
  if (objectKind === "TYPE" || objectKind === "DOMAIN") return columnsOf(object, schema);
  if (objectKind === "FUNCTION") return triggersCalling(object, schema);
  return [];
}

function dependentsOfRelation(relation: Relation, schema: Schema): Dependent[] {
  const keys = schema
    .referencing(relation)
    .filter(({ table }) => table !== relation && table.parent === undefined)
    .map(({ table, constraint }) => ({
      what: `the foreign key ${constraint.name} of ${table.name}`,
      relation: table,
      origin: constraint.origin,
    }));
  const views = schema.viewsOver(relation).map((view) => ({
    what: `the ${view.kind} ${view.name}`,
    relation: view,
    origin: view.origin,
  }));
  return [...keys, ...views];
}

function columnsOf(object: ObjectName, schema: Schema): Dependent[] {
  const type = schema.type(object);
  if (type === undefined) return [];
  return [...schema.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.type && isSame(schema.type(column.type), type))
      .map(({ name, origin }) => ({
        what: `the column ${name} of ${relation.name}`,
        relation,
        origin,
      })),
  );
}

function isSame(one: FullName | undefined, other: FullName): boolean {
  return one?.name === other.name && one.schema === other.schema;
}

/** Only where one function has the name: triggers do not give its schema. */
function triggersCalling({ name }: ObjectName, schema: Schema): Dependent[] {
  const known = [...schema.routines.values()].flat().filter((one) => one.name === name);
  if (known.length !== 1) return [];
  return [...schema.relations.values()].flatMap((relation) =>
    [...relation.triggers.values()]
      .filter((trigger) => trigger.function === name)
      .map((trigger) => ({
        what: `the trigger ${trigger.name} of ${relation.name}`,
        relation,
        origin: relation.origin,
      })),
  );
}
