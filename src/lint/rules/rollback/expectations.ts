import { keyOf, type Schema } from "../../../schema/index.ts";
import type { Action, ActionOf, ObjectName, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** How things are after a down section. */
export interface After {
  readonly schema: Schema;
  /** What the section did, what DO blocks do included. */
  readonly actions: readonly Action[];
  /** The identities of the relations that an action was on, as they were called then. */
  readonly relationsOf: (action: Action) => readonly string[];
}

/** A relation by an identity that stays, whatever it is called. */
export function identityOf(name: RelationName, schema: Schema): string {
  return schema.relation(name)?.id ?? keyOf(schema.resolve(name));
}

/** What a down section must do about an action of the up section. */
export interface Expectation {
  readonly action: Action;
  /** In words that follow "The down section does not": `rename total back`. */
  readonly deed: string;
  /** What to do, where it is more than to add it. */
  readonly help?: string;
  readonly isMet: (after: After) => boolean;
}

/**
 * What must be done about an action, worked out before it takes effect. Nothing about what the migration itself made: that is
 * gone with its DROP, which `remainsOf` looks after.
 */
export function expectationOf(action: Action, context: StatementContext): Expectation | undefined {
  const read = readers[action.kind] as Reader<Action["kind"]> | undefined;
  const expected = read?.(action as never, context);
  return expected && { action, ...expected };
}

type Reader<Kind extends Action["kind"]> = (
  action: ActionOf<Kind>,
  context: StatementContext,
) => Omit<Expectation, "action"> | undefined;

type Readers = { readonly [Kind in Action["kind"]]?: Reader<Kind> };

const readers: Readers = {
  "set-not-null": (action, context) =>
    isOwnColumn(action, context) ||
    context.relation(action.relation)?.columns.get(action.column)?.notNull
      ? undefined
      : onColumn(action, context, `drop NOT NULL of ${action.column}`, "drop-not-null"),
  "drop-not-null": (action, context) =>
    isOwnColumn(action, context)
      ? undefined
      : onColumn(action, context, `set ${action.column} NOT NULL again`, "set-not-null"),
  "set-default": (action, context) =>
    isOwnColumn(action, context)
      ? undefined
      : onColumn(action, context, `give ${action.column} its earlier default`, "set-default"),
  "alter-column-type": (action, context) =>
    isOwnColumn(action, context)
      ? undefined
      : onColumn(action, context, `give ${action.column} its earlier type`, "alter-column-type"),
  "row-security": ({ relation, to }, context) =>
    context.isOwn(relation)
      ? undefined
      : onRelation(
          relation,
          context,
          `take back ${to.toUpperCase()} ROW LEVEL SECURITY`,
          "row-security",
        ),
  "attach-partition": ({ relation, partition }, context) =>
    context.isOwn(relation) || context.isOwn(partition)
      ? undefined
      : onRelation(relation, context, `detach ${partition.name}`, "detach-partition"),
  "detach-partition": ({ relation, partition }, context) =>
    onRelation(relation, context, `attach ${partition.name} again`, "attach-partition"),
  rename: renamed,
  drop: dropped,
  "drop-column": ({ relation, column }, context) => {
    const table = context.relation(relation);
    const known = table?.columns.get(column);
    if (known === undefined || context.section.isOwn(known)) return undefined;
    return {
      deed: `bring back the column ${column} of ${relation.name}`,
      isMet: ({ schema }) => schema.relation(relation)?.columns.has(column) ?? true,
    };
  },
  "drop-constraint": ({ relation, name }, context) => {
    const known = context.relation(relation)?.constraints.get(name);
    if (known === undefined || context.section.isOwn(known)) return undefined;
    return {
      deed: `bring back the constraint ${name} of ${relation.name}`,
      isMet: ({ schema }) => schema.relation(relation)?.constraints.has(name) ?? true,
    };
  },
  "create-function": ({ name, replace }, context) => {
    const known = context.schema.routinesNamed(name);
    if (!replace || known.length !== 1 || context.section.isOwn(known[0]!)) return undefined;
    return replaced(
      `bring back the earlier ${name.name}()`,
      "create-function",
      (one) => "name" in one && typeof one.name === "object" && one.name?.name === name.name,
    );
  },
  "create-view": ({ relation, replace }, context) => {
    const known = context.relation(relation);
    if (!replace || !known?.isCreated || context.isOwn(relation)) return undefined;
    return replaced(
      `bring back the earlier view ${relation.name}`,
      "create-view",
      (one) => "relation" in one && one.relation?.name === relation.name,
    );
  },
  "create-trigger": ({ relation, name }, context) =>
    context.isOwn(relation)
      ? undefined
      : {
          deed: `drop the trigger ${name} of ${relation.name}`,
          isMet: isOfName(name, identityOf(relation, context.schema)),
        },
  "create-policy": ({ relation, name }, context) =>
    context.isOwn(relation)
      ? undefined
      : {
          deed: `drop the policy ${name} of ${relation.name}`,
          isMet: isOfName(name, identityOf(relation, context.schema)),
        },
  "alter-enum": ({ name, adds, renames }, { schema, section }) => {
    const known = schema.type(name);
    if (known && section.isOwn(known)) return undefined;
    const isTypeGone = (after: After) => after.actions.some((one) => dropsNamed(one, name));
    if (renames)
      return {
        deed: `rename the value ${renames.to} back`,
        isMet: (after) =>
          isTypeGone(after) || after.actions.some((one) => renamesBack(one, renames)),
      };
    return {
      deed: `take ${adds} out of ${name.name}, as PostgreSQL has no way to do that`,
      help: "Say so in place of a down section: `-- pgmaestro: irreversible enum values cannot be dropped`; or make a new type, convert the columns and swap.",
      isMet: isTypeGone,
    };
  },
  insert: ({ relation, rows }, context) => {
    if (rows === undefined || context.isOwn(relation) || context.relation(relation)?.temporary)
      return undefined;
    const table = identityOf(relation, context.schema);
    return {
      deed: `delete the rows that are inserted into ${relation.name}`,
      isMet: (after) =>
        isGone(table, after) ||
        actionsOn(table, after).some(({ kind }) => kind === "delete" || kind === "truncate"),
    };
  },
};

function isOwnColumn(
  { relation, column }: { readonly relation: RelationName; readonly column: string },
  context: StatementContext,
): boolean {
  const known = context.relation(relation)?.columns.get(column);
  return context.isOwn(relation) || (known !== undefined && context.section.isOwn(known));
}

/** Met by an action of a kind on the column, by a column that gets another name, or where the column or its table goes. */
function onColumn(
  { relation, column }: { readonly relation: RelationName; readonly column: string },
  { schema }: StatementContext,
  deed: string,
  kind: Action["kind"],
): Omit<Expectation, "action"> {
  const table = identityOf(relation, schema);
  return {
    deed,
    isMet: (after) =>
      isGone(table, after) ||
      actionsOn(table, after).some(
        (one) =>
          (one.kind === "rename" && one.part !== undefined) ||
          ((one.kind === kind || one.kind === "drop-column") &&
            "column" in one &&
            one.column === column),
      ),
  };
}

function onRelation(
  relation: RelationName,
  { schema }: StatementContext,
  deed: string,
  kind: Action["kind"],
): Omit<Expectation, "action"> {
  const table = identityOf(relation, schema);
  return {
    deed: `${deed} of ${relation.name}`,
    isMet: (after) =>
      isGone(table, after) || actionsOn(table, after).some((one) => one.kind === kind),
  };
}

function actionsOn(relation: string, { actions, relationsOf }: After): Action[] {
  return actions.filter((action) => relationsOf(action).includes(relation));
}

/** Whether a relation was dropped, if only to be made once more. */
function isGone(relation: string, after: After): boolean {
  return (
    after.actions.some((one) => one.kind === "drop" && one.objectKind === "SCHEMA") ||
    actionsOn(relation, after).some((one) => one.kind === "drop" && one.object.on === undefined)
  );
}

function replaced(
  deed: string,
  kind: Action["kind"],
  isIt: (action: Action) => boolean,
): Omit<Expectation, "action"> {
  return {
    deed,
    isMet: ({ actions }) =>
      actions.some((one) => (one.kind === kind && isIt(one)) || one.kind === "drop"),
  };
}

function renamed({ object, to, part }: ActionOf<"rename">, context: StatementContext) {
  if (context.isOwn(object)) return undefined;
  const old = part ?? object.name;
  const relation = context.schema.relation(object)?.id;
  return {
    deed: `rename ${to} back to ${old}`,
    isMet: (after: After) =>
      (relation === undefined ? after.actions : actionsOn(relation, after)).some(
        (one) => one.kind === "rename" && one.to === old,
      ) || after.actions.some((one) => makes(one, old)),
  };
}

/** Whether something of that name is made again. */
function makes(action: Action, name: string): boolean {
  if (action.kind === "add-column") return action.column.name === name;
  if (action.kind === "add-constraint") return action.constraint.name === name;
  if (action.kind === "create-index") return action.name === name;
  return (
    action.kind.startsWith("create-") && "relation" in action && action.relation?.name === name
  );
}

function renamesBack(action: Action, { from }: { readonly from: string }): boolean {
  return action.kind === "alter-enum" && action.renames?.to === from;
}

/** Something that earlier migrations made must be there again. */
function dropped({ objectKind, object }: ActionOf<"drop">, context: StatementContext) {
  const exists = existence[objectKind];
  if (exists === undefined || !exists(context.schema, object)) return undefined;
  if (isOwnObject(object, objectKind, context)) return undefined;
  const on = object.on ? ` of ${object.on.name}` : "";
  return {
    deed: `bring back the ${objectKind.toLowerCase()} ${object.name}${on}`,
    isMet: ({ schema }: After) => exists(schema, object),
  };
}

function isOwnObject(
  object: ObjectName,
  kind: string,
  { schema, section }: StatementContext,
): boolean {
  const made =
    kind === "INDEX"
      ? schema.index(object)?.index
      : kind === "TYPE" || kind === "DOMAIN"
        ? schema.type(object)
        : kind === "FUNCTION"
          ? schema.routinesNamed(object)[0]
          : schema.relation(object.on ?? object);
  return made !== undefined && section.isOwn(made);
}

type Exists = (schema: Schema, object: ObjectName) => boolean;

const isRelation: Exists = (schema, object) => schema.relation(object)?.isCreated ?? false;

/** Of the kinds that are kept track of. */
const existence: Readonly<Record<string, Exists>> = {
  TABLE: isRelation,
  VIEW: isRelation,
  "MATERIALIZED VIEW": isRelation,
  SEQUENCE: isRelation,
  INDEX: (schema, object) => schema.index(object) !== undefined,
  TYPE: (schema, object) => schema.type(object) !== undefined,
  DOMAIN: (schema, object) => schema.type(object) !== undefined,
  FUNCTION: (schema, object) => schema.routinesNamed(object).length > 0,
  TRIGGER: (schema, { on, name }) => (on && schema.relation(on)?.triggers.has(name)) ?? false,
  POLICY: (schema, { on, name }) => (on && schema.relation(on)?.policies.has(name)) ?? false,
};

/** Met where a trigger or policy is dropped or made once more, or its table goes. */
function isOfName(name: string, table: string): Expectation["isMet"] {
  return (after) =>
    isGone(table, after) ||
    after.actions.some((one) => one.kind === "drop" && one.cascade) ||
    actionsOn(table, after).some(
      (one) =>
        (one.kind === "drop" && one.object.name === name) ||
        ((one.kind === "create-trigger" || one.kind === "create-policy") && one.name === name),
    );
}

function dropsNamed(action: Action, { name }: RelationName): boolean {
  return (
    action.kind === "drop" &&
    (action.object.name === name || action.objectKind === "SCHEMA") &&
    action.object.on === undefined
  );
}
