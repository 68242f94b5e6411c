import type { Action, ActionOf } from "../sql/statement/index.ts";
import type { Origin } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** How an action changes what is known. */
export type Appliers = {
  readonly [Kind in Action["kind"]]?: (
    schema: Schema,
    action: ActionOf<Kind>,
    origin: Origin,
  ) => void;
};
