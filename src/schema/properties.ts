import { isSerial, type Expression, type TypeSummary } from "../sql/statement/index.ts";
import {
  keyOf,
  type Column,
  type Constraint,
  type Index,
  type Relation,
  type Routine,
  type Trigger,
  type Type,
} from "./objects.ts";

/** The properties of an object, as texts that are alike where they are. */
export type Properties = Readonly<Record<string, string>>;

/** What schema states can disagree on, of each kind of object. */
export const propertiesOf = {
  relation: (one: Relation): Properties => ({
    schema: one.schema,
    name: one.name,
    rowSecurity: String(one.rowSecurity),
    parent: one.parent ? keyOf(one.parent) : "",
    reads: one.reads
      ? written({ ...one.reads, relations: one.reads.relations.map(({ id }) => id) })
      : "",
    output: written(one.output),
    ...distributionKeys(one),
  }),
  column: (one: Column): Properties => ({
    type: one.type ? typeKey(one.type) : "",
    collation: one.collation ?? "",
    notNull: String(one.notNull),
    default: keyed(one.default),
    identity: String(one.identity),
    generated: one.generated ?? "",
  }),
  constraint: (one: Constraint): Properties => ({
    kind: one.kind,
    columns: written(one.columns),
    expression: keyed(one.expression),
    valid: String(one.valid),
    enforced: String(one.enforced),
    references: one.references
      ? written([
          one.references.table.id,
          { ...one.references, relation: undefined, table: undefined },
        ])
      : "",
    deferrable: String(one.deferrable),
  }),
  index: (one: Index): Properties => ({
    unique: String(one.unique),
    method: one.method,
    columns: written(
      one.columns.map(({ expression, ...rest }) => ({ ...rest, expression: keyed(expression) })),
    ),
    include: written(one.include),
    where: keyed(one.where),
    nullsNotDistinct: String(one.nullsNotDistinct),
  }),
  trigger: (one: Trigger): Properties => ({
    constraint: String(one.constraint),
    function: one.function,
    columns: written(one.columns),
  }),
  policy: ({ columns }: { readonly columns: readonly string[] }): Properties => ({
    columns: written(columns),
  }),
  type: (one: Type): Properties => ({
    form: one.form,
    values: written(one.values),
    base: one.base ? typeKey(one.base) : "",
    constrained: String(one.constrained),
  }),
  routine: (one: Routine): Properties => ({
    arguments: written(one.arguments),
    returns: one.returns ?? "",
    volatility: one.volatility,
    language: one.language,
    body: one.body ?? "",
  }),
};

/** Colocated with nothing else is the same for every table; one that no migration makes may be distributed or not. */
function distributionKeys({ id, distribution, isCreated }: Relation): Properties {
  if (distribution === undefined)
    return { distribution: isCreated ? written(["local"]) : "", colocation: "", shardCount: "" };
  const { as, column, method, colocation, shardCount } = distribution;
  const isAlone = colocation?.kind === "of" && colocation.id === id;
  return {
    distribution: written([as, column, method].filter((one) => one !== undefined)),
    colocation: isAlone ? "none" : written(colocation),
    shardCount: written(shardCount),
  };
}

function written(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}

function keyed(expression: Expression | undefined): string {
  return expression?.key ?? "";
}

const integers: Readonly<Record<string, string>> = {
  smallserial: "int2",
  serial: "int4",
  bigserial: "int8",
};

/** A column of a serial type is one of an integer type. */
export function typeKey(type: TypeSummary): string {
  const { schema, name, modifiers, dimensions } = type;
  return written([schema ?? "", isSerial(type) ? integers[name] : name, modifiers, dimensions > 0]);
}
