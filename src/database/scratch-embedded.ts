import { createHash } from "node:crypto";
import { version } from "../version.ts";
import { embeddedConnection } from "./embedded.ts";
import { EmbeddedMemory } from "./embedded-memory.ts";
import {
  emptyDatabase,
  filesIn,
  packed,
  snapshotsIn,
  unpacked,
  type Embedded,
} from "./empty-database.ts";
import { loadExtensions, type ExtensionBundle } from "./extensions.ts";
import { loadPGlite, pgliteProgram, pgliteVersion, startParameters } from "./pglite.ts";
import type { Snapshots } from "./scratch-snapshots.ts";
import type { OpenScratches, Scratch, ScratchOptions } from "./scratches.ts";
import { filesystemOf } from "./snapshot-files.ts";

/** Scratch databases in memory, each opened from a snapshot: of an empty database, or of a state that was kept. */
export class EmbeddedScratches implements OpenScratches {
  readonly #options: ScratchOptions;
  readonly #snapshots: Snapshots;
  /** The files of an empty database. */
  #empty: Buffer | undefined;
  #present: Embedded | undefined;

  /** @param empty the files of an empty database, where they are at hand */
  constructor(options: ScratchOptions, empty?: Buffer) {
    this.#options = options;
    this.#empty = empty;
    this.#snapshots = snapshotsIn(options.cache);
  }

  async fresh(keys: readonly string[] = []): Promise<Scratch> {
    await this.close(); // two at a time would take twice the memory
    const known = await this.known(keys);
    if (known !== undefined) return known;
    const bundles = await loadExtensions(this.#options.extensions());
    return this.#scratch(await openFiles(await this.#emptyFiles(), bundles), bundles);
  }

  async known(keys: readonly string[]): Promise<Scratch | undefined> {
    const bundles = await loadExtensions(this.#options.extensions());
    const known = await openKnown(this.#snapshots, keys, bundles);
    if (known === undefined) return undefined;
    await this.close();
    return this.#scratch(known.pglite, bundles, known.key);
  }

  #scratch(pglite: Embedded, bundles: Bundles, from?: string): Scratch {
    this.#present = pglite;
    return {
      connection: embeddedConnection(pglite, "the embedded scratch database"),
      from,
      save: async (key) =>
        this.#snapshots.write(await nameOf(key, bundles), packed(await filesIn(pglite))),
    };
  }

  async #emptyFiles(): Promise<Buffer> {
    const { cache, onCreate } = this.#options;
    return (this.#empty ??= await emptyDatabase(cache, onCreate));
  }

  async close(): Promise<void> {
    const last = this.#present;
    this.#present = undefined;
    await last?.close();
  }
}

/** An empty database in memory, with extensions at hand. */
export async function openEmpty(extensions: readonly string[]): Promise<Embedded> {
  const bundles = await loadExtensions(extensions);
  const tar = await emptyDatabase();
  return openFiles(tar, bundles);
}

/** What was opened last, unpacked: who opens copies opens them of one state. */
let last: { readonly name: string; readonly tar: Buffer } | undefined;

/** A database as it was kept under a key; undefined where that is not known. */
export async function openKept(
  { cache, extensions }: Pick<ScratchOptions, "cache" | "extensions">,
  key: string,
): Promise<Embedded | undefined> {
  const bundles = await loadExtensions(extensions());
  const name = await nameOf(key, bundles);
  const snapshots = snapshotsIn(cache);
  const tar = last?.name === name ? last.tar : unpacked(snapshots, name);
  if (tar === undefined) return undefined;
  last = { name, tar };
  return openOrForget(tar, { snapshots, name, bundles });
}

type Bundles = Record<string, ExtensionBundle>;

async function openKnown(snapshots: Snapshots, keys: readonly string[], bundles: Bundles) {
  for (const key of keys) {
    const pglite = await openSnapshot(snapshots, await nameOf(key, bundles), bundles);
    if (pglite !== undefined) return { pglite, key };
  }
  return undefined;
}

async function openSnapshot(
  snapshots: Snapshots,
  name: string,
  bundles: Bundles,
): Promise<Embedded | undefined> {
  const tar = unpacked(snapshots, name);
  return tar && openOrForget(tar, { snapshots, name, bundles });
}

interface From {
  readonly snapshots: Snapshots;
  readonly name: string;
  readonly bundles: Bundles;
}

/** A snapshot that cannot be opened is as good as none. */
async function openOrForget(
  tar: Buffer,
  { snapshots, name, bundles }: From,
): Promise<Embedded | undefined> {
  try {
    return await openFiles(tar, bundles);
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

/** Opens a database in memory on the files of a tar file. */
export async function openFiles(tar: Buffer, bundles: Bundles): Promise<Embedded> {
  const { PGlite } = await loadPGlite();
  const memory = new EmbeddedMemory();
  const fs = await filesystemOf(tar, memory);
  const pglite = await PGlite.create({
    fs,
    startParams: startParameters(PGlite),
    pgliteWasmModule: await pgliteProgram(),
    extensions: bundles as never,
  });

  return givingBack(pglite as unknown as Embedded, memory);
}

function givingBack(pglite: Embedded, memory: EmbeddedMemory): Embedded {
  const close = pglite.close.bind(pglite);
  pglite.close = () => close().then(() => memory.giveBack());
  return pglite;
}
