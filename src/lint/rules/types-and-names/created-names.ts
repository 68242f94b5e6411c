import type { Action, ActionOf, ConstraintSummary } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { identifierAt } from "./identifiers.ts";

/** Something that an action gives a name. */
export interface CreatedName {
  /** In the words of messages: `table`, `column`. */
  readonly what: string;
  readonly name: string;
  /** Of a column or constraint: what it is on. */
  readonly on?: string;
}

/**
 * The names that an action gives, those of the server's making aside. None in a down section, which gives old names
 * back.
 */
export function createdNames(action: Action, { direction }: StatementContext): CreatedName[] {
  const read = readers[action.kind] as ((action: Action) => CreatedName[]) | undefined;
  return direction === "down" ? [] : (read?.(action) ?? []);
}

/** A name for messages: `the column "order" of invoices`. */
export function spoken({ what, name, on }: CreatedName): string {
  return `the ${what} "${name}"${on === undefined ? "" : ` of ${on}`}`;
}

/** Reports each created name that is of a kind, where it is written. */
export function reportNames(
  action: Action,
  context: StatementContext,
  isMeant: (created: CreatedName) => boolean,
  words: (created: CreatedName) => { message: string; help: string },
): void {
  for (const created of createdNames(action, context).filter(isMeant))
    context.report({ ...words(created), ...identifierAt(created.name, context.statement) });
}

type Readers = { readonly [Kind in Action["kind"]]?: (action: ActionOf<Kind>) => CreatedName[] };

const readers: Readers = {
  "create-table": ({ relation, columns, constraints }) => [
    { what: "table", name: relation.name },
    ...columns.flatMap((column) => [
      { what: "column", name: column.name, on: relation.name },
      ...column.constraints.flatMap((one) => constraintName(one, relation.name)),
    ]),
    ...constraints.flatMap((one) => constraintName(one, relation.name)),
  ],
  "create-table-as": ({ relation, materialized }) => [
    { what: materialized ? "materialized view" : "table", name: relation.name },
  ],
  "create-view": ({ relation, columns }) => [
    { what: "view", name: relation.name },
    ...columns.map((name) => ({ what: "column", name, on: relation.name })),
  ],
  "create-index": ({ name }) => (name === undefined ? [] : [{ what: "index", name }]),
  "create-sequence": ({ relation }) => [{ what: "sequence", name: relation.name }],
  "create-schema": ({ name }) => [{ what: "schema", name }],
  "create-type": ({ name }) => [{ what: "type", name: name.name }],
  "create-domain": ({ name }) => [{ what: "domain", name: name.name }],
  "create-function": ({ name, procedure }) => [
    { what: procedure ? "procedure" : "function", name: name.name },
  ],
  "create-trigger": ({ name, relation }) => [{ what: "trigger", name, on: relation.name }],
  "create-policy": ({ name, relation }) => [{ what: "policy", name, on: relation.name }],
  "create-role": ({ name }) => [{ what: "role", name }],
  "add-column": ({ column, relation }) => [
    { what: "column", name: column.name, on: relation.name },
    ...column.constraints.flatMap((one) => constraintName(one, relation.name)),
  ],
  "add-constraint": ({ constraint, relation }) => constraintName(constraint, relation.name),
  rename: ({ objectKind, to, part, object }) => [
    {
      what: objectKind.toLowerCase(),
      name: to,
      ...(part !== undefined && { on: object.name }),
    },
  ],
};

function constraintName({ name }: ConstraintSummary, on: string): CreatedName[] {
  return name === undefined ? [] : [{ what: "constraint", name, on }];
}
