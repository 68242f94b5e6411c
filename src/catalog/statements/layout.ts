import { formatSql } from "../pg-delta.ts";
import { tokens, type Token } from "../../sql/text/index.ts";
import { behind, respaced, rewritten, type Rewrite } from "./rewritten.ts";

const widest = 100;

/** A statement on the lines on which people put its parts. */
export function laidOut(sql: string): string {
  const all = tokens(sql);
  const [, form = long] =
    forms.find(([beginnings]) => beginnings.some((words) => behind(all, words) !== undefined)) ??
    [];
  return rewritten(sql, [form]);
}

/** By the words with which a statement begins. */
const forms: readonly (readonly [readonly string[], Rewrite])[] = [
  [
    [
      "CREATE FUNCTION",
      "CREATE PROCEDURE",
      "CREATE OR REPLACE FUNCTION",
      "CREATE OR REPLACE PROCEDURE",
    ],
    routine,
  ],
  [["CREATE VIEW", "CREATE MATERIALIZED VIEW"], view],
  [["CREATE TRIGGER", "CREATE CONSTRAINT TRIGGER"], trigger],
  [["CREATE POLICY"], policy],
  [["CREATE TABLE @ PARTITION", "CREATE UNLOGGED TABLE @ PARTITION"], partition],
  [["COMMENT"], (sql) => sql],
];

/** Its head from the margin, its body between plain `$$`. */
function routine(sql: string): string {
  const all = tokens(sql);
  const body = all.findIndex(
    ({ text, start }, index) =>
      /^(?:AS|BEGIN|RETURN)$/.test(text) && sql.slice(all[index - 1]?.end, start).includes("\n"),
  );
  const head = body === -1 ? all.length : body;
  const last = all.at(-1)!;
  const spaced = respaced(sql, (given, _before, _after, { index }) =>
    index < head ? given.replace("\n ", "\n") : given,
  );
  const isQuoted = all[head]?.text === "AS" && all[head + 1] === last;
  return isQuoted ? spaced.slice(0, -last.text.length) + plainBody(last.text) : spaced;
}

function plainBody(body: string): string {
  const tag = /^\$\w+\$/.exec(body)?.[0] ?? "";
  const text = body.slice(tag.length, -tag.length);
  return tag === "" || text.includes("$$") || text.endsWith("$") ? body : `$$${text}$$`;
}

const clauses = /^(?:FROM|WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|WINDOW)$/;

/** The query as PostgreSQL indents it, beginning on a line of its own. */
function view(sql: string): string {
  let isQuery = false;
  return respaced(sql, (given, before, after, { depth }) => {
    if (!isQuery && depth === 0 && before.text === "AS") {
      isQuery = true;
      return "\n";
    }
    return isQuery && clauses.test(after.text) && /^\n {1,3}$/.test(given) ? "\n" : given;
  });
}

function trigger(sql: string): string {
  return broken(
    sql,
    ({ text }, next) =>
      /^(?:BEFORE|AFTER|EXECUTE)$/.test(text) ||
      (text === "INSTEAD" && next === "OF") ||
      (text === "FOR" && next === "EACH") ||
      (text === "WHEN" && next === "("),
  );
}

function partition(sql: string): string {
  return broken(
    sql,
    ({ text }, next) =>
      (text === "PARTITION" && (next === "OF" || next === "BY")) ||
      (text === "FOR" && next === "VALUES") ||
      (text === "DEFAULT" && next === undefined),
  );
}

function policy(sql: string): string {
  return sql.length <= widest
    ? sql
    : broken(sql, ({ text }) => /^(?:FOR|TO|USING|WITH)$/.test(text));
}

/** Line breaks before the words of which a test holds, outside parentheses. */
function broken(sql: string, begins: (token: Token, next: string | undefined) => boolean): string {
  return respaced(sql, (given, _before, after, { depth, index, all }) =>
    depth === 0 && begins(after, all[index + 2]?.text) ? "\n  " : given,
  );
}

function long(sql: string): string {
  if (sql.length <= widest || sql.includes("\n")) return sql;
  const options = {
    alignColumns: false,
    alignKeyValues: false,
    keywordCase: "preserve",
    maxWidth: widest,
  } as const;
  const formatted = formatSql(sql, options) ?? sql;
  return inOneLine(formatted) === inOneLine(sql) ? formatted : sql;
}

function inOneLine(sql: string): string {
  return tokens(sql)
    .map(({ text }) => text)
    .join("\n");
}
