import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { version } from "../version.ts";
import { embeddedConnection, type PGliteLike } from "./embedded.ts";
import { loadExtensions, type ExtensionBundle } from "./extensions.ts";
import { loadPGlite, pgliteVersion } from "./pglite.ts";
import { directorySnapshots, memorySnapshots, type Snapshots } from "./scratch-snapshots.ts";
import type { OpenScratches, Scratch, ScratchOptions } from "./scratches.ts";

type Embedded = PGliteLike & {
  close(): Promise<void>;
  dumpDataDir(compression: "none"): Promise<Blob>;
};

const ofThisProcess = memorySnapshots();

/** Scratch databases in memory, each opened from a snapshot: of an empty database, or of a state that was kept. */
export class EmbeddedScratches implements OpenScratches {
  readonly #options: ScratchOptions;
  readonly #snapshots: Snapshots;
  readonly #empty: Snapshots;
  #present: Embedded | undefined;

  constructor(options: ScratchOptions) {
    const { cache } = options;
    this.#options = options;
    this.#snapshots = cache === undefined ? ofThisProcess : directorySnapshots(cache);
    this.#empty = ofAllProjects() ?? this.#snapshots;
  }

  async fresh(keys: readonly string[] = []): Promise<Scratch> {
    await this.close();
    const bundles = await loadExtensions(this.#options.extensions());
    const known = await openKnown(this.#snapshots, keys, bundles);
    const pglite = known?.pglite ?? (await openEmpty(this.#empty, bundles, this.#options.onCreate));
    this.#present = pglite;
    return {
      connection: embeddedConnection(pglite, "the embedded scratch database"),
      from: known?.key,
      save: async (key) => this.#snapshots.write(await nameOf(key, bundles), await dump(pglite)),
    };
  }

  async close(): Promise<void> {
    const last = this.#present;
    this.#present = undefined;
    await last?.close();
  }
}

/** Where the empty database is kept for all projects at once: it is the same for each. */
function ofAllProjects(): Snapshots | undefined {
  const directory = process.env["PGMAESTRO_CACHE"];
  return directory ? directorySnapshots(directory) : undefined;
}

type Bundles = Record<string, ExtensionBundle>;

async function openKnown(snapshots: Snapshots, keys: readonly string[], bundles: Bundles) {
  for (const key of keys) {
    const pglite = await openSnapshot(snapshots, await nameOf(key, bundles), bundles);
    if (pglite !== undefined) return { pglite, key };
  }
  return undefined;
}

async function openEmpty(
  snapshots: Snapshots,
  bundles: Bundles,
  onCreate: (() => void) | undefined,
): Promise<Embedded> {
  const name = `empty-${await pgliteVersion()}`;
  const known = await openSnapshot(snapshots, name, bundles);
  if (known !== undefined) return known;
  onCreate?.();
  const snapshot = await initialise();
  snapshots.write(name, snapshot);
  return open(snapshot, bundles);
}

/** A snapshot that is damaged is as good as none. */
async function openSnapshot(
  snapshots: Snapshots,
  name: string,
  bundles: Bundles,
): Promise<Embedded | undefined> {
  const snapshot = snapshots.read(name);
  if (snapshot === undefined) return undefined;
  try {
    return await open(snapshot, bundles);
  } catch {
    snapshots.forget(name);
    return undefined;
  }
}

/** A state can be opened only by the PGlite that made it, with the extensions it was made with. */
async function nameOf(key: string, bundles: Bundles): Promise<string> {
  const parts = [version, await pgliteVersion(), Object.keys(bundles).toSorted(), key];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}

/** Small segments of the write-ahead log make small snapshots. No extension: so it serves with all of them. */
async function initialise(): Promise<Buffer> {
  const { PGlite } = await loadPGlite();
  const pglite = await PGlite.create({ initDbStartParams: ["--wal-segsize=1"] });
  try {
    return await dump(pglite as unknown as Embedded);
  } finally {
    await pglite.close();
  }
}

/** After a checkpoint the snapshot opens without a replay of the log. */
async function dump(pglite: Embedded): Promise<Buffer> {
  await pglite.query("CHECKPOINT");
  const tar = await pglite.dumpDataDir("none");
  return gzipSync(await tar.arrayBuffer(), { level: 1 });
}

/** Node's own gunzip takes a quarter of the time of PGlite's, and its checksum finds damage. */
async function open(snapshot: Buffer, bundles: Bundles): Promise<Embedded> {
  const loadDataDir = new Blob([gunzipSync(snapshot)]);
  const { PGlite } = await loadPGlite();
  const pglite = await PGlite.create({ loadDataDir, extensions: bundles as never });
  return pglite as unknown as Embedded;
}
