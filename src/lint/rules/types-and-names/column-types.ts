import { shownType } from "../../../sql/statement/index.ts";
import type { Action, RelationName, TypeSummary } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { listing } from "../listing.ts";

/** A type that an action gives a column or a domain. */
interface DeclaredType {
  /** For messages: `orders.created_at`, `the domain email`. */
  readonly what: string;
  readonly type: TypeSummary;
  /** As people write it. */
  readonly shown: string;
}

/** The types that an action gives. None in a down section, which gives old types back. */
function givenTypes(action: Action, context: StatementContext): DeclaredType[] {
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

/** Columns that are given one type, for messages. */
export interface GivenType extends DeclaredType {
  /** Of several columns `orders.created_at and orders.paid_at`. */
  readonly what: string;
  readonly verb: "is" | "are";
}

/** Reports the types that are PostgreSQL's own and of a kind, where each is written first: one finding for a type. */
export function reportTypes(
  action: Action,
  context: StatementContext,
  isMeant: (type: TypeSummary) => boolean,
  words: (given: GivenType) => Pick<Report, "message" | "help" | "builder">,
): void {
  const meant = givenTypes(action, context).filter(
    ({ type }) => type.schema === undefined && isMeant(type),
  );
  for (const shown of new Set(meant.map((one) => one.shown))) {
    const [first, ...others] = meant.filter((one) => one.shown === shown);
    const what = listing([first!, ...others].map((one) => one.what));
    const given = { ...first!, what, verb: others.length > 0 ? "are" : "is" } as const;
    context.report({ ...words(given), ...placeOfType(first!.type, context) });
  }
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
