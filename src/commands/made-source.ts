import { type Catalog, type ComparedDatabase, readCatalog } from "../catalog/index.ts";
import type { Connection, Scratches } from "../database/index.ts";
import { type ScriptOptions, tableOf } from "../engine/index.ts";
import {
  type DiffSource,
  isDump,
  loadSchemaFile,
  type SchemaFile,
  type ScratchSettings,
} from "../trial/index.ts";
import { madeBy } from "./drift.ts";

/** What was made on a scratch database, and the connection to it. */
export interface MadeSide extends ComparedDatabase {
  readonly empty: Catalog;
  readonly connection: Connection;
}

/**
 * What a source that is no database makes of an empty scratch database.
 * @param known the catalog of an empty one, where it was read already
 */
export async function madeSource(
  source: Exclude<DiffSource, { kind: "database" }>,
  scratches: Scratches,
  options: ScriptOptions & ScratchSettings,
  known?: Catalog,
): Promise<MadeSide> {
  if (source.kind === "schema-file") return loadedFile(source, scratches, options, known);
  const { side, connection } = await madeBy(
    source.migrations,
    scratches,
    { ...options, ...source.place },
    known,
  );
  return { ...side, connection };
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
  return { catalog, empty, isDump: isDump(source), isLoaded: true, connection };
}
