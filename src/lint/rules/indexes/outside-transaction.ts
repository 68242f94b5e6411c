import { codeOnly, isComment, regions } from "../../../sql/text/index.ts";

/**
 * Commands that PostgreSQL refuses in a function, as it does in a transaction.
 * Source: manual, Reference I; measured on PostgreSQL 15 and 18.
 */
const commands: readonly (readonly [RegExp, string])[] = [
  [/^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\b/i, "CREATE INDEX CONCURRENTLY"],
  [/^DROP\s+INDEX\s+CONCURRENTLY\b/i, "DROP INDEX CONCURRENTLY"],
  [
    /^REINDEX\s+(?:\([^)]*\bCONCURRENTLY\b|(?:INDEX|TABLE|SCHEMA|DATABASE)\s+CONCURRENTLY\b)/i,
    "REINDEX CONCURRENTLY",
  ],
  [/^REINDEX\s+(?:\([^)]*\)\s*)?(?:SCHEMA|DATABASE|SYSTEM)\b/i, "REINDEX of a schema or database"],
  [
    /^ALTER\s+TABLE\b[^;]*\bDETACH\s+PARTITION\b[^;]*\bCONCURRENTLY\b/i,
    "DETACH PARTITION CONCURRENTLY",
  ],
  [/^VACUUM\b(?!\s*:=)/i, "VACUUM"],
  [/^(?:CREATE|DROP)\s+DATABASE\b/i, "CREATE or DROP DATABASE"],
  [/^(?:CREATE|DROP)\s+TABLESPACE\b/i, "CREATE or DROP TABLESPACE"],
  [/^ALTER\s+SYSTEM\b/i, "ALTER SYSTEM"],
  [/^DISCARD\s+ALL\b/i, "DISCARD ALL"],
];

const firstWords = /\b(?:ALTER|CREATE|DISCARD|DROP|REINDEX|VACUUM)\b/gi;
const beginsStatement = /(?:^|;|>>|\b(?:BEGIN|ATOMIC|THEN|ELSE|LOOP))$/i;
const builders = /\bEXECUTE\s*\(?\s*(?:(?:pg_catalog\s*\.\s*)?format\s*\(\s*)?$/i;

/** The first such command in the body of a function or DO block, written out or in a string that EXECUTE runs. */
export function commandIn(body: string): string | undefined {
  const code = codeOnly(body);
  const written = [...code.matchAll(firstWords)]
    .filter(({ index }) => beginsStatement.test(code.slice(0, index).trimEnd().slice(-10)))
    .map(({ index }) => code.slice(index));
  return [...written, ...executed(body)].map(commandAt).find((one) => one !== undefined);
}

function commandAt(text: string): string | undefined {
  return commands.find(([pattern]) => pattern.test(text))?.[1];
}

/** The texts that EXECUTE runs, as far as they begin with a string. */
function executed(body: string): string[] {
  const all = [...regions(body)].filter((region) => !isComment(region));
  return all.flatMap(({ kind, start, end }) => {
    if (kind !== "string" && kind !== "dollar-string") return [];
    if (!builders.test(body.slice(0, start))) return [];
    return [
      body
        .slice(start, end)
        .replace(/^(?:'|\$\w*\$)\s*/, "")
        .replace(/(?:'|\$\w*\$)$/, ""),
    ];
  });
}
