import { shownType } from "../../../sql/statement/index.ts";
import type { Action, RelationName, TypeSummary } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** A type that an action gives a column or a domain. */
export interface DeclaredType {
  /** For messages: `orders.created_at`, `the domain email`. */
  readonly what: string;
  readonly type: TypeSummary;
  /** As people write it. */
  readonly shown: string;
}

/** The types that an action gives. None in a down section, which gives old types back. */
export function givenTypes(action: Action, context: StatementContext): DeclaredType[] {
  if (context.direction === "down") return [];
  switch (action.kind) {
    case "create-table":
      return action.columns.flatMap(({ name, type }) =>
        ofColumn(action.relation, name, type, context),
      );
    case "add-column":
      return ofColumn(action.relation, action.column.name, action.column.type, context);
    case "alter-column-type":
      return ofColumn(action.relation, action.column, action.type, context);
    case "create-domain":
      return [
        {
          what: `the domain ${context.show(action.name)}`,
          type: action.base,
          shown: shownType(action.base),
        },
      ];
    default:
      return [];
  }
}

function ofColumn(
  relation: RelationName,
  column: string,
  type: TypeSummary | undefined,
  context: StatementContext,
): DeclaredType[] {
  if (type === undefined) return [];
  return [{ what: `${context.show(relation)}.${column}`, type, shown: shownType(type) }];
}

/** Reports each given type that is one of PostgreSQL's own and of a kind, where it is written. */
export function reportTypes(
  action: Action,
  context: StatementContext,
  isMeant: (type: TypeSummary) => boolean,
  words: (given: DeclaredType) => { message: string; help: string },
): void {
  for (const given of givenTypes(action, context))
    if (given.type.schema === undefined && isMeant(given.type))
      context.report({ ...words(given), ...placeOfType(given.type, context) });
}

const written =
  /^"?\w+"?(?:\s+(?:varying|precision)\b)?(?:\s*\([^)]*\))?(?:\s+with(?:out)?\s+time\s+zone\b)?/i;

/** From the type's first word to the end of what belongs to it. */
export function placeOfType(
  { at }: TypeSummary,
  { statement }: StatementContext,
): { at: number; end: number } {
  const rest = statement.text.slice(at - statement.start);
  const length = written.exec(rest)?.[0].length ?? 0;
  return { at, end: at + length };
}
