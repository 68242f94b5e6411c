import { isSameName } from "../../../schema/index.ts";
import {
  createdBy,
  isInSchema,
  renamedBy,
  type Action,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { laterActions } from "../surrounding-actions.ts";

/** Whether something of a name that goes away is there again at the end of the section. */
export function isMadeAgain(name: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  const gone = schema.resolve(name);
  return laterActions(context)
    .flatMap(namesMadeBy)
    .some((made) => isSameName(schema.resolve(made), gone));
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
  const made = [...createdBy(action), ...renamedBy(action).map(({ to }) => to)];
  return made.flatMap(({ objectKind, on, schema, name }) =>
    name !== undefined && on === undefined && (isInSchema(objectKind) || objectKind === "SCHEMA")
      ? [{ ...(schema !== undefined && { schema }), name }]
      : [],
  );
}
