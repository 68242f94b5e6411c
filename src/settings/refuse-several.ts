import { InvalidRequestError } from "../errors/index.ts";

/** @throws InvalidRequestError where more than one of these is given, each under its spelling */
export function refuseSeveral(given: Record<string, unknown>): void {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  if (names.length < 2) return;
  throw new InvalidRequestError(`${names.join(" and ")} exclude each other`, "Give one of them.");
}
