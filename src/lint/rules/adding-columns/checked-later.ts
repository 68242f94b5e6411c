import { quoteIfNeeded, type Span } from "../../../sql/text/index.ts";
import type { ActionOf, ConstraintSummary } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Fix, Unfixed } from "../../finding.ts";
import { closing, codeOf, partEnd, trimmedEnd } from "../../rewriting.ts";
import { constraintNameOf, inDown, validation } from "../constraints/validated-later.ts";

/**
 * The CHECK of a column made one of the table in the same statement, NOT VALID, with VALIDATE in a migration that
 * follows; undefined where that is not all.
 */
export function checkedLater(
  { column, relation, guarded, ...action }: ActionOf<"add-column">,
  check: ConstraintSummary,
  context: StatementContext,
): Fix | Unfixed | undefined {
  const isOnly = column.constraints.filter(({ kind }) => kind === "check").length === 1;
  if (guarded) return { unfixed: "IF NOT EXISTS is not for the constraint" };
  if (!isOnly) return { unfixed: "the column has several CHECKs" };
  if (context.direction === "down") return { unfixed: inDown };
  const name = constraintNameOf(check, relation, context);
  const written = checkStretch(check, context);
  if (name === undefined) return { unfixed: "the constraint has no name of its own" };
  if (written === undefined) return undefined;
  const { section } = context.section;
  const text = section.text.slice(written.start, written.end);
  const definition = `${check.name === undefined ? `CONSTRAINT ${quoteIfNeeded(name)} ` : ""}${text} NOT VALID`;
  const end = partEnd(section, { start: column.at, end: context.statement.end });
  return {
    title: `Add ${name} as a constraint of the table, NOT VALID, and validate it in a migration that follows`,
    edits: [
      { start: withBlanks(written.start, context), end: written.end, text: "" },
      { start: end, end, text: `,\n    ADD ${definition}` },
    ],
    follow: [validation({ ...action, relation }, name, definition)],
  };
}

/** `CONSTRAINT name CHECK (…) NO INHERIT` */
function checkStretch({ at }: ConstraintSummary, context: StatementContext): Span | undefined {
  const { section } = context.section;
  const { end } = context.statement;
  const begin = /^(?:CONSTRAINT\s+(?:\S+\s+)?)?CHECK\s*(?=\()/i.exec(
    codeOf(section).slice(at, end),
  );
  const closed = begin ? closing(section, { start: at + begin[0].length, end }) : undefined;
  if (closed === undefined) return undefined;
  const more = /^\s+NO\s+INHERIT\b/i.exec(codeOf(section).slice(closed, end));
  return { start: at, end: closed + (more?.[0].length ?? 0) };
}

/** With the blanks before it, unless they end a comment. */
function withBlanks(start: number, { section: { section }, statement }: StatementContext): number {
  const before = section.text.slice(0, start).trimEnd().length;
  return before === trimmedEnd(section, { start: statement.start, end: start }) ? before : start;
}
