import { join } from "node:path";
import { ConfigurationError } from "../errors/index.ts";
import type { DatabaseCopy, CopyPlace, KeptState, PGliteInstance } from "./copy.ts";
import { lockDirectory } from "./directory-lock.ts";
import { makePrivateDirectory } from "./private-files.ts";
import { EmbeddedScratches, openKept } from "./scratch-embedded.ts";
import { offer } from "./serve.ts";

/** A database opened from a snapshot, which whoever comes first makes. */
export async function openEmbeddedCopy(place: CopyPlace, state: KeptState): Promise<DatabaseCopy> {
  const pglite = (await openKept(place, state.keys.at(-1)!)) ?? (await makeAndOpen(place, state));
  const { url, stop } = await offer(pglite, 0);
  const close = () => stop().finally(() => pglite.close());
  return { url, pglite: pglite as unknown as PGliteInstance, close };
}

/** Long enough for hundreds of migrations; the lock of a process that is gone is taken over at once. */
const longestMaking = 600;

/** Under a lock, which others wait for. */
async function makeAndOpen(place: CopyPlace, state: KeptState) {
  const key = state.keys.at(-1)!;
  makePrivateDirectory(place.cache);
  const lock = await lockDirectory(join(place.cache, "copies"), longestMaking);
  if ("servedAt" in lock) throw new ConfigurationError(`${place.cache} is in use`, "Name another.");
  try {
    return (await openKept(place, key)) ?? (await make(place, state, key));
  } finally {
    lock.release();
  }
}

async function make(place: CopyPlace, { keys, make: fill }: KeptState, key: string) {
  const scratches = new EmbeddedScratches(place);
  try {
    const { connection, save } = await scratches.fresh(keys.toReversed());
    await fill(connection);
    await save(key);
  } finally {
    await scratches.close();
  }
  return (await openKept(place, key))!;
}
