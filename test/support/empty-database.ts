import { existsSync, mkdirSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { emptyDatabase } from "../../src/database/empty-database.ts";
import { pgliteVersion, startParameters } from "../../src/database/pglite.ts";
import { openFiles } from "../../src/database/scratch-embedded.ts";
import { filesystemOf } from "../../src/database/snapshot-files.ts";
import { unpackInto } from "../../src/database/tar.ts";

/**
 * Makes the empty embedded database where the directory does not have it: initdb takes as long as a hundred tests.
 * From now on every test file, and every command that tests start, opens what is kept there.
 */
export async function keepEmpty(directory: string): Promise<void> {
  process.env["PGMAESTRO_CACHE"] = directory;
  await files();
}

/** For `PGMAESTRO_CACHE`, where the empty database is to be kept by each project itself: no directory can be made there. */
export const nowhere = join(import.meta.filename, "none");

let kept: Buffer | undefined;

async function files(): Promise<Buffer> {
  return (kept ??= await emptyDatabase());
}

/** An empty embedded database in memory. */
export async function openEmpty({ extensions }: Pick<PGliteOptions, "extensions"> = {}) {
  return (await openFiles(await files(), (extensions ?? {}) as never)) as unknown as PGlite;
}

/** The same, which cannot be used yet. */
export async function beginOpening() {
  const fs = await filesystemOf(await files());
  return new PGlite({ fs, startParams: startParameters(PGlite) });
}

/** The directory of an empty embedded database, to be copied; made in the given one where it is not there yet. */
export async function keepDirectory(directory: string): Promise<string> {
  const kept = join(directory, `directory-${await pgliteVersion()}`);
  if (!existsSync(kept)) {
    const made = `${kept}.${process.pid}`;
    mkdirSync(made, { mode: 0o700 });
    unpackInto(made, await files());
    await rename(made, kept).catch(() => {}); // another run was first
  }
  return kept;
}
