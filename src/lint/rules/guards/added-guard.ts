import type { Action, GuardRemedy, NamedObject, Statement } from "../../../sql/statement/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import type { Edit, Fix, Unfixed } from "../../finding.ts";
import { dropCommand } from "../../guard-remedy-text.ts";
import type { Span } from "../../../sql/text/index.ts";
import { codeOf, commandsOf, putBehind } from "../../rewriting.ts";
import { askedFirst } from "./asked-first.ts";

/** Which words a guard stands behind, and what it is. */
interface Guard {
  readonly behind: RegExp;
  readonly text: string;
}

/** The guard that a statement lacks. */
export function addedGuard(
  statement: Statement,
  remedy: GuardRemedy,
  { section: context, alone }: Pick<StatementContext, "section" | "alone">,
): Fix | Unfixed {
  if (statement.actions[0]!.kind === "create-schema" && hasElements(statement, context))
    return { unfixed: "CREATE SCHEMA IF NOT EXISTS may hold no objects" };
  const fix =
    remedy.kind === "ask-catalog"
      ? askedFirst(statement, context)
      : remedy.kind === "drop-first" && alone === undefined
        ? droppedFirst(statement, remedy.object)
        : withWords(statement, context);
  return fix ?? { unfixed: "PostgreSQL has no guard for all that it does" };
}

/** What may be dropped and made again in one transaction: nothing depends on it, and nobody sees that it was gone. */
function droppedFirst({ start }: Statement, object: NamedObject): Fix | undefined {
  if (object.objectKind !== "TRIGGER" && object.objectKind !== "POLICY") return undefined;
  const edit = { start, end: start, text: `${dropCommand(object)};\n` };
  return { title: `Write DROP ${object.objectKind} IF EXISTS before it`, edits: [edit] };
}

function withWords(statement: Statement, context: SectionContext): Fix | undefined {
  const edits = editsOf(statement, context);
  return edits && edits.length > 0
    ? { title: `Write ${edits[0]!.text.trim().replace(/^COLUMN /, "")}`, edits }
    : undefined;
}

function editsOf(statement: Statement, context: SectionContext): Edit[] | undefined {
  const { actions } = statement;
  const { section } = context;
  if (actions.every((action) => "objectKind" in action && "ifExists" in action))
    return commandEdits(statement, context);
  const guard = guardOf(actions[0]!, context.facts.postgres.major);
  if (guard === undefined || !actions.every(({ kind }) => kind === actions[0]!.kind))
    return undefined;
  const edit = putBehind(section, statement, guard.behind, guard.text);
  return edit && [edit];
}

/** CREATE SCHEMA IF NOT EXISTS may hold no objects. */
function hasElements({ start, end }: Span, { section }: SectionContext): boolean {
  return /\s(?:CREATE|GRANT)\b/i.test(codeOf(section).slice(start, end));
}

function guardOf(action: Action, major: number): Guard | undefined {
  const ifNot = (behind: RegExp) => ({ behind, text: " IF NOT EXISTS" });
  const orReplace = { behind: /^CREATE\b/i, text: " OR REPLACE" };
  switch (action.kind) {
    case "create-table":
      return ifNot(/^CREATE\s+(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN)\s+)*TABLE\b/i);
    case "create-table-as":
      return ifNot(/^CREATE\s+(?:(?:UNLOGGED|MATERIALIZED)\s+)*(?:TABLE|VIEW)\b/i);
    case "create-index":
      return ifNot(/^CREATE\s+(?:UNIQUE\s+)?INDEX(?:\s+CONCURRENTLY)?\b/i);
    case "create-sequence":
      return ifNot(/^CREATE\s+(?:(?:TEMP|TEMPORARY|UNLOGGED)\s+)*SEQUENCE\b/i);
    case "create-schema":
      return ifNot(/^CREATE\s+SCHEMA\b/i);
    case "create-extension":
      return ifNot(/^CREATE\s+EXTENSION\b/i);
    case "create-view":
    case "create-function":
      return orReplace;
    case "alter-enum":
      return ifNot(/^ALTER\s+TYPE\b.*?\sADD\s+VALUE\b/is);
    case "create-trigger":
      return action.constraint || major < 14 ? undefined : orReplace;
    case "drop":
      return { behind: dropped, text: " IF EXISTS" };
    default:
      return undefined;
  }
}

const dropped =
  /^DROP\s+(?:MATERIALIZED\s+VIEW|FOREIGN\s+TABLE|INDEX\s+CONCURRENTLY|AGGREGATE|COLLATION|DOMAIN|EXTENSION|FUNCTION|INDEX|POLICY|PROCEDURE|PUBLICATION|ROUTINE|RULE|SCHEMA|SEQUENCE|STATISTICS|TABLE|TRIGGER|TYPE|VIEW)\b/i;

/** Guards in the commands of an ALTER TABLE; undefined where one of them cannot have one. */
function commandEdits(statement: Statement, { section }: SectionContext): Edit[] | undefined {
  const commands = commandsOf(section, statement);
  const edits: Edit[] = [];
  for (const [index, command] of commands.entries()) {
    const action = statement.actions[index]!;
    if (repeatable.has(action.kind) || ("guarded" in action && action.guarded)) continue;
    const edit = commandEdit(action, command, section);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return edits;
}

/** Commands that may run twice as they are. */
const repeatable: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "set-not-null",
  "drop-not-null",
  "set-default",
  "change-owner",
  "row-security",
]);

function commandEdit(
  { kind }: Action,
  command: Span,
  section: SectionContext["section"],
): Edit | undefined {
  const put = (words: RegExp, text: string) => putBehind(section, command, words, text);
  switch (kind) {
    case "add-column":
      return put(/^ADD\s+COLUMN\b/i, " IF NOT EXISTS") ?? put(/^ADD\b/i, " COLUMN IF NOT EXISTS");
    case "drop-column":
      return put(/^DROP\s+COLUMN\b/i, " IF EXISTS") ?? put(/^DROP\b/i, " COLUMN IF EXISTS");
    case "drop-constraint":
      return put(/^DROP\s+CONSTRAINT\b/i, " IF EXISTS");
    default:
      return undefined;
  }
}
