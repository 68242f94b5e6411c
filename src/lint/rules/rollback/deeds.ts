import type { SchemaDifference } from "../../../schema/index.ts";
import type { Action, ActionOf } from "../../../sql/statement/index.ts";

/** Something that an up section does and its down section does not take back. */
export interface NotReversed {
  readonly action: Action;
  /** In words that follow "The down section does not": `rename total back`. */
  readonly deed: string;
  /** What to do, where it is more than to add it. */
  readonly help?: string | undefined;
}

/** What would take back a difference that an action made, in words; undefined where nobody expects that. */
export function deedOf(action: Action, one: SchemaDifference): string | undefined {
  if (isOfSchema(action)) return undefined;
  const { kind, name, on } = one.object;
  if (one.kind === "changed" || (one.kind === "only-in-first" && action.kind === "rename"))
    return deedOfAction(action);
  if (one.kind === "only-in-second") return `drop the ${kind} ${name}${on ? ` of ${on}` : ""}`;
  return `bring back the ${kind} ${name}${on && kind !== "index" ? ` of ${on}` : ""}`;
}

/** Schemas are left alone, with what is in them. */
function isOfSchema(action: Action): boolean {
  return (
    action.kind === "create-schema" || (action.kind === "drop" && action.objectKind === "SCHEMA")
  );
}

type Deeds = {
  readonly [Kind in Action["kind"]]?: (action: ActionOf<Kind>) => string | undefined;
};

const deeds: Deeds = {
  "set-not-null": ({ column }) => `drop NOT NULL of ${column}`,
  "drop-not-null": ({ column }) => `set ${column} NOT NULL again`,
  "set-default": ({ column }) => `give ${column} its earlier default`,
  "alter-column-type": ({ column }) => `give ${column} its earlier type`,
  "row-security": ({ relation, to }) =>
    `take back ${to.toUpperCase()} ROW LEVEL SECURITY of ${relation.name}`,
  "attach-partition": ({ relation, partition }) => `detach ${partition.name} of ${relation.name}`,
  "detach-partition": ({ relation, partition }) =>
    `attach ${partition.name} again of ${relation.name}`,
  "distribute-table": ({ relation }) => `undistribute ${relation.name}`,
  "alter-distribution": ({ relation }) => `distribute ${relation.name} as it was`,
  "undistribute-table": ({ relation }) => `distribute ${relation.name} again`,
  "distribute-schema": ({ schema, to }) =>
    `${to === "local" ? "distribute" : "undistribute"} the schema ${schema}${to === "local" ? " again" : ""}`,
  rename: ({ object, to, part }) => `rename ${to} back to ${part ?? object.name}`,
  "create-function": ({ name }) => `bring back the earlier ${name.name}()`,
  "create-view": ({ relation }) => `bring back the earlier view ${relation.name}`,
  "create-trigger": ({ relation, name }) =>
    `bring back the earlier trigger ${name} of ${relation.name}`,
  "create-policy": ({ relation, name }) =>
    `bring back the earlier policy ${name} of ${relation.name}`,
  insert: ({ relation }) => `delete the rows that are inserted into ${relation.name}`,
  "alter-enum": ({ name, adds, renames }) =>
    renames
      ? `rename the value ${renames.to} back`
      : `take ${adds} out of ${name.name}, as PostgreSQL has no way to do that`,
};

/** What to do, where it is more than to add what is missing to the down section. */
export function helpOf(action: Action): string | undefined {
  return action.kind === "alter-enum" && action.renames === undefined
    ? "Say so in place of a down section: `-- pgmaestro: irreversible enum values cannot be dropped`; or make a new type, convert the columns and swap."
    : undefined;
}

/** The same for an action that leaves no difference. */
export function deedOfAction(action: Action): string | undefined {
  return (deeds[action.kind] as ((action: Action) => string | undefined) | undefined)?.(action);
}
