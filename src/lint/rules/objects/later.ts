import { isSameName, type FullName } from "../../../schema/index.ts";
import {
  isInSchema,
  renamedBy,
  type Action,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { objectsMadeBy } from "../schema-objects.ts";
import { laterActions } from "../surrounding-actions.ts";

/** Whether something of a name that goes away is there again at the end of the section. */
export function isMadeAgain(name: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  const gone = schema.resolve(name);
  return laterActions(context)
    .flatMap(namesMadeBy)
    .some((made) => isSameName(schema.resolve(made), gone));
}

/** The name that a table had, and the one that it has now. */
interface Moved {
  readonly old: RelationName;
  readonly now: RelationName;
}

/**
 * Whether the section puts something under the old name of a table that has its rows: a view over it, a copy, a parent of which
 * it is a part; or another table takes the name over, as in a swap. A table that is made anew is empty.
 */
export function standsIn({ old, now }: Moved, context: StatementContext): boolean {
  const { schema } = context;
  const oldName = schema.resolve(old);
  const nowName = { ...oldName, ...now };
  const is = (name: FullName, other: RelationName) => isSameName(schema.resolve(other), name);
  const isRead = (names: readonly RelationName[] = []) => names.some((name) => is(nowName, name));
  return laterActions(context).some((one) => {
    switch (one.kind) {
      case "create-view":
      case "create-table-as":
      case "insert":
        return is(oldName, one.relation) && isRead(one.query?.relations);
      case "attach-partition":
        return is(oldName, one.relation) && is(nowName, one.partition);
      case "inherit":
        return one.add && is(oldName, one.parent) && is(nowName, one.relation);
      default:
        return renamedBy(one).some(
          ({ to }) => to.name !== undefined && is(oldName, { ...to, name: to.name }),
        );
    }
  });
}

/** Whether the section creates a table of the name of one that it drops; which may be a temporary one. */
export function tableCreatedAgain(
  name: RelationName,
  context: StatementContext,
): "temporary" | "permanent" | undefined {
  const { schema } = context;
  const created = laterActions(context).find(
    (one) =>
      (one.kind === "create-table" || one.kind === "create-table-as") &&
      isSameName(schema.resolve(one.relation), schema.resolve(name)),
  );
  if (created === undefined) return undefined;
  return "temporary" in created && created.temporary ? "temporary" : "permanent";
}

function namesMadeBy(action: Action): RelationName[] {
  return objectsMadeBy(action).flatMap(({ objectKind, on, schema, name }) =>
    name !== undefined && on === undefined && (isInSchema(objectKind) || objectKind === "SCHEMA")
      ? [{ ...(schema !== undefined && { schema }), name }]
      : [],
  );
}
