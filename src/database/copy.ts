import type { Connection } from "./connection.ts";

/** A PGlite instance, met as a shape, so that its package's types are needed only by who has the package. */
export interface PGliteInstance {
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[]; affectedRows?: number }>;
  exec(text: string): Promise<{ rows: Record<string, unknown>[]; affectedRows?: number }[]>;
}

/** A state of a database that is kept, and how it is made where it is not. */
export interface KeptState {
  /** Keys of the states on the way there, each of all that it came from; the last one is the state's own. */
  readonly keys: readonly string[];
  /** What it is a version of: versions that nobody uses any more are dropped. */
  readonly family: string;
  /** Makes the state of an empty database, or of one in the state of an earlier key. */
  make(connection: Connection): Promise<void>;
}

/** Where copies are made. */
export interface CopyPlace {
  /** The server's URL; absent: embedded, in memory. */
  readonly server?: string | undefined;
  /** The extensions to have at hand; a server has its own. */
  readonly extensions: () => readonly string[];
  /** The directory in which states of embedded ones are kept. */
  readonly cache: string;
  /** Called before an embedded database is made from nothing, which takes some seconds. */
  readonly onCreate?: (() => void) | undefined;
}

/** A database in a kept state, of its opener's own; dropped when it is closed. */
export interface DatabaseCopy {
  readonly url: string;
  /** The instance, where it is embedded. */
  readonly pglite?: PGliteInstance;
  close(): Promise<void>;
}
