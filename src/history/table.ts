import { ConfigurationError } from "../errors/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";

/** Where the history lives. */
export interface HistoryTable {
  readonly schema: string;
  readonly name: string;
  /** `"schema"."name"`, for SQL. */
  readonly sql: string;
  /** The journal beside it, for SQL. */
  readonly journal: string;
  /** The journal's name alone. */
  readonly journalName: string;
  /** The name as it was given, where it holds a dot: an older tool may have taken that literally. */
  readonly dotted: string | undefined;
}

const part = String.raw`(?:"(?:[^"]|"")+"|[^".]+)`;
const qualified = new RegExp(`^(?:(${part})\\.)?(${part})$`);

/**
 * Reads a table name: `pgmigrations`, `flowmaestro.pgmigrations` or `"odd.schema"."odd table"`.
 * @param schema the schema where the name itself says none
 * @throws ConfigurationError
 */
export function historyTable(given: string, schema?: string): HistoryTable {
  const match = qualified.exec(given);
  if (match === null) {
    throw new ConfigurationError(
      `"${given}" is not the name of a table`,
      "Write it as table or schema.table, with double quotes around a part that holds a dot.",
    );
  }
  return table(
    match[1] === undefined ? (schema ?? "public") : unquote(match[1]),
    unquote(match[2]!),
    given,
  );
}

function table(schema: string, name: string, given: string): HistoryTable {
  const qualify = (relation: string) => `${quoteIdentifier(schema)}.${quoteIdentifier(relation)}`;
  const dotted = /^[^"]+\.[^"]+$/.test(given) ? given : undefined;
  const journal = journalName(name);
  return {
    schema,
    name,
    sql: qualify(name),
    journal: qualify(journal),
    journalName: journal,
    dotted,
  };
}

/** PostgreSQL cuts names at 63 bytes; a journal must not be cut to the name of the history. */
function journalName(name: string): string {
  if (Buffer.byteLength(name) <= 55) return `${name}_journal`;
  throw new ConfigurationError(
    `The table name "${name}" is too long`,
    "Use at most 55 bytes: the journal beside it is called <table>_journal.",
  );
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
