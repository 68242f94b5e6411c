import { isTurnedAway, maskUrlsIn, refusalState } from "../database/index.ts";
import {
  ConnectionFailedError,
  formatLocation,
  MigrationFailedError,
  messageOf,
  PgmaestroError,
  type ServerError,
} from "../errors/index.ts";

/** Why a member failed, without anything that is only its own: members that failed alike have the same. */
export interface MemberFailure {
  /** As errors have it: `migration-failed`. */
  readonly code: string;
  readonly sqlState?: string;
  /** `migrations/3_region.sql:4:1` */
  readonly place?: string;
  /** Of the member itself; no password in it. */
  readonly message: string;
}

export function failureOf(error: unknown): MemberFailure {
  const message = maskUrlsIn(messageOf(error));
  if (!(error instanceof PgmaestroError)) return { code: "unexpected", message };
  const sqlState = sqlStateIn(error);
  return {
    code: error.code,
    ...(sqlState !== undefined && { sqlState }),
    ...(error instanceof MigrationFailedError && { place: formatLocation(error.location) }),
    message,
  };
}

function sqlStateIn(error: PgmaestroError): string | undefined {
  if (error instanceof ConnectionFailedError) return refusalState(error);
  return (error as { readonly server?: ServerError }).server?.sqlState;
}

const passing: ReadonlySet<string> = new Set([
  "connection-failed",
  "connection-lost",
  "run-interrupted",
  "locked",
]);

/** Whether it may go well a little later: nobody answered, or others were in the way. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionFailedError && isTurnedAway(error)) return false;
  return error instanceof PgmaestroError && (error.kind === "gave-way" || passing.has(error.code));
}
