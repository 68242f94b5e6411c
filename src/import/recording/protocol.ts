import type { Answer } from "../../database/index.ts";

/** A tool whose migrations are code that sends SQL. */
export type CodeTool = "db-migrate" | "knex" | "sequelize" | "typeorm";

/** What a worker is started with. */
export interface Setup {
  readonly tool: CodeTool;
  /** Where the tool's package is looked for first. */
  readonly directory: string;
  /** By how much the worker's clock is ahead, in milliseconds. */
  readonly ahead: number;
}

/** One function of a migration to be run. */
export interface CodeTask {
  /** An absolute path. */
  readonly file: string;
  /** The name of the class, where a file may hold several. */
  readonly className: string | undefined;
  readonly direction: "up" | "down";
}

export type ToWorker =
  | { readonly type: "run"; readonly task: CodeTask }
  | {
      readonly type: "answer";
      readonly question: number;
      readonly answers: readonly Answer[];
      readonly watch: WatchedPart;
    }
  | { readonly type: "refusal"; readonly question: number; readonly error: RefusedCode };

/** What of an answer is data, so that code which reads it does not do the same on every database. */
export type WatchedPart = "nothing" | "values" | "rows";

/** The fields of a server's error. */
interface RefusedCode {
  readonly message: string;
  readonly code: string | undefined;
}

export type FromWorker =
  | Question
  /** The code looked at rows that a statement gave. */
  | { readonly type: "read"; readonly text: string }
  | { readonly type: "end"; readonly end: End };

/** A call in the code of a migration. */
export interface CallInFile {
  /** `createTable` */
  readonly method: string;
  readonly stack: string;
}

/** Something that the code sends to the database. */
export interface Question {
  readonly type: "question";
  readonly question: number;
  readonly text: string;
  /** As `pg` writes them. */
  readonly values: readonly (string | null)[];
  /** Whether nothing was sent on this client before. */
  readonly opening: boolean;
  /** Whose it is, where that is known. */
  readonly caller: CallInFile | undefined;
  /** Whether it is the tool that makes itself ready. */
  readonly preparing: boolean;
}

/** How running a function ended. */
export type End =
  | {
      readonly outcome: "done";
      readonly noTransaction: boolean;
      /** Whether it did not wait for all that it sent. */
      readonly isEarly: boolean;
    }
  /** There is no such function. */
  | { readonly outcome: "absent" }
  | { readonly outcome: "failed"; readonly message: string };
