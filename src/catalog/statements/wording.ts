import { quoteIfNeeded, tokens, type Token } from "../../sql/text/index.ts";
import {
  behind,
  closing,
  edited,
  respaced,
  rewritten,
  type Edit,
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
  return edited(
    sql,
    quoted.map((token) => ({ from: token, to: token, text: quoteIfNeeded(nameOf(token)) })),
  );
}

/** The name that a token stands for. */
export function nameOf({ kind, text }: Token): string {
  return kind === "quoted" ? text.slice(1, -1).replaceAll('""', '"') : text;
}

const zone = "time zone";

/** Words, one of which may be the precision in parentheses, and the shorter ones. Source: manual, table 8.1 "Data Types", column "Aliases". */
const shortTypes: readonly (readonly [string, string])[] = [
  ["character varying", "varchar"],
  ["character #", "char#"],
  ...["timestamp", "time"].flatMap((type): [string, string][] => [
    [`${type} with ${zone}`, `${type}tz`],
    [`${type} # with ${zone}`, `${type}tz#`],
    [`${type} without ${zone}`, type],
    [`${type} # without ${zone}`, `${type}#`],
  ]),
];

function withShortTypes(sql: string): string {
  const all = tokens(sql);
  const edits: Edit[] = [];
  for (let at = 0; at < all.length; at++) {
    const edit = shortType(sql, all, at) ?? withoutCatalog(all, at);
    if (edit === undefined) continue;
    edits.push(edit);
    at = all.indexOf(edit.to);
  }
  return edited(sql, edits);
}

function shortType(sql: string, all: readonly Token[], at: number): Edit | undefined {
  for (const [long, short] of shortTypes) {
    const [to, precision] = matched(sql, all, at, long.split(" "));
    if (to !== undefined) return { from: all[at]!, to, text: short.replace("#", () => precision) };
  }
  return undefined;
}

function matched(
  sql: string,
  all: readonly Token[],
  from: number,
  words: readonly string[],
): [Token | undefined, string] {
  let at = from;
  let precision = "";
  for (const word of words) {
    if (word === "#") {
      const end = all[at]?.text === "(" ? closing(all, at) : undefined;
      if (end === undefined) return [undefined, ""];
      precision = sql.slice(all[at]!.start, all[end]!.end);
      at = end + 1;
    } else if (all[at]?.text !== word) return [undefined, ""];
    else at++;
  }
  return [all[at - 1], precision];
}

/** `COLLATE pg_catalog."C"` */
function withoutCatalog(all: readonly Token[], at: number): Edit | undefined {
  const isQualified = all[at]?.text === "COLLATE" && all[at + 1]?.text === "pg_catalog";
  const name = isQualified && all[at + 2]?.text === "." ? all[at + 3] : undefined;
  return name && { from: all[at]!, to: name, text: `COLLATE ${name.text}` };
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
  return respaced(edited(sql, edits), (given) => (/^ {2,}$/.test(given) ? " " : given)).trimEnd();
}

const opensExpression = /^(?:CHECK|USING|WHEN|AS)$/;

/** `CHECK ((a > 0))` as `CHECK (a > 0)`; the WHERE of an index without any. */
function withoutDoubleParentheses(sql: string): string {
  const all = tokens(sql);
  for (const [at, { text }] of all.entries()) {
    if (all[at + 1]?.text !== "(") continue;
    const end = closing(all, at + 1);
    const isDouble =
      opensExpression.test(text) && all[at + 2]?.text === "(" && closing(all, at + 2) === end! - 1;
    const isLast = text === "WHERE" && end === all.length - 1 && isIndex(all);
    if (end !== undefined && (isDouble || isLast))
      return withoutDoubleParentheses(without(sql, all[at + 1]!, all[end]!));
  }
  return sql;
}

function without(sql: string, one: Token, other: Token): string {
  return edited(sql, [
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
