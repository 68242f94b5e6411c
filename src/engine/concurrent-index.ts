import { StatementError, type Connection } from "../database/index.ts";
import { asServerError } from "../errors/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import { quoteIdentifier, quoteLiteral, tokens } from "../sql/text/index.ts";
import type { EngineContext } from "./context.ts";
import type { Line } from "./message.ts";
import type { Progress } from "./progress.ts";

/**
 * A concurrent build that fails leaves an invalid index behind, over which a second try would stumble, or
 * which IF NOT EXISTS would take for the real one.
 * Source: PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently".
 */
export async function dropInvalidIndex(
  line: Line,
  context: EngineContext,
  progress: Progress,
): Promise<void> {
  const index = await findBuilt(line, context);
  if (index === undefined || index.valid) return;
  await context.connection.run([`DROP INDEX CONCURRENTLY ${index.sql}`]);
  progress.droppedInvalidIndex(line.step!.migration, index.sql);
}

/** @throws StatementError when the statement has left an invalid index, so that nothing records it as done */
export async function refuseInvalidIndex(line: Line, context: EngineContext): Promise<void> {
  const index = await findBuilt(line, context);
  if (index === undefined || index.valid) return;
  const server = asServerError(`the index ${index.sql} is invalid`, {
    sqlState: "55000",
    detail: "PostgreSQL could not finish building it.",
    hint: "Run again: the invalid index is dropped first, then rebuilt.",
  });
  throw new StatementError(server, 0, undefined, undefined);
}

/** Whether the catalog shows that a statement has built its index, or dropped it: the very one, valid, and as it says. */
export async function hasBuiltOrDropped(
  { text, statement }: Line,
  { connection }: EngineContext,
): Promise<boolean> {
  const { atomicity } = statement ?? {};
  if (atomicity?.kind !== "builds-index" && atomicity?.kind !== "drops-index") return false;
  const index = await find(atomicity.index, connection);
  if (atomicity.kind === "drops-index") return index === undefined;
  return (
    index?.valid === true &&
    (await definitionOn(index.table, text, connection)) === shapeOf(index.definition)
  );
}

interface Index {
  /** Its name, as SQL writes it. */
  readonly sql: string;
  readonly valid: boolean;
  readonly table: string;
  readonly definition: string;
}

async function findBuilt({ statement }: Line, { connection }: EngineContext) {
  const { atomicity } = statement ?? {};
  return atomicity?.kind === "builds-index" ? find(atomicity.index, connection) : undefined;
}

async function find({ schema, name }: RelationName, connection: Connection) {
  const path = [schema, name]
    .filter((part) => part !== undefined)
    .map(quoteIdentifier)
    .join(".");
  const [row] = await connection.query<{ index: string }>(
    `SELECT pg_catalog.json_build_object('sql', pg_catalog.format('%I.%I', n.nspname, c.relname), 'valid', i.indisvalid,
        'table', i.indrelid::pg_catalog.regclass, 'definition', pg_catalog.pg_get_indexdef(i.indexrelid))::text AS index
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indexrelid = pg_catalog.to_regclass(${quoteLiteral(path)})`,
  );
  return row && (JSON.parse(row.index) as Index);
}

/** How the server itself writes the index of a statement, learnt on an empty table of the same columns. */
async function definitionOn(
  table: string,
  statement: string,
  connection: Connection,
): Promise<string | undefined> {
  let definition: string | undefined;
  const { unique, rest } = partsOf(statement);
  const learn = [
    "BEGIN",
    `CREATE TEMPORARY TABLE pgmaestro_like (LIKE ${table}) ON COMMIT DROP`,
    `CREATE ${unique ? "UNIQUE " : ""}INDEX ON pg_temp.pgmaestro_like ${rest}`,
    "SELECT pg_catalog.pg_get_indexdef(indexrelid) FROM pg_catalog.pg_index WHERE indrelid = 'pg_temp.pgmaestro_like'::pg_catalog.regclass",
    "COMMIT",
  ];
  try {
    await connection.run(learn, { row: (_, [written]) => (definition = written ?? undefined) });
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
  }
  return definition && shapeOf(definition);
}

/** A definition without the names of index and table. */
function shapeOf(definition: string): string {
  const method = definition.indexOf(" USING ");
  return `${/^CREATE (?:UNIQUE )?INDEX/.exec(definition)![0]}${definition.slice(method)}`;
}

/** What CREATE INDEX says behind the name of the table. */
function partsOf(statement: string): { readonly unique: boolean; readonly rest: string } {
  const all = tokens(statement);
  const word = (index: number) => all[index]?.text.toLowerCase();
  let table = all.findIndex(({ kind }, index) => kind === "word" && word(index) === "on") + 1;
  if (word(table) === "only") table++;
  while (word(table + 1) === ".") table += 2;
  return { unique: word(1) === "unique", rest: statement.slice(all[table]!.end) };
}
