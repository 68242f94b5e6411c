import {
  constraintsOf,
  createdBy,
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  renamedBy,
  type Action,
  type NamedObject,
  type ObjectKind,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { identifierAt } from "../identifiers.ts";

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
function createdNames(action: Action, { direction }: StatementContext): CreatedName[] {
  if (direction === "down") return [];
  const renamed = action.kind === "rename" ? renamedBy(action).map(({ to }) => to) : [];
  const created = createdBy(action).filter(({ objectKind }) => isNamedByPeople(objectKind));
  return [...created, ...partsOf(action), ...renamed].flatMap(nameOf);
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

/** The columns of a new table or view, and the constraints that are written with a table or a column. */
function partsOf(action: Action): NamedObject[] {
  switch (action.kind) {
    case "create-table":
    case "add-column":
      return [
        ...(action.kind === "create-table" ? action.columns : []).map(partOf("COLUMN", action)),
        ...constraintsOf(action).map(partOf("CONSTRAINT", action)),
      ];
    case "create-view":
      return action.columns.map((name) => partOf("COLUMN", action)({ name }));
    default:
      return [];
  }
}

function partOf(objectKind: string, { relation: on }: { readonly relation: RelationName }) {
  return ({ name }: { readonly name?: string }): NamedObject => ({
    objectKind,
    on,
    ...(name !== undefined && { name }),
  });
}

function nameOf({ objectKind, name, on }: NamedObject): CreatedName[] {
  if (name === undefined) return [];
  const isPart = on !== undefined && objectKind !== "INDEX";
  return [{ what: objectKind.toLowerCase(), name, ...(isPart && { on: on.name }) }];
}

/** Whether objects of a kind get names from people, of their own choice: extensions do not. */
function isNamedByPeople(objectKind: ObjectKind): boolean {
  return (
    isRelationKind(objectKind) ||
    isTypeKind(objectKind) ||
    isRoutineKind(objectKind) ||
    /^(?:INDEX|SCHEMA|TRIGGER|POLICY|ROLE|COLUMN|CONSTRAINT)$/.test(objectKind)
  );
}
