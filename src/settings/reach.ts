import { overTls, withConnectTimeout } from "../database/index.ts";
import type { Address } from "./kinds.ts";
import type { Sourced } from "./sources.ts";

/** What flags say of how to reach a server, wherever it is; absent where they say nothing. */
export interface ReachSettings {
  readonly rejectUnauthorized?: Sourced<boolean> | undefined;
  readonly connectTimeout?: Sourced<number> | undefined;
}

/** An address that says it, too. */
export function reached(address: string, settings: ReachSettings): string;
export function reached(address: Address, settings: ReachSettings): Address;
export function reached(
  address: Address,
  { rejectUnauthorized, connectTimeout }: ReachSettings,
): Address {
  const secured = rejectUnauthorized ? overTls(address, rejectUnauthorized.value) : address;
  return connectTimeout ? withConnectTimeout(secured, connectTimeout.value) : secured;
}
