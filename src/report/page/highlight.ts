import { isComment, regions, tokens } from "../../sql/text/index.ts";
import { markup, type Markup } from "./markup.ts";

/** A stretch of a text that has a colour of its own. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly style: "k" | "s" | "n" | "c";
}

/** The lines of a SQL text, coloured. */
export function sqlLines(text: string): Markup[] {
  return linesWith(text, stretchesOf(text));
}

/** The lines of any other text. */
export function plainLines(text: string): Markup[] {
  return linesWith(text, []);
}

const styles = { word: "k", string: "s", number: "n" } as const;

function stretchesOf(text: string): Stretch[] {
  const comments = [...regions(text)]
    .filter(isComment)
    .map(({ start, end }): Stretch => ({ start, end, style: "c" }));
  const coloured = tokens(text).flatMap(({ kind, text: word, start, end }): Stretch[] => {
    if (kind === "word" && !keywords.has(word.toUpperCase())) return [];
    return kind === "quoted" || kind === "sign" ? [] : [{ start, end, style: styles[kind] }];
  });
  const all = [...comments, ...coloured].toSorted((one, other) => one.start - other.start);
  return joined(all, text);
}

/** Those of one colour with only blanks between them are one. */
function joined(all: readonly Stretch[], text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const one of all) {
    const last = found.at(-1);
    const isNext = last?.style === one.style && text.slice(last.end, one.start).trim() === "";
    if (isNext) found[found.length - 1] = { ...last, end: one.end };
    else found.push(one);
  }
  return found;
}

/** Each line for itself; a stretch of several lines goes on in the next. */
function linesWith(text: string, stretches: readonly Stretch[]): Markup[] {
  let next = 0;
  let start = 0;
  return text.split(/(?<=\n|\r(?!\n))/).map((line) => {
    const end = start + line.replace(/[\r\n]+$/, "").length;
    const shown: Markup[] = [];
    let at = start;
    for (; next < stretches.length && stretches[next]!.start < end; next++) {
      const one = stretches[next]!;
      const [from, to] = [Math.max(at, one.start), Math.min(one.end, end)];
      shown.push(
        markup`${text.slice(at, from)}<i class="${one.style}">${text.slice(from, to)}</i>`,
      );
      at = Math.max(at, to);
      if (one.end > end) break;
    }
    shown.push(markup`${text.slice(at, end)}`);
    start += line.length;
    return markup`${shown}`;
  });
}

const keywords = new Set(
  `ADD ALL ALTER ALWAYS ANALYZE AND ANY AS ASC BEFORE AFTER BEGIN BETWEEN BY CASCADE CASE CAST CHECK CLUSTER COLLATE COLUMN
  COMMENT COMMIT CONCURRENTLY CONFLICT CONSTRAINT CREATE CROSS DATABASE DECLARE DEFAULT DEFERRABLE DEFERRED DELETE DESC DISABLE
  DISTINCT DO DOMAIN DROP EACH ELSE ENABLE END ENUM EXCLUDE EXECUTE EXISTS EXTENSION FALSE FOR FOREIGN FROM FULL FUNCTION
  GENERATED GRANT GROUP HAVING IDENTITY IF IMMUTABLE IN INCLUDE INDEX INHERITS INITIALLY INNER INSERT INTO IS JOIN KEY LANGUAGE
  LATERAL LEFT LIKE LIMIT LOCAL LOCK MATERIALIZED MATCH MERGE NO NOT NULL NULLS OF OFFSET ON ONLY OR ORDER OUTER OVER OWNED OWNER
  PARTITION POLICY PRIMARY PRIVILEGES PROCEDURE RANGE REASSIGN REFERENCES REFRESH REINDEX RENAME REPLACE RESET RESTRICT RETURNING
  RETURNS REVOKE RIGHT ROLE ROLLBACK ROW ROWS SCHEMA SECURITY SELECT SEQUENCE SET STABLE STATISTICS STORED TABLE TEMPORARY THEN TO
  TRIGGER TRUE TRUNCATE TYPE UNION UNIQUE UPDATE USING VACUUM VALID VALIDATE VALUE VALUES VIEW VOLATILE WHEN WHERE WITH WITHOUT`
    .trim()
    .split(/\s+/),
);
