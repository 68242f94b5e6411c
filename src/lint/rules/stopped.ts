import { blockedBy, type LockMode } from "../../locks/table/index.ts";

/**
 * What a lock keeps others from, and why, its name last: `Nobody can read or write orders until the transaction ends: ADD CHECK
 * reads all of it under ACCESS EXCLUSIVE.`
 * @param why without its end; what is done to `it`
 */
export function stoppedUntilEnd(
  tables: string,
  why: string,
  mode: LockMode = "ACCESS EXCLUSIVE",
): string {
  return `${nobodyCan(mode)} ${tables} until the transaction ends: ${why} under ${mode}.`;
}

/** `Nobody can read or write`: whom a lock of that mode stops. */
export function nobodyCan(mode: LockMode): string {
  return `Nobody can ${blockedBy(mode).reads ? "read or write" : "write to"}`;
}
