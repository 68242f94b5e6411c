import { codeOnly } from "../../sql/text/index.ts";
import { formatSql } from "../pg-delta.ts";

const widest = 100;

/** A statement on the lines on which people put its parts. */
export function laidOut(sql: string): string {
  if (/^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) /.test(sql)) return routine(sql);
  if (/^CREATE (?:OR REPLACE )?(?:MATERIALIZED )?VIEW /.test(sql)) return view(sql);
  if (/^CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER /.test(sql)) return trigger(sql);
  if (sql.startsWith("CREATE POLICY ")) return policy(sql);
  if (/^CREATE .*?TABLE .* PARTITION OF /.test(sql)) return partition(sql);
  return sql.length <= widest || sql.includes("\n") || sql.startsWith("COMMENT ")
    ? sql
    : wrapped(sql);
}

/** Its head from the margin, its body between plain `$$`. */
function routine(sql: string): string {
  const head = /^.*?(?=\nAS |\nBEGIN ATOMIC|\nRETURN |$)/s.exec(sql)![0];
  const body = sql.slice(head.length);
  const [, tag = "", text = ""] = /^\nAS (\$\w+\$)(.*)\1$/s.exec(body) ?? [];
  const isPlain = tag !== "" && !text.includes("$$") && !text.endsWith("$");
  return head.replaceAll(/\n /g, "\n") + (isPlain ? `\nAS $$${text}$$` : body);
}

/** The query as PostgreSQL indents it, beginning on a line of its own. */
function view(sql: string): string {
  const [, head, query] = /^(.*? AS)\s+((?:SELECT|WITH|VALUES|TABLE)\b.*)$/s.exec(sql) ?? [];
  if (head === undefined || query === undefined) return sql;
  return `${head}\n${query.replaceAll(/\n {1,3}(?=FROM|WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|WINDOW)/g, "\n")}`;
}

function trigger(sql: string): string {
  return broken(
    sql,
    / (?=(?:BEFORE|AFTER|INSTEAD OF) )| (?=FOR EACH )| (?=WHEN \()|(?<=\)) (?=EXECUTE )/g,
  );
}

function partition(sql: string): string {
  return broken(sql, / (?=PARTITION OF |FOR VALUES |DEFAULT$|PARTITION BY )/g);
}

function policy(sql: string): string {
  return sql.length <= widest ? sql : broken(sql, / (?=FOR |TO |USING |WITH CHECK )/g);
}

/** Line breaks where the code, not a literal, has these places. */
function broken(sql: string, at: RegExp): string {
  const places = [...codeOnly(sql).matchAll(at)].map(({ index }) => index);
  return places.reduceRight(
    (text, place) => `${text.slice(0, place)}\n  ${text.slice(place + 1)}`,
    sql,
  );
}

function wrapped(sql: string): string {
  const options = {
    alignColumns: false,
    alignKeyValues: false,
    keywordCase: "preserve",
    maxWidth: widest,
  } as const;
  return formatSql(sql, options) ?? sql;
}
