import { existsSync } from "node:fs";
import { embeddedDirectory } from "./open-embedded.ts";
import type { Database } from "./open.ts";
import { isEmbeddedUrl } from "./url.ts";
import { InvalidRequestError } from "../errors/index.ts";

/**
 * Reading must not make an embedded database.
 * @throws InvalidRequestError where it is not there
 */
export function refuseAbsent(database: Database): void {
  if (!isEmbeddedUrl(database)) return;
  if (existsSync(embeddedDirectory(database))) return;
  throw new InvalidRequestError(
    `There is no embedded database in ${embeddedDirectory(database)}`,
    "Name another one, or `pgmaestro up` first.",
  );
}
