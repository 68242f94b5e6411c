import { type Catalog, readCatalog } from "../catalog/index.ts";
import { type ScriptOptions, tableOf, type TargetOptions } from "../engine/index.ts";
import { readHistory } from "../history/index.ts";
import { prefixOf } from "../migrations/index.ts";
import { type DiffSource, withSource } from "../trial/index.ts";

/** What a schema is made of, and what is known of it before it is made. */
export interface ReadSource {
  readonly source: DiffSource;
  /** Of a database. */
  readonly catalog?: Catalog;
  /** The migrations that it has, as far as it says so. */
  readonly applied: readonly string[];
}

/** Reads a source that is a database. */
export async function readSource(
  source: DiffSource,
  options: ScriptOptions & Pick<TargetOptions, "lockWait">,
): Promise<ReadSource> {
  if (source.kind === "schema-file") return { source, applied: [] };
  if (source.kind === "migrations")
    return { source, applied: source.migrations.map(({ name }) => name) };
  return withSource(source, options, async (connection) => {
    const table = tableOf(options);
    const { applied } = await readHistory(connection, table);
    const names = applied.map(({ name }) => name).filter((name) => prefixOf(name) !== undefined);
    return { source, catalog: await readCatalog(connection, table), applied: names };
  });
}
