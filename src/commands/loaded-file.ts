import { type Catalog, type ComparedDatabase, readCatalog } from "../catalog/index.ts";
import type { Connection, Scratches } from "../database/index.ts";
import { type ScriptOptions, tableOf } from "../engine/index.ts";
import { isDump, loadSchemaFile, type SchemaFile } from "../trial/index.ts";

/** What was made on a scratch database, and the connection to it. */
export interface MadeSide extends ComparedDatabase {
  readonly connection: Connection;
}

/**
 * What a schema file makes of an empty scratch database.
 * @param known the catalog of an empty one, where it was read already
 */
export async function loadedFile(
  source: SchemaFile,
  scratches: Scratches,
  options: ScriptOptions,
  known?: Catalog,
): Promise<MadeSide> {
  const { connection } = await scratches.fresh();
  const table = tableOf(options);
  const empty = known ?? (await readCatalog(connection, table));
  await loadSchemaFile(connection, source);
  const catalog = await readCatalog(connection, table);
  return { catalog, empty, isDump: isDump(source), connection };
}
