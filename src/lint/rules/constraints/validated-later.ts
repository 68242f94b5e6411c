import { constraintName } from "../../../schema/index.ts";
import { quoteIfNeeded } from "../../../sql/text/index.ts";
import {
  shownName,
  type ActionOf,
  type ConstraintSummary,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Fix, NewMigration, Unfixed } from "../../finding.ts";
import { alterTableOf, isPlain, partEnd, takeAway } from "../../rewriting.ts";

type OnTable = Parameters<typeof alterTableOf>[0];

/** ADD CONSTRAINT made NOT VALID, and VALIDATE in a migration that follows; undefined where that is not enough. */
export function validatedLater(
  action: ActionOf<"add-constraint">,
  context: StatementContext,
): Fix | Unfixed {
  const { constraint, relation } = action;
  if (!isPlain(action, context)) return { unfixed: "it is in a DO block" };
  if (context.direction === "down") return { unfixed: inDown };
  const name = constraintNameOf(constraint, relation, context);
  if (name === undefined) return { unfixed: "the constraint has no name of its own" };
  if (isMentionedLater(name, context)) return { unfixed: mentioned(name) };
  const { section } = context.section;
  const end = partEnd(section, { start: constraint.at, end: context.statement.end });
  const written = section.text.slice(constraint.at, end);
  const naming = constraint.name === undefined ? `CONSTRAINT ${quoteIfNeeded(name)} ` : "";
  return {
    title: `Add ${name} NOT VALID, and validate it in a migration that follows`,
    edits: [
      ...(naming === "" ? [] : [{ start: constraint.at, end: constraint.at, text: naming }]),
      { start: end, end, text: " NOT VALID" },
    ],
    follow: [validation(action, name, `${naming}${written} NOT VALID`)],
  };
}

function mentioned(name: string): string {
  return `what follows in the migration speaks of ${shownName([name])}`;
}

/** What a rewrite cannot add to a down section. */
export const inDown = "it is in a down section, which no migration follows";

/** The constraint's name, or the one that the server makes. */
export function constraintNameOf(
  constraint: ConstraintSummary,
  relation: RelationName,
  { schema }: StatementContext,
): string {
  if (constraint.name !== undefined) return constraint.name;
  const table = schema.relation(relation) ?? { name: relation.name, constraints: new Map() };
  return constraintName(table, constraint);
}

/** Whether the rest of the section does something with it, for which it may have to be valid. */
function isMentionedLater(name: string, { section, index }: StatementContext): boolean {
  return section.statements.slice(index + 1).some(({ text }) => text.includes(name));
}

/**
 * The migration that validates a constraint.
 * @param definition as it is added, NOT VALID
 */
export function validation(table: OnTable, name: string, definition: string): NewMigration {
  const [alter, quoted] = [alterTableOf(table), quoteIfNeeded(name)];
  return {
    words: `validate ${name}`,
    description: `Check the rows that were there before ${name}; reads and writes go on`,
    up: `${alter} VALIDATE CONSTRAINT ${quoted};`,
    down: `${alter}\n    DROP CONSTRAINT IF EXISTS ${quoted},\n    ADD ${definition};`,
  };
}

/** VALIDATE CONSTRAINT moved to a migration that follows, where the constraint is added in the same section. */
export function validatedApart(
  action: ActionOf<"validate-constraint">,
  context: StatementContext,
): Fix | Unfixed {
  const { section, statement, direction, index } = context;
  if (!isPlain(action, context)) return { unfixed: "it is in a DO block" };
  if (direction === "down") return { unfixed: inDown };
  if (statement.actions.length > 1) return { unfixed: "its statement does more than that" };
  if (isMentionedLater(action.name, context)) return { unfixed: mentioned(action.name) };
  for (const { actions, end } of section.statements.slice(0, index))
    for (const added of actions) {
      if (added.kind !== "add-constraint" || added.constraint.name !== action.name) continue;
      if (added.relation.name !== action.relation.name) continue;
      const { at } = added.constraint;
      const last = partEnd(section.section, { start: at, end });
      return {
        title: `Validate ${action.name} in a migration that follows`,
        edits: [takeAway(section.section, statement)],
        follow: [validation(action, action.name, section.section.text.slice(at, last))],
      };
    }
  return { unfixed: `${shownName([action.name])} is added by another migration` };
}
