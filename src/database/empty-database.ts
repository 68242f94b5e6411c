import { gunzipSync, gzipSync } from "node:zlib";
import type { PGliteLike } from "./embedded.ts";
import { loadPGlite, pgliteVersion } from "./pglite.ts";
import { withLinks } from "./tar.ts";
import { directorySnapshots, memorySnapshots, type Snapshots } from "./scratch-snapshots.ts";

/** A database that PGlite opened. */
export type Embedded = PGliteLike & {
  close(): Promise<void>;
  dumpDataDir(compression: "none"): Promise<Blob>;
};

/** Snapshots for as long as this process runs. */
const ofThisProcess = memorySnapshots();

/** The states that are kept in a directory, or for as long as this process runs. */
export function snapshotsIn(cache: string | undefined): Snapshots {
  return cache === undefined ? ofThisProcess : directorySnapshots(cache);
}

let making: Promise<Buffer> | undefined;

/**
 * The files of an empty database, as a tar file, which are the same for all projects; made where they are not kept, by the first of
 * those who ask at the same time.
 * @param cache a project's own, which may be kept where the user's is not: from run to run of a CI
 * @param onCreate called before they are made, which takes some seconds
 */
export async function emptyDatabase(cache?: string, onCreate?: () => void): Promise<Buffer> {
  const name = `empty-${await pgliteVersion()}`;
  const places = [directorySnapshots(await directoryOfAllProjects()), snapshotsIn(cache)];
  for (const place of places) {
    const known = unpacked(place, name);
    if (known !== undefined) return known;
  }
  if (making !== undefined) return making;
  onCreate?.();
  making = initialise().finally(() => (making = undefined));
  const made = await making;
  const snapshot = packed(made);
  for (const place of places) place.write(name, snapshot);
  return made;
}

async function directoryOfAllProjects(): Promise<string> {
  const given = process.env["PGMAESTRO_CACHE"];
  if (given) return given;
  const { default: pathsOf } = await import("env-paths");
  return pathsOf("pgmaestro", { suffix: "" }).cache;
}

/** Few and small segments of the write-ahead log make small snapshots. */
const smallLog = ["--wal-segsize=1", "-c", "min_wal_size=2MB", "-c", "max_wal_size=2MB"];

/** No extension: so it serves with all of them. */
async function initialise(): Promise<Buffer> {
  const { PGlite } = await loadPGlite();
  const pglite = await PGlite.create({ initDbStartParams: smallLog });
  try {
    return await filesIn(pglite as unknown as Embedded);
  } finally {
    await pglite.close();
  }
}

/** The files of a database, as a tar file. After a checkpoint it opens without a replay of the log. */
export async function filesIn(pglite: Embedded): Promise<Buffer> {
  await pglite.query("CHECKPOINT");
  const tar = await pglite.dumpDataDir("none");
  return withLinks(new Uint8Array(await tar.arrayBuffer()), fileOfRunning);
}

/** Says who runs a database, which nobody does with its copies. */
const fileOfRunning = "/postmaster.pid";

/** A snapshot of a tar file. */
export function packed(tar: Buffer): Buffer {
  return gzipSync(tar, { level: 1 });
}

/** The tar file in a snapshot. Its checksum finds damage, and what is damaged is as good as none. */
export function unpacked(snapshots: Snapshots, name: string): Buffer | undefined {
  const snapshot = snapshots.read(name);
  try {
    return snapshot && gunzipSync(snapshot, { chunkSize: sizeOf(snapshot) + 1 });
  } catch {
    snapshots.forget(name);
    return undefined;
  }
}

/** To be unpacked in one piece: putting it together of many takes three times as long. Source: RFC 1952, 2.3.1, ISIZE. */
function sizeOf(snapshot: Buffer): number {
  return Math.max(snapshot.readUInt32LE(snapshot.length - 4), smallestChunk);
}

/** That zlib takes; a damaged snapshot may say any size. */
const smallestChunk = 64;
