import type { Action } from "../sql/statement/index.ts";
import type { Appliers } from "./applier.ts";
import { calledBy } from "./calls.ts";
import { alterations } from "./alterations.ts";
import { creations } from "./creations.ts";
import { distributions } from "./distribution.ts";
import { dropObject } from "./dropping.ts";
import { renameObject, setSchema } from "./renames.ts";
import type { Origin } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** Makes a schema what it is after an action. */
export function apply(schema: Schema, action: Action, origin: Origin): void {
  const applier = appliers[action.kind] as
    | ((schema: Schema, action: Action, origin: Origin) => void)
    | undefined;
  applier?.(schema, action, origin);
}

/** The same for statements, one after the other. */
export function applyAll(
  schema: Schema,
  statements: readonly { readonly actions: readonly Action[] }[],
  origin: Origin,
): void {
  for (const { actions } of statements) for (const action of actions) apply(schema, action, origin);
}

const appliers: Appliers = {
  ...creations,
  ...alterations,
  ...distributions,
  drop: dropObject,
  rename: renameObject,
  "set-schema": setSchema,
  set({ settings }, { name, value, local, reset }) {
    if (reset) settings.reset(name);
    else settings.set(name, value, local);
  },
  "do-block"(schema, { actions, dynamic }, origin) {
    for (const action of actions) apply(schema, action, origin);
    if (dynamic) schema.isPartial = true;
  },
  call(schema, action, origin) {
    applyCalled(schema, action, origin);
    if (calledBy(action, schema).unread.length > 0) schema.isPartial = true;
  },
  select: applyCalled,
};

/** What the functions do that it calls. */
function applyCalled(schema: Schema, action: Action, origin: Origin): void {
  for (const called of calledBy(action, schema).actions)
    if (called.kind !== "select" && called.kind !== "call") apply(schema, called, origin);
}
