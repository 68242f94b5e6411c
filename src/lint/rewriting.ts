import type { Section } from "../migrations/index.ts";
import { codeOnly, isComment, regions, type Span } from "../sql/text/index.ts";
import { type Action, type ActionOf, sqlName, type Statement } from "../sql/statement/index.ts";
import type { StatementContext } from "./context.ts";
import type { Edit } from "./finding.ts";

interface Blanked {
  /** Without comments, strings and quoted names. */
  readonly code: string;
  /** Without comments. */
  readonly sql: string;
}

const known = new WeakMap<Section, Blanked>();

/** A section's text with what is no code blanked out, so that places stay as they are. */
function blanked(section: Section): Blanked {
  const found = known.get(section) ?? {
    code: codeOnly(section.text),
    sql: codeOnly(section.text, [...regions(section.text)].filter(isComment)),
  };
  known.set(section, found);
  return found;
}

/** A section's text with its comments, strings and quoted names blanked out. */
export function codeOf(section: Section): string {
  return blanked(section).code;
}

/** The end of a stretch less the blanks and comments before it. */
export function trimmedEnd(section: Section, { start, end }: Span): number {
  return start + blanked(section).sql.slice(start, end).trimEnd().length;
}

/** Whether an action is written as a statement or a part of one, not in the body of a DO block. */
export function isPlain(action: Action, { statement }: StatementContext): boolean {
  return statement.actions.includes(action);
}

/**
 * Text put behind the words that a stretch begins with; undefined where it begins otherwise.
 * @param words matched against code, so that comments between the words are blanks
 */
export function putBehind(
  section: Section,
  { start, end }: Span,
  words: RegExp,
  text: string,
): Edit | undefined {
  const match = words.exec(codeOf(section).slice(start, end));
  if (match?.index !== 0) return undefined;
  const at = start + match[0].length;
  return { start: at, end: at, text };
}

/** Where a part of a list ends that begins here: before the next comma outside of parentheses, or with the stretch. */
export function partEnd(section: Section, { start, end }: Span): number {
  const code = codeOf(section).slice(start, end);
  let depth = 0;
  for (const { 0: sign, index } of code.matchAll(/[(),[\]]/g)) {
    if (sign !== ",") depth += sign === "(" || sign === "[" ? 1 : -1;
    const isEnd = depth < 0 || (sign === "," && depth === 0);
    if (isEnd) return trimmedEnd(section, { start, end: start + index });
  }
  return trimmedEnd(section, { start, end });
}

/** The end of the parenthesis that opens first in a stretch; undefined where none does, or none closes. */
export function closing(section: Section, { start, end }: Span): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of codeOf(section).slice(start, end).matchAll(/[()]/g)) {
    depth += sign === "(" ? 1 : -1;
    if (depth === 0) return start + index + 1;
  }
  return undefined;
}

const name = String.raw`(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+)`;
const alterTable = new RegExp(
  String.raw`^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${name}(?:\s*\.\s*${name})*\s*\*?\s*`,
  "i",
);

/** The commands of an ALTER TABLE, one for each of its actions; empty where they cannot be separated. */
export function commandsOf(section: Section, { start, end, actions }: Statement): Span[] {
  const head = alterTable.exec(blanked(section).sql.slice(start, end));
  const commands: Span[] = [];
  for (let at = start + (head?.[0].length ?? end); at < end; at = nextCommand(section, at, end))
    commands.push({ start: at, end: partEnd(section, { start: at, end }) });
  return commands.length === actions.length ? commands : [];
}

function nextCommand(section: Section, at: number, end: number): number {
  const last = partEnd(section, { start: at, end });
  const gap = /^\s*,\s*/.exec(blanked(section).sql.slice(last, end));
  return gap === null ? end : last + gap[0].length;
}

/** `ALTER TABLE IF EXISTS ONLY app.orders`, as an action says it. */
export function alterTableOf({
  relation,
  ifExists,
  only,
}: Pick<ActionOf<"set-not-null">, "relation" | "ifExists" | "only">): string {
  return `ALTER TABLE ${ifExists ? "IF EXISTS " : ""}${only ? "ONLY " : ""}${sqlName(relation)}`;
}

/** A statement with its semicolon, the comment lines right above it, and a comment behind it on its line. */
export function wholeStatement({ text }: Section, statement: Span): Span {
  const above = /(?:^|(?<=\n))(?:[ \t]*--[^\n]*\n)*[ \t]*$/.exec(text.slice(0, statement.start));
  const start = withoutHeader(above?.[0] ?? "", statement.start);
  const behind = /^\s*;?[ \t]*(?:--[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(statement.end));
  const closed = /^\s*;?/.exec(text.slice(statement.end))!;
  return { start, end: statement.end + (behind ?? closed)[0].length };
}

/** Lines that say something of the file, or of the tool, stay where they are. */
function withoutHeader(lines: string, end: number): number {
  const isOfFile =
    /--\s*(?:Migration|Created|Description|pgmaestro):|--[\s-]*(?:up|down)\s+migration/i;
  const kept = lines.split("\n").findLastIndex((line) => isOfFile.test(line));
  return (
    end -
    lines
      .split("\n")
      .slice(kept + 1)
      .join("\n").length
  );
}

/** Takes a statement away, with the line break behind it, and one of two blank lines that would meet. */
export function takeAway(section: Section, statement: Span): Edit {
  const { start, end } = wholeStatement(section, statement);
  const { text } = section;
  const isAfterBlank = /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, start));
  const gap = (isAfterBlank ? /^(?:[ \t]*\r?\n)*/ : /^[ \t]*(?:\r?\n)?/).exec(text.slice(end))!;
  return { start, end: end + gap[0].length, text: "" };
}

/** The down section of the migration that a statement of the up section is in, as far as it can be read. */
export function downOf({ direction, section }: StatementContext): DownSection | undefined {
  const { lintable, downStatements } = section.migration;
  const { down } = lintable.sections;
  if (direction === "down" || down === undefined || down.opaque || down.variables) return undefined;
  const { section: up } = section;
  const toUp = (edit: Edit): Edit => ({
    ...edit,
    start: down.start + edit.start - up.start,
    end: down.start + edit.end - up.start,
    ...(down.file !== up.file && { file: down.file }),
  });
  return { section: down, statements: downStatements, edit: toUp };
}

/** A down section, seen from a statement of the up section. */
export interface DownSection {
  readonly section: Section;
  readonly statements: readonly Statement[];
  /** An edit of it as one that a report of the up section may hold. */
  edit(edit: Edit): Edit;
}

/** Whether a statement does nothing but SET a timeout, which no work outside of a transaction needs. */
export function isTimeout({ actions }: Statement): boolean {
  return actions.every(
    (action) => action.kind === "set" && /^(?:lock|statement)_timeout$/.test(action.name),
  );
}
