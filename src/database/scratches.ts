import type { Connection } from "./connection.ts";
import type { ServerSettings } from "./settings.ts";

/** Where scratch databases are made. */
export interface ScratchOptions {
  /** The server on which to make them; absent: embedded, in memory. */
  readonly server?: string | ServerSettings | undefined;
  /** The extensions to have at hand; a server has its own. */
  readonly extensions: () => readonly string[];
  /** The directory in which embedded ones keep what makes the next one fast; absent: this process's memory. */
  readonly cache?: string | undefined;
  /** Whether embedded ones run in a thread of their own, beside what else this process does. */
  readonly inThread?: boolean | undefined;
  /** Called before an embedded one is made from nothing, which takes some seconds. */
  readonly onCreate?: (() => void) | undefined;
  /**
   * Gets the roles that a server has in the end and had not before, if any. Roles belong to the whole server and
   * outlive the database whose migrations create them; who created one is not known, so none is dropped.
   */
  readonly onLeftRoles?: ((names: readonly string[]) => void) | undefined;
}

/** A throwaway database, connected as to any target that nobody has spoken to yet. */
export interface Scratch {
  readonly connection: Connection;
  /** The key under which its state had been kept; absent: it is empty. */
  readonly from: string | undefined;
  /**
   * Keeps its present state under a key that says all that it came from, such as a chain of checksums. On a
   * server nothing is kept: making the state again is fast there. No transaction may be open, and no role be set.
   */
  save(key: string): Promise<void>;
}

export interface Scratches {
  /**
   * A new scratch database: as it was kept under the first of these keys that is known, or empty.
   * The one before is dropped.
   * @throws ScratchRefusedError where the user may not create databases
   */
  fresh(keys?: readonly string[]): Promise<Scratch>;
  /** The same, but where no key is known nothing is made and the one before stays. On a server none is. */
  known(keys: readonly string[]): Promise<Scratch | undefined>;
}

/** Scratches that are to be closed. */
export interface OpenScratches extends Scratches {
  /** Drops what there is. */
  close(): Promise<void>;
}
