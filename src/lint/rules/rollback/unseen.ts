import {
  apply,
  beforeAll,
  difference,
  keyOf,
  originsOf,
  type Schema,
} from "../../../schema/index.ts";
import {
  createdBy,
  flattened,
  type Action,
  type ActionOf,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import { deedOfAction, helpOf, type NotReversed } from "./deeds.ts";
import { replayed, type ReplayedAction } from "./replay.ts";

/**
 * What no difference of schema states shows: rows, what views select, FORCE ROW LEVEL SECURITY, and changes of what no migration
 * makes. The down section must do something of the kind, whatever exactly.
 */
export function unseen(up: SectionContext, before: Schema, down: SectionContext): NotReversed[] {
  const actions = up.statements.flatMap((one) => flattened(one.actions));
  if (!actions.some(({ kind }) => kind in opposites)) return [];
  const ups = unseenOf(up, before);
  if (ups.length === 0) return [];
  const downs = Array.from(replayed(down, up.schema.clone()), placed);
  return ups
    .filter((one) => !downs.some((other) => isTakenBack(one, other)))
    .flatMap(({ action }) => {
      const deed = deedOfAction(action);
      return deed === undefined ? [] : [{ action, deed, help: helpOf(action) }];
    });
}

/** An action with the identities of the relations that it is on, as they are called then. */
interface Placed {
  readonly action: Action;
  readonly on: readonly string[];
}

function placed({ action, schema }: ReplayedAction): Placed {
  const names: readonly (RelationName | undefined)[] = [
    "relation" in action ? action.relation : undefined,
    ...("relations" in action ? action.relations : []),
    "object" in action ? (action.object.on ?? action.object) : undefined,
  ];
  const on = names.flatMap((name) =>
    name ? [schema.relation(name)?.id ?? keyOf(schema.resolve(name))] : [],
  );
  return { action, on };
}

function unseenOf(up: SectionContext, before: Schema): Placed[] {
  const found: Placed[] = [];
  for (const step of replayed(up, before.clone()))
    if (step.action.kind in opposites && !isOwn(step, up) && !isSeen(step))
      found.push(placed(step));
  return found;
}

/** Whether it is done to what the migration itself has made, or what goes by itself. */
function isOwn({ action, schema }: ReplayedAction, up: SectionContext): boolean {
  const isMadeHere = (objectKind: "TABLE" | "TYPE", object: RelationName) =>
    originsOf({ objectKind, object }, schema).some((origin) => up.isOwn({ origin }));
  if (action.kind === "alter-enum") return isMadeHere("TYPE", action.name);
  const name =
    "relation" in action ? action.relation : "object" in action ? action.object : undefined;
  const relation = name && schema.relation(name);
  if (action.kind === "create-view" && !(action.replace && relation?.isCreated)) return true;
  if (name === undefined || relation === undefined) return false;
  if (relation.temporary || isMadeHere("TABLE", name)) return true;
  const column =
    "column" in action && typeof action.column === "string" ? action.column : undefined;
  const known = column === undefined ? undefined : relation.columns.get(column);
  return known !== undefined && up.isOwn(known);
}

/** Whether the schema is another one after the action. */
function isSeen({ action, schema }: ReplayedAction): boolean {
  if (action.kind === "insert") return action.rows === undefined;
  const after = schema.clone();
  apply(after, action, beforeAll);
  return difference(schema, after).length > 0;
}

function isTakenBack({ action, on }: Placed, down: Placed): boolean {
  if (action.kind === "rename") return isNamedBack(action, down.action);
  const isOnSame = on.length === 0 || down.on.some((one) => on.includes(one));
  if (isOnSame && opposites[action.kind]?.includes(down.action.kind) === true)
    return isOpposite(action, down.action);
  if (down.action.kind !== "drop") return false;
  const { objectKind, object } = down.action;
  if (objectKind === "SCHEMA") return true;
  if (action.kind === "alter-enum") return object.name === action.name.name;
  return isOnSame && object.on === undefined;
}

/** The kinds that can take back what is not seen. */
const opposites: { readonly [Kind in Action["kind"]]?: readonly Action["kind"][] } = {
  "drop-not-null": ["set-not-null", "drop-column", "rename"],
  "set-default": ["set-default", "drop-column", "rename"],
  "row-security": ["row-security"],
  "detach-partition": ["attach-partition"],
  "create-view": ["create-view"],
  "alter-enum": ["alter-enum"],
  insert: ["delete", "truncate"],
  rename: [],
};

function isOpposite(action: Action, down: Action): boolean {
  switch (action.kind) {
    case "alter-enum":
      return isRenamedBack(action, down);
    case "drop-not-null":
    case "set-default":
      return down.kind === "rename" ? down.part !== undefined : isSameColumn(action, down);
    default:
      return true;
  }
}

/** Whether something gets the old name, or is made under it. */
function isNamedBack({ object, part }: ActionOf<"rename">, down: Action): boolean {
  const old = part ?? object.name;
  if (down.kind === "rename") return down.to === old;
  return createdBy(down).some(({ name }) => name === old);
}

function isRenamedBack({ renames }: ActionOf<"alter-enum">, down: Action): boolean {
  return renames !== undefined && down.kind === "alter-enum" && down.renames?.to === renames.from;
}

function isSameColumn({ column }: { readonly column: string }, down: Action): boolean {
  return "column" in down && down.column === column;
}
