import { quoteIfNeeded } from "../../sql/text/index.ts";
import { codeOnly, regions } from "../../sql/text/index.ts";

/**
 * SQL that PostgreSQL or pg-delta wrote, as a person writes it: identifiers quoted only where they must be,
 * types by their short names, no parentheses twice. String literals and bodies stay as they are.
 */
export function reworded(sql: string): string {
  return withoutDoubleParentheses(inCode(sql, (code) => shortened(code)));
}

/** The code of a text changed; quoted identifiers lose quotes that they do not need. */
function inCode(sql: string, change: (code: string) => string): string {
  let result = "";
  let at = 0;
  for (const { kind, start, end } of regions(sql)) {
    const text = sql.slice(start, end);
    result += change(sql.slice(at, start));
    result += kind === "quoted-identifier" ? unquoted(text) : text;
    at = end;
  }
  return result + change(sql.slice(at));
}

function unquoted(text: string): string {
  return quoteIfNeeded(text.slice(1, -1).replaceAll('""', '"'));
}

/** Source: PostgreSQL manual, table 8.1 "Data Types", column "Aliases". */
const shortNames: readonly [RegExp, string][] = [
  [/\bcharacter varying\b/g, "varchar"],
  [/\bcharacter(?=\(\d+\))/g, "char"],
  [/\b(timestamp|time)(\(\d\))? with time zone\b/g, "$1tz$2"],
  [/\b(timestamp|time)(\(\d\))? without time zone\b/g, "$1$2"],
  [/\bCOLLATE pg_catalog\./g, "COLLATE "],
  [/(?<=^CREATE (?:UNIQUE )?INDEX .* )USING btree (?=\()/gs, ""],
];

function shortened(code: string): string {
  return shortNames.reduce((text, [long, short]) => text.replaceAll(long, short), code);
}

const doubled = /\b(?:CHECK|USING|WHEN|AS) \(\(/g;

/** `CHECK ((a > 0))` as `CHECK (a > 0)`. */
function withoutDoubleParentheses(sql: string): string {
  for (const match of codeOnly(sql).matchAll(doubled)) {
    const outer = match.index + match[0].length - 2;
    const end = closing(sql, outer);
    if (end !== undefined && closing(sql, outer + 1) === end - 1)
      return withoutDoubleParentheses(
        `${sql.slice(0, outer)}${sql.slice(outer + 1, end)}${sql.slice(end + 1)}`,
      );
  }
  return sql;
}

/** An expression without the parentheses around the whole of it. */
export function peeled(expression: string): string {
  const isWrapped = expression.startsWith("(") && closing(expression, 0) === expression.length - 1;
  return isWrapped ? peeled(expression.slice(1, -1)) : expression;
}

/** Where the parenthesis that opens at a place closes. */
function closing(sql: string, open: number): number | undefined {
  const code = codeOnly(sql);
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === "(") depth++;
    if (code[at] === ")" && --depth === 0) return at;
  }
  return undefined;
}

/** A default as it is written for a column of that type: `'glad'` for `'glad'::app.mood`. */
export function defaultFor(type: string, expression: string): string {
  const literal = /^('(?:[^']|'')*')::(.+)$/s.exec(expression);
  if (literal === null || literal[2] !== type.replace(/\(.*?\)(?=$| with)/, "")) return expression;
  const isNumber = type === "integer" && /^'-?\d+'$/.test(literal[1]!);
  return isNumber ? literal[1]!.slice(1, -1) : literal[1]!;
}

const literals = String.raw`'(?:[^']|'')*'`;
const listed = (cast: string) => String.raw`((?:${literals}::${cast}(?:, )?)+|(?:-?\d+(?:, )?)+)`;
const operator = String.raw`(?<= (?:=|<>|<|>|<=|>=|~|~~|\|\|) )`;

/** What PostgreSQL writes out of an expression in a schema, and people leave to it. */
const writtenOut: readonly [RegExp, (...groups: string[]) => string][] = [
  [
    new RegExp(
      String.raw`\((\w+)\)::text = ANY \(\(ARRAY\[${listed("character varying")}\]\)::text\[\]\)`,
      "g",
    ),
    (_all, column, values) => `${column} IN (${withoutCasts(values!)})`,
  ],
  [
    new RegExp(String.raw`(\w+) = ANY \(ARRAY\[${listed(String.raw`[\w.]+`)}\]\)`, "g"),
    (_all, column, values) => `${column} IN (${withoutCasts(values!)})`,
  ],
  [new RegExp(String.raw`\((\w+)\)::text (?==|<>|~)`, "g"), (_all, column) => `${column} `],
  [/(?<=\w)\(\((\w+)\)::text\)/g, (_all, column) => `(${column})`],
  [new RegExp(`${operator}(${literals})::text(?!\\w|\\[)`, "g"), (_all, text) => text!],
  [
    new RegExp(
      String.raw`${operator}\((\d+(?:\.\d+)?)\)::(?:numeric|double precision|bigint|smallint)`,
      "g",
    ),
    (_all, number) => number!,
  ],
];

function withoutCasts(values: string): string {
  return values.replaceAll(new RegExp(`(${literals})::(?:[\\w.]+|character varying)`, "g"), "$1");
}

/** An expression of a constraint, an index or a policy, without the casts that PostgreSQL adds by itself. */
export function relaxed(expression: string): string {
  return writtenOut.reduce(
    (text, [pattern, shorter]) => text.replaceAll(pattern, shorter as () => string),
    expression,
  );
}
