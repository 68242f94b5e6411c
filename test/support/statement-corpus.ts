import { parseSync } from "libpg-query";
import type { Random } from "./random.ts";
import { templates, type StatementKind } from "./statement-templates.ts";
import { words } from "./statement-words.ts";

/** A statement without its semicolon, and what PostgreSQL's parser calls it. */
export interface CorpusStatement {
  readonly kind: StatementKind;
  readonly text: string;
}

/** Where the generator put a statement. Offsets are UTF-16 units; line and column count from 1, columns in characters. */
export interface PlacedStatement extends CorpusStatement {
  readonly section: "up" | "down";
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface CorpusFile {
  readonly text: string;
  readonly statements: readonly PlacedStatement[];
}

export const kinds = Object.keys(templates) as (keyof typeof templates)[];

/** Every template once. The parser must be loaded. */
export function everyTemplate(random: Random): CorpusStatement[] {
  return kinds.flatMap((kind) =>
    templates[kind].map((template) => ({ kind, text: filled(template, kind, random) })),
  );
}

/** Statements of random kinds. */
export function randomStatements(count: number, random: Random): CorpusStatement[] {
  return Array.from({ length: count }, () => {
    const kind = random.pick(random.chance(0.5) ? frequent : kinds);
    return { kind, text: filled(random.pick(templates[kind]), kind, random) };
  });
}

/** What migrations are mostly made of. */
const frequent = ["CreateStmt", "AlterTableStmt", "IndexStmt", "DropStmt", "RenameStmt"] as const;

/** A template with its braces filled, tried again where what came out is no SQL: `SET STATISTICS 1.5`. */
function filled(template: string, kind: StatementKind, random: Random): string {
  for (let tries = 0; tries < 50; tries++) {
    const text = spaced(expanded(template, random, 0), random);
    if (kindOf(text) === kind) return text;
  }
  throw new Error(`No ${kind} comes of: ${template}`);
}

function kindOf(text: string): string | undefined {
  try {
    const [statement, ...others] = parseSync(text).stmts ?? [];
    return others.length > 0 ? undefined : Object.keys(statement?.stmt ?? {})[0];
  } catch {
    return undefined;
  }
}

/** Stands for a blank that may be a line break or a comment as well. */
const blank = "\u2420";
const quoted = /("(?:[^"]|"")*"|'(?:[^']|'')*'|\$\w*\$[^]*?\$\w*\$)/;

function expanded(template: string, random: Random, depth: number): string {
  const isLower = random.chance(0.3);
  return template
    .split(quoted)
    .map((piece, index) => {
      const isQuoted = index % 2 === 1;
      const plain = isLower && !isQuoted ? piece.toLowerCase() : piece;
      return (isQuoted ? plain : plain.replaceAll(" ", blank)).replaceAll(
        /\{([a-z-]+)\}/g,
        (braces, word: string) => {
          const choices = words[word];
          if (choices === undefined) return braces;
          return expanded(depth > 5 ? choices[0]! : random.pick(choices), random, depth + 1);
        },
      );
    })
    .join("");
}

const gaps = ["\n", "\r\n", "\t", "  ", "\n    ", " /* ; 😀 ' */ ", ' -- ü; " $$\n', "\f", "/**/"];

function spaced(text: string, random: Random): string {
  return text
    .replaceAll(/\u2420+/g, blank)
    .replaceAll(/^\u2420|\u2420$/g, "")
    .replaceAll(blank, () => (random.chance(0.75) ? " " : random.pick(gaps)));
}

/** How statements become a file. */
export interface Layout {
  /** Of the blank lines and comments between the statements. */
  readonly random: Random;
  /** How many of the statements are in the up section; the others are in a down section. Default: all, without markers. */
  readonly up?: number;
  /** Whether the last statement goes without its semicolon. */
  readonly isOpen?: boolean;
}

/** A file of these statements, in order. */
export function fileOf(statements: readonly CorpusStatement[], layout: Layout): CorpusFile {
  const { random, up, isOpen } = layout;
  const page = new Page();
  const placed: PlacedStatement[] = [];
  if (up !== undefined) page.write("-- Up Migration\n");
  for (const [index, statement] of statements.entries()) {
    if (index === up) page.write("\n-- Down Migration\n");
    page.write(between(random));
    const { length: start, line, column } = page;
    page.write(statement.text);
    const section = up !== undefined && index >= up ? "down" : "up";
    placed.push({ ...statement, section, start, end: page.length, line, column });
    page.write(
      isOpen && index === statements.length - 1 ? "" : random.pick([";", ";", " ;", "\n;"]),
    );
  }
  page.write(random.pick(["", "\n", "\r\n\r\n", "\n-- the end"]));
  return { text: page.text, statements: placed };
}

const fillers = [
  "\n",
  "\r\n",
  "\n\n",
  " ",
  "\t\n",
  "\n-- a remark; 'é\n",
  '\n/* a\n remark; " 😀 */ ',
  ";\n",
];

function between(random: Random): string {
  return Array.from({ length: 1 + random.below(4) }, () => random.pick(fillers)).join("");
}

/** Text that counts its lines and columns while it is written. */
class Page {
  text = "";
  line = 1;
  column = 1;

  get length(): number {
    return this.text.length;
  }

  write(text: string): void {
    for (const character of text) {
      const isLineEnd = character === "\n" && this.text.endsWith("\r");
      if (character === "\r" || (character === "\n" && !isLineEnd)) this.line++;
      this.column = character === "\r" || character === "\n" ? 1 : this.column + 1;
      this.text += character;
    }
  }
}
