import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import {
  isSerial,
  shownType,
  type Action,
  type RelationName,
  type TypeSummary,
} from "../../../sql/statement/index.ts";
import { keyOf } from "../../../schema/index.ts";
import { addedBy, foreignKeysAddedBy, type AddedForeignKey } from "./added-constraints.ts";

export default defineRule({
  name: "foreign-key-type-mismatch",
  severity: "warning",
  stake: "failure",
  sets: ["recommended"],
  summary: "A foreign key whose column has another type than the key it leads to",
  why: `An integer that references a bigint runs out long before the key does. Every check compares two types, and a later change of the one
type is a change of both tables. Types without a common operator, such as text and uuid, are refused outright.`,
  instead: `Give the column the type of the key that it references.`,
  exempt: `Columns and keys whose types the migrations do not show; text beside varchar; lengths and precisions.`,
  kinds: ["create-table", "add-column", "add-constraint"],
  check: {
    action(action, context) {
      for (const foreignKey of foreignKeysAddedBy(action))
        for (const pair of pairsOf(foreignKey, action, context)) {
          const [type, wanted] = [baseOf(pair.type, context), baseOf(pair.referencedType, context)];
          if (type === wanted) continue;
          const { constraint, relation, references } = foreignKey;
          context.report({
            at: constraint.at,
            message: `${pair.column} of ${context.show(relation)} is ${type}, but ${pair.referenced} of ${context.show(references.relation)}, which it references, is ${wanted}.`,
            help: `Make ${shownName([pair.column])} ${wanted}.`,
          });
        }
    },
  },
});

interface Pair {
  readonly column: string;
  readonly type: TypeSummary;
  readonly referenced: string;
  readonly referencedType: TypeSummary;
}

/** The columns of a foreign key with those that they reference, where the types of both are known. */
function pairsOf(
  { relation, constraint, references }: AddedForeignKey,
  action: Action,
  context: StatementContext,
): Pair[] {
  const keys =
    references.columns.length > 0
      ? references.columns
      : primaryKey(references.relation, action, context);
  return constraint.columns.flatMap((column, index) => {
    const referenced = keys[index] ?? "";
    const type = typeOf(relation, column, context);
    const referencedType = typeOf(references.relation, referenced, context);
    return type && referencedType ? [{ column, type, referenced, referencedType }] : [];
  });
}

function primaryKey(
  name: RelationName,
  action: Action,
  context: StatementContext,
): readonly string[] {
  const key = keyOf(context.schema.resolve(name));
  const own = addedBy(action).flatMap(({ relation, constraint }) =>
    keyOf(context.schema.resolve(relation)) === key ? [constraint] : [],
  );
  const known = context.relation(name)?.constraints.values() ?? [];
  return [...own, ...known].find(({ kind }) => kind === "primary-key")?.columns ?? [];
}

/** A column's type, as the statement itself writes it or as it is known. */
function typeOf(
  name: RelationName,
  column: string,
  { together, schema }: StatementContext,
): TypeSummary | undefined {
  const table = keyOf(schema.resolve(name));
  for (const action of together) {
    const isOn = "relation" in action && action.relation && keyOf(schema.resolve(action.relation));
    if (isOn !== table) continue;
    if (action.kind === "alter-column-type" && action.column === column) return action.type;
    const columns =
      action.kind === "create-table"
        ? action.columns
        : action.kind === "add-column"
          ? [action.column]
          : [];
    const written = columns.find((one) => one.name === column);
    if (written?.type !== undefined) return written.type;
  }
  return schema.relation(name)?.columns.get(column)?.type;
}

/** What a type comes to in comparisons, as people write it: without a length, and of a domain its base. */
function baseOf(type: TypeSummary, context: StatementContext): string {
  const domain = context.schema.type(type);
  if (domain?.base !== undefined && type.dimensions === 0) return baseOf(domain.base, context);
  if (isSerial(type)) return shownType({ ...type, name: serials[type.name]! });
  const name = type.name === "varchar" ? "text" : type.name;
  return shownType({ ...type, name, modifiers: [] });
}

const serials: Readonly<Record<string, string>> = {
  smallserial: "int2",
  serial: "int4",
  bigserial: "int8",
};
