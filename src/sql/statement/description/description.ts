import type { Action, ActionOf } from "../action.ts";
import type { NamedObject, RelationName } from "../parts.ts";
import type { Guard } from "./guard.ts";
import type { OpaqueCode, OutsideTransaction } from "./reasons.ts";
import type { Write } from "./write.ts";

/** What an action does, in terms that are the same for all kinds; what is absent it does not do. */
export interface Description {
  readonly guard: Guard;
  readonly creates?: readonly NamedObject[];
  readonly drops?: readonly NamedObject[];
  readonly renames?: readonly Renaming[];
  /** Relations that it changes, and that are there before and after it. */
  readonly alters?: readonly RelationName[];
  /** Relations whose rows or definition it reads. */
  readonly reads?: readonly RelationName[];
  readonly writes?: readonly Write[];
  readonly outsideTransaction?: OutsideTransaction | undefined;
  readonly opaque?: OpaqueCode | undefined;
}

/** An object that gets another name or schema. */
export interface Renaming {
  readonly from: NamedObject;
  readonly to: NamedObject;
}

/** How the actions of these kinds are described; one that is missing does not compile. */
export type Descriptions<Kind extends Action["kind"]> = {
  readonly [One in Kind]: (action: ActionOf<One>) => Description;
};
