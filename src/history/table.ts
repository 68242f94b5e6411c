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
  /** How long to wait for a lock on them, in seconds. */
  readonly lockWait: number;
  /** The name as it was given, where it holds a dot: an older tool may have taken that literally. */
  readonly dotted: string | undefined;
}

const part = String.raw`(?:"(?:[^"]|"")+"|[^".]+)`;
const qualified = new RegExp(`^(?:(${part})\\.)?(${part})$`);

/** Autovacuum, too, holds a lock, which it gives up after `deadlock_timeout`: a second. */
const leastLockWait = 3;

/**
 * Reads a table name: `pgmigrations`, `flowmaestro.pgmigrations` or `"odd.schema"."odd table"`.
 * @param schema the schema where the name itself says none
 * @throws ConfigurationError
 */
export function historyTable(given: string, schema?: string, lockWait = 60): HistoryTable {
  const match = qualified.exec(given);
  if (match === null) {
    throw new ConfigurationError(
      `"${given}" is not the name of a table`,
      "Write it as table or schema.table, with double quotes around a part that holds a dot.",
    );
  }
  const ownSchema = match[1] === undefined ? (schema ?? "public") : unquote(match[1]);
  return {
    ...table(ownSchema, unquote(match[2]!), given),
    lockWait: Math.max(lockWait, leastLockWait),
  };
}

function table(schema: string, name: string, given: string): Omit<HistoryTable, "lockWait"> {
  refuseImpossibleName("The schema", schema);
  refuseImpossibleName("The table", name);
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

/**
 * Where a name is too long PostgreSQL would silently mean another one.
 * @throws ConfigurationError
 */
export function refuseImpossibleName(what: string, name: string): void {
  const fault = faultOf(name);
  if (fault !== undefined)
    throw new ConfigurationError(
      `${what} ${JSON.stringify(name)} ${fault}`,
      "Names in PostgreSQL have 1 to 63 bytes.",
    );
}

function faultOf(name: string): string | undefined {
  if (name === "") return "has no name";
  if (name.includes("\0")) return "holds a zero byte";
  return Buffer.byteLength(name) > 63 ? "is longer than 63 bytes" : undefined;
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

/** The tables that are ours and no user's, as `schema.name`. */
export function ownTables(own: HistoryTable): string[] {
  return [`${own.schema}.${own.name}`, `${own.schema}.${own.journalName}`];
}
