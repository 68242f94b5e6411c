import type { Action, ActionOf } from "../action.ts";
import type { NamedObject, RelationName } from "../parts.ts";
import { citusDescriptions } from "./citus.ts";
import { alterTableDescriptions } from "./alter-table.ts";
import type { Description, Descriptions, Renaming } from "./description.ts";
import type { Guard } from "./guard.ts";
import { objectDescriptions } from "./objects.ts";
import type { OpaqueCode, OutsideTransaction } from "./reasons.ts";
import { rowDescriptions } from "./rows.ts";
import { sessionDescriptions } from "./session.ts";
import { tableDescriptions } from "./tables.ts";
import type { Write } from "./write.ts";

export type { Renaming } from "./description.ts";
export { askCatalog, type Guard, type GuardRemedy } from "./guard.ts";
export { isInSchema, isRelationKind, isRoutineKind, isTypeKind } from "./objects-by-kind.ts";
export type { OpaqueCode, OutsideTransaction } from "./reasons.ts";
export type { Write } from "./write.ts";

const descriptions: Descriptions<Action["kind"]> = {
  ...tableDescriptions,
  ...alterTableDescriptions,
  ...objectDescriptions,
  ...rowDescriptions,
  ...sessionDescriptions,
  ...citusDescriptions,
};

/** Whether there are actions of a kind. */
export function isActionKind(kind: string): kind is Action["kind"] {
  return Object.hasOwn(descriptions, kind);
}

/** One question of an action is mostly followed by others. */
const known = new WeakMap<Action, Description>();

function describe<Kind extends Action["kind"]>(action: ActionOf<Kind> & Action): Description {
  const before = known.get(action);
  if (before !== undefined) return before;
  const described: (action: ActionOf<Kind>) => Description = descriptions[action.kind as Kind];
  const description = described(action);
  known.set(action, description);
  return description;
}

/** The objects that an action makes; columns and constraints that are written with a table go with it. */
export function createdBy(action: Action): readonly NamedObject[] {
  return describe(action).creates ?? [];
}

/** The objects that an action drops. What goes with them is not named. */
export function droppedBy(action: Action): readonly NamedObject[] {
  return describe(action).drops ?? [];
}

/** The objects that get another name or schema. */
export function renamedBy(action: Action): readonly Renaming[] {
  return describe(action).renames ?? [];
}

/** The relations that an action changes in themselves, and that are there before and after it. */
export function alteredBy(action: Action): readonly RelationName[] {
  return describe(action).alters ?? [];
}

/** The relations that an action reads, in subqueries too; those of its WITH queries aside. */
export function readBy(action: Action): readonly RelationName[] {
  return describe(action).reads ?? [];
}

/** What an action does to rows and values that are stored. */
export function writtenBy(action: Action): readonly Write[] {
  return describe(action).writes ?? [];
}

/** Whether an action may be run once more, and what to do where it may not. */
export function guardOf(action: Action): Guard {
  return describe(action).guard;
}

/** The code that an action runs and of which its text tells nothing; of a DO block besides what its actions run. */
export function opaqueCode(action: Action): OpaqueCode | undefined {
  return describe(action).opaque;
}

/**
 * The command by which PostgreSQL refuses an action inside a transaction block (25001); undefined where it does not.
 * Source: PostgreSQL manual, Reference I; each command's page says "cannot be executed inside a transaction block".
 */
export function outsideTransaction(action: Action): OutsideTransaction | undefined {
  return describe(action).outsideTransaction;
}
