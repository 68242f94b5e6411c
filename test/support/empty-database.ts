import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { withScratch } from "../../src/database/index.ts";

/**
 * Makes the empty embedded database where the directory does not have it: initdb takes as long as a hundred tests.
 * From now on every test file, and every command that tests start, opens what is kept there.
 */
export async function keepEmpty(directory: string): Promise<void> {
  process.env["PGMAESTRO_CACHE"] = directory;
  await withScratch({ extensions: () => [] }, async ({ fresh }) => void (await fresh()));
}

/** An empty embedded database in memory. */
export function openEmpty(options: PGliteOptions = {}): Promise<PGlite> {
  return PGlite.create({ ...options, loadDataDir: new Blob([gunzipSync(kept())]) });
}

/** An empty embedded database's directory. */
export async function makeEmbedded(directory: string): Promise<void> {
  const pglite = await openEmpty({ dataDir: `file://${directory}` });
  await pglite.close();
}

/** The one of PGlite's present version is the one used last. */
function kept(): Buffer {
  const directory = process.env["PGMAESTRO_CACHE"]!;
  const files = readdirSync(directory)
    .filter((name) => name.startsWith("empty-"))
    .map((name) => join(directory, name));
  const [newest] = files.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  return readFileSync(newest!);
}
