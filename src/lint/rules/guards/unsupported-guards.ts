import { codeOnly, regions } from "../../../sql/text/index.ts";
import type { MigrationContext } from "../../context.ts";
import type { Unreadable } from "../../read-section.ts";

/** A guard that no version of PostgreSQL has. Offsets are UTF-16 units in the file. */
export interface UnsupportedGuard {
  readonly start: number;
  readonly end: number;
  /** As written: `CREATE POLICY IF NOT EXISTS`. */
  readonly words: string;
  readonly help: string;
}

/** The guard that made the parser refuse a statement, if it was one. */
export function unsupportedGuardAt(
  { offset, section }: Unreadable,
  { source }: MigrationContext,
): UnsupportedGuard | undefined {
  const code = withNames(section?.source ?? source);
  const from = code.lastIndexOf(";", offset - 1) + 1;
  const next = code.indexOf(";", offset);
  const statement = code.slice(from, next === -1 ? code.length : next);
  for (const [pattern, help] of patterns) {
    const match = pattern.exec(statement);
    if (match === null) continue;
    const start = from + match.index;
    if (offset < start || offset >= start + match[0].length) continue;
    const words = match[0].replaceAll(/\s+/g, " ");
    return {
      start,
      end: start + match[0].length,
      words,
      help: typeof help === "string" ? help : help(words.toUpperCase()),
    };
  }
  return undefined;
}

/** A text without its comments and strings. */
function withNames(text: string): string {
  const found = [...regions(text)].filter(({ kind }) => kind !== "quoted-identifier");
  return codeOnly(text, found);
}

type Help = string | ((words: string) => string);

/** Each with what to write instead. */
const patterns: readonly (readonly [RegExp, Help])[] = [
  [
    /\bcreate\s+(?:policy|rule|(?:or\s+replace\s+)?(?:constraint\s+|event\s+)?trigger|publication|subscription)\s+if\s+not\s+exists\b/i,
    (words) => `Write DROP ${kindIn(words)} IF EXISTS before CREATE ${kindIn(words)}.`,
  ],
  [
    /\bcreate\s+(?:or\s+replace\s+)?(?:recursive\s+)?(?:view|function|procedure|aggregate|language)\s+if\s+not\s+exists\b/i,
    (words) => `Write CREATE OR REPLACE ${kindIn(words)}.`,
  ],
  [
    /\bcreate\s+(?:type|domain)\s+if\s+not\s+exists\b/i,
    "Guard it in a DO block that asks pg_type.",
  ],
  [
    /\bcreate\s+(?:role|user|group)\s+if\s+not\s+exists\b/i,
    "Guard it in a DO block that asks pg_roles.",
  ],
  [/\bcreate\s+(?:database|tablespace)\s+if\s+not\s+exists\b/i, "Create it outside of migrations."],
  [
    /\bcreate\s+(?:unique\s+)?index\s+(?:concurrently\s+)?if\s+not\s+exists\s+on\b/i,
    "Give the index a name: only named ones can be looked up.",
  ],
  [
    /\bcreate\s+or\s+replace\s+(?:temporary\s+|temp\s+|unlogged\s+)?(?:table|(?:unique\s+)?index|sequence|schema|extension|materialized\s+view)\b/i,
    (words) => `Write CREATE ${kindIn(words)} IF NOT EXISTS.`,
  ],
  [
    /\bcreate\s+or\s+replace\s+(?:policy|constraint\s+trigger|event\s+trigger)\b/i,
    (words) => `Write DROP ${kindIn(words)} IF EXISTS before CREATE ${kindIn(words, true)}.`,
  ],
  [/\bcreate\s+or\s+replace\s+(?:type|domain)\b/i, "Guard CREATE in a DO block that asks pg_type."],
  [
    /\badd\s+constraint\s+if\s+not\s+exists\b/i,
    "Guard it in a DO block that asks pg_constraint for conrelid and conname.",
  ],
  [/\badd\s+attribute\s+if\s+not\s+exists\b/i, "Guard it in a DO block that asks pg_attribute."],
  [
    /\brename\s+(?:column|constraint|attribute|value)\s+if\s+exists\b/i,
    "Guard it in a DO block that asks the catalog for the old name.",
  ],
  [
    /\b(?:add\s+column|add\s+value|create\s+table|create\s+schema)\b(?!\s+if\b)[^;()]*?\bif\s+not\s+exists\b/i,
    "Write IF NOT EXISTS before the name.",
  ],
  [
    /\bdrop\s+(?:table|(?:materialized\s+)?view|index(?:\s+concurrently)?|sequence|type|domain|schema|column|constraint|trigger|function|procedure|policy|extension|role|user)\s+(?!if\b|concurrently\s+if\b)[^;]*?\bif\s+exists\b/i,
    "Write IF EXISTS before the name.",
  ],
];

/** `POLICY` of CREATE POLICY IF NOT EXISTS; for DROP a constraint trigger is a trigger. */
function kindIn(words: string, isFull = false): string {
  const kind = words
    .replace(/^CREATE (?:OR REPLACE )?(?:TEMPORARY |TEMP |UNLOGGED |RECURSIVE )?/, "")
    .replace(/ IF NOT EXISTS.*$/, "");
  return isFull ? kind : kind.replace(/^CONSTRAINT /, "");
}
