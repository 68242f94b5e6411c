import type { ServerError } from "../errors/index.ts";
import type { Answer, Notice } from "./connection.ts";

/** What a thread with embedded scratch databases is started with. */
export interface ThreadSetup {
  readonly extensions: readonly string[];
  readonly cache: string | undefined;
  /** The files of an empty database, as a tar file. */
  readonly empty: Uint8Array;
  /** The program of PGlite, compiled. */
  readonly program: object;
}

/** What is asked of a thread: of its scratch databases, and of the session on the present one. */
export interface ThreadMethods {
  fresh(keys: readonly string[]): Promise<Opened>;
  known(keys: readonly string[]): Promise<Opened | undefined>;
  save(key: string): Promise<void>;
  query(text: string, values: readonly unknown[]): Promise<object[]>;
  run(statements: readonly string[]): Promise<void>;
  answers(text: string): Promise<Answer[]>;
  raw(given: readonly unknown[]): Promise<unknown>;
  inTransaction(): Promise<boolean>;
}

/** A scratch database that was opened, from the state kept under a key where one is named. */
export interface Opened {
  readonly from: string | undefined;
}

export type ThreadCall = {
  [Method in keyof ThreadMethods]: {
    readonly id: number;
    readonly method: Method;
    readonly given: Parameters<ThreadMethods[Method]>;
  };
}[keyof ThreadMethods];

/** What a thread says: first what happens during a call, then how the call ended. */
export type FromThread =
  | { readonly type: "happened"; readonly id: number; readonly happening: Happening }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly failure: ThreadFailure };

/** What whoever follows a `run` hears. */
export type Happening =
  | { readonly type: "completed"; readonly statement: number; readonly rows: number | undefined }
  | {
      readonly type: "row";
      readonly statement: number;
      readonly values: readonly (string | null)[];
    }
  | { readonly type: "notice"; readonly statement: number; readonly notice: Notice };

/** An error as data, since a class does not come through between threads. */
export type ThreadFailure =
  | {
      readonly kind: "statement";
      readonly server: ServerError;
      readonly statement: number;
      readonly offset: number | undefined;
    }
  | { readonly kind: "lost"; readonly message: string; readonly completed: number }
  /** Any other; of the server's, with its fields. */
  | { readonly kind: "other"; readonly message: string; readonly fields: object };
