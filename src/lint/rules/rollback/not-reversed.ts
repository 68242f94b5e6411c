import { difference, type SchemaDifference, type Schema } from "../../../schema/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import { deedOf, helpOf, type NotReversed } from "./deeds.ts";
import { replayed } from "./replay.ts";
import { unseen } from "./unseen.ts";

/** What a down section leaves of the up section before it, as far as the migrations show. */
export function notReversed(
  up: SectionContext,
  before: Schema,
  down: SectionContext,
): NotReversed[] {
  const left = leftOf(up, before, down);
  return [...(left.size > 0 ? byAction(up, before, left) : []), ...unseen(up, before, down)];
}

type SchemaDifferences = Map<string, SchemaDifference>;

/**
 * What differs from the state before, after the up section and after every action of the down section: what the down
 * section changes is taken for given back, since the same can be written in several ways.
 */
function leftOf(up: SectionContext, before: Schema, down: SectionContext): SchemaDifferences {
  const left = keyed(difference(before, down.schema).filter((one) => isReported(one, down)));
  if (left.size === 0) return left;
  for (const { schema } of replayed(down, up.schema.clone())) {
    const now = keyed(difference(before, schema));
    for (const key of left.keys()) if (!now.has(key)) left.delete(key);
    if (left.size === 0) break;
  }
  return left;
}

function keyed(differences: readonly SchemaDifference[]): SchemaDifferences {
  return new Map(differences.map((one) => [JSON.stringify(one), one]));
}

/**
 * Views and functions may have been there before where not all is known: CREATE OR REPLACE does not say so. Triggers and
 * policies may go with a DROP CASCADE, and what a partition has is its parent's.
 */
function isReported(
  { kind, object }: SchemaDifference,
  { schema, actions }: SectionContext,
): boolean {
  if (object.kind === "extension") return false;
  if (kind !== "only-in-second") return true;
  if (object.kind === "view" || object.kind === "function") return !schema.isPartial;
  if (object.kind === "trigger" || object.kind === "policy")
    return !actions.some((one) => one.kind === "drop" && one.cascade);
  return (
    object.on === undefined ||
    schema.relation({ schema: object.schema, name: object.on })?.parent === undefined
  );
}

/** For each action the first of the differences that it makes and that are left. */
function byAction(up: SectionContext, before: Schema, left: SchemaDifferences): NotReversed[] {
  const causes = causesOf(up, before, left);
  const found = new Map<Action, NotReversed>();
  for (const [key, one] of left) {
    const action = causes.get(key);
    const deed = action && deedOf(action, one);
    if (action && deed !== undefined && !found.has(action))
      found.set(action, { action, deed, help: helpOf(action) });
  }
  return [...found.values()];
}

/** The action after which a difference is there to stay. */
function causesOf(
  up: SectionContext,
  before: Schema,
  left: SchemaDifferences,
): Map<string, Action> {
  const causes = new Map<string, Action>();
  const schema = before.clone();
  let last: Action | undefined;
  const look = () => {
    const now = keyed(difference(before, schema));
    for (const key of left.keys())
      if (!now.has(key)) causes.delete(key);
      else if (last !== undefined && !causes.has(key)) causes.set(key, last);
  };
  for (const { action } of replayed(up, schema)) {
    look();
    last = action;
  }
  look();
  return causes;
}
