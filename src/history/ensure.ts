import { StatementError, type Connection } from "../database/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { journalEvents } from "./journal-entries.ts";
import { runPatiently } from "./lock-wait.ts";
import type { HistoryTable } from "./table.ts";

/** Makes the schema, the history and its journal where they are not there. To be called under the lock. */
export async function ensureTables(connection: Connection, table: HistoryTable): Promise<void> {
  const make = () => runPatiently(connection, table, creation(table));
  await make().catch((error: unknown) => {
    if (!wasMadeMeanwhile(error)) throw error;
    return make();
  });
}

/** Without the lock another run may make the same between our look and our CREATE: unique_violation, duplicate_table, duplicate_schema. */
function wasMadeMeanwhile(error: unknown): boolean {
  return (
    error instanceof StatementError &&
    ["23505", "42P07", "42P06"].includes(error.server.sqlState ?? "")
  );
}

/** Makes the schemas that are not there. To be called under the lock. */
export async function ensureSchemas(
  connection: Connection,
  schemas: readonly string[],
): Promise<void> {
  await connection.run(["BEGIN", ...schemas.map(schemaCreation), "COMMIT"]);
}

function schemaCreation(schema: string): string {
  return unless(
    `pg_catalog.to_regnamespace(${quoteLiteral(quoteIdentifier(schema))})`,
    `CREATE SCHEMA ${quoteIdentifier(schema)}`,
  );
}

/**
 * CREATE … IF NOT EXISTS asks for the right to create, and COMMENT for ownership, even where all exists;
 * so it looks first.
 */
function creation(table: HistoryTable): string[] {
  return [
    schemaCreation(table.schema),
    unless(
      `pg_catalog.to_regclass(${quoteLiteral(table.sql)})`,
      `CREATE TABLE ${table.sql} (
      id serial PRIMARY KEY,
      name varchar(255) NOT NULL,
      run_on timestamp NOT NULL
    )`,
    ),
    unless(
      `pg_catalog.to_regclass(${quoteLiteral(table.journal)})`,
      `CREATE TABLE ${table.journal} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      history_id integer,
      name varchar(255) NOT NULL,
      event text NOT NULL,
      at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      duration_ms double precision,
      up_checksum text,
      down_checksum text,
      down_sql text,
      statements integer,
      who text NOT NULL,
      role text NOT NULL DEFAULT session_user,
      tool text NOT NULL,
      detail text,
      CONSTRAINT ${eventCheck} CHECK (${knownEvents})
    );
    COMMENT ON TABLE ${table.journal} IS 'What pgmaestro did, row by row; append-only. See FORMATS.md of pgmaestro.'`,
    ),
    unless(upToDate(table), upgrade(table)),
  ];
}

/** Its name says which events it knows: one that knows more has another name. */
const eventCheck = "pgmaestro_events_6";
const formerChecks = [2, 3, 4, 5].map((version) => `pgmaestro_events_${version}`);
const knownEvents = `event IN (${journalEvents.map(quoteLiteral).join(", ")})`;

/** Whether a journal has been made, or brought up to date, by this version or a later one; or belongs to somebody else. */
function upToDate({ journal }: HistoryTable): string {
  const oid = `pg_catalog.to_regclass(${quoteLiteral(journal)})`;
  return `(SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = ${oid}
    AND (NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')
      OR EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conrelid = c.oid AND o.conname >= '${eventCheck}' AND o.conname LIKE 'pgmaestro_events_%')))`;
}

/** Brings a journal that an earlier version made to what this one writes. */
function upgrade({ journal, journalName }: HistoryTable): string {
  const oldChecks = [`${journalName}_event_check`, ...formerChecks].map(
    (name) => `DROP CONSTRAINT IF EXISTS ${quoteIdentifier(name)}`,
  );
  return `ALTER TABLE ${journal} ADD COLUMN IF NOT EXISTS detail text,
    ${oldChecks.join(", ")}, ADD CONSTRAINT ${eventCheck} CHECK (${knownEvents})`;
}

function unless(existing: string, create: string): string {
  return `DO ${quoteLiteral(`BEGIN IF ${existing} IS NULL THEN ${create}; END IF; END`)}`;
}
