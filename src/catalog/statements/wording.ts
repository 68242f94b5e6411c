import { quoteIfNeeded, regions, tokens, type Token } from "../../sql/text/index.ts";
import {
  behind,
  closingToken,
  withTokenEdits,
  respaced,
  rewritten,
  type Rewrite,
} from "./rewritten.ts";

/** SQL that PostgreSQL or pg-delta wrote, as a person writes it. Each is a proposal; see `rewritten`. */
export const plainWords: readonly Rewrite[] = [
  withoutNeedlessQuotes,
  withShortTypes,
  withoutUsualMethod,
  withoutDoubleParentheses,
  withSpacedReference,
];

/** A part of a statement in plain words; `statement` makes a statement of it. */
export function inPlainWords(part: string, statement: Rewrite): string {
  return rewritten(part, plainWords, statement);
}

function withoutNeedlessQuotes(sql: string): string {
  const quoted = tokens(sql).filter(({ kind }) => kind === "quoted");
  return withTokenEdits(
    sql,
    quoted.map((token) => ({ from: token, to: token, text: quoteIfNeeded(quotedName(token)) })),
  );
}

/** The name that a token stands for. */
export function quotedName({ kind, text }: Token): string {
  return kind === "quoted" ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** Source: PostgreSQL manual, table 8.1 "Data Types", column "Aliases". */
const shorter: readonly (readonly [RegExp, string])[] = [
  [/\bcharacter varying\b/g, "varchar"],
  [/\bcharacter(?=\(\d+\))/g, "char"],
  [/\b(timestamp|time)(\(\d\))? with time zone\b/g, "$1tz$2"],
  [/\b(timestamp|time)(\(\d\))? without time zone\b/g, "$1$2"],
  [/\bCOLLATE pg_catalog\./g, "COLLATE "],
];

/** Types by their short names, outside strings and quoted names. */
function withShortTypes(sql: string): string {
  const short = (code: string) =>
    shorter.reduce((given, [long, other]) => given.replaceAll(long, other), code);
  let result = "";
  let at = 0;
  for (const { start, end } of regions(sql)) {
    result += short(sql.slice(at, start)) + sql.slice(start, end);
    at = end;
  }
  return result + short(sql.slice(at));
}

/** `USING btree`, which an index is without it too. */
function withoutUsualMethod(sql: string): string {
  const all = tokens(sql);
  if (!isIndex(all)) return sql;
  const at = all.findIndex(
    ({ text }, index) => text === "USING" && all[index + 1]?.text === "btree",
  );
  if (at === -1) return sql;
  return sql.slice(0, all[at]!.start) + sql.slice(all[at + 2]!.start);
}

/** An index without the ONLY before its table. */
export function withoutOnly(sql: string): string {
  const all = tokens(sql);
  const at = ["CREATE INDEX @ ON ONLY", "CREATE UNIQUE INDEX @ ON ONLY"]
    .map((words) => behind(all, words))
    .find((end) => end !== undefined);
  if (at === undefined) return sql;
  return sql.slice(0, all[at - 1]!.start) + sql.slice(all[at]!.start);
}

function isIndex(all: readonly Token[]): boolean {
  return ["CREATE INDEX", "CREATE UNIQUE INDEX"].some((words) => behind(all, words) !== undefined);
}

/** A policy without `FOR ALL` and `TO PUBLIC`, which it is for without them too. */
export function withoutUsualScope(sql: string): string {
  const all = tokens(sql);
  const usual = [
    ["FOR", "ALL"],
    ["TO", "PUBLIC"],
  ].map(([first, second]) =>
    all.findIndex(
      ({ text }, at) => text === first && all[at + 1]?.text === second && all[at + 2]?.text !== ",",
    ),
  );
  const edits = usual
    .filter((at) => at !== -1)
    .map((at) => ({ from: all[at]!, to: all[at + 1]!, text: "" }));
  return respaced(withTokenEdits(sql, edits), (given) =>
    /^ {2,}$/.test(given) ? " " : given,
  ).trimEnd();
}

const opensExpression = /^(?:CHECK|USING|WHEN|AS)$/;

/** `CHECK ((a > 0))` as `CHECK (a > 0)`; the WHERE of an index without any. */
function withoutDoubleParentheses(sql: string): string {
  const all = tokens(sql);
  for (const [at, { text }] of all.entries()) {
    if (all[at + 1]?.text !== "(") continue;
    const end = closingToken(all, at + 1);
    const isDouble =
      opensExpression.test(text) &&
      all[at + 2]?.text === "(" &&
      closingToken(all, at + 2) === end! - 1;
    const isLast = text === "WHERE" && end === all.length - 1 && isIndex(all);
    if (end !== undefined && (isDouble || isLast))
      return withoutDoubleParentheses(without(sql, all[at + 1]!, all[end]!));
  }
  return sql;
}

function without(sql: string, one: Token, other: Token): string {
  return withTokenEdits(sql, [
    { from: one, to: one, text: "" },
    { from: other, to: other, text: "" },
  ]);
}

/** `REFERENCES app.users(id)` with a blank before the columns. */
function withSpacedReference(sql: string): string {
  const all = tokens(sql);
  const names = new Set(
    all.flatMap(({ text }, at) => (text === "REFERENCES" ? (behind(all, "@", at + 1) ?? []) : [])),
  );
  return respaced(sql, (given, _before, _after, { index }) =>
    names.has(index + 1) && all[index + 1]!.text === "(" ? " " : given,
  );
}
