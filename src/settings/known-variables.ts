import { ConfigurationError } from "../errors/index.ts";
import { allSettings } from "./all.ts";
import type { SettingDefinition } from "./setting.ts";
import type { Environment } from "./sources.ts";
import { nearestName } from "../nearest-name.ts";

/** Where the empty embedded database is kept for all projects. */
const cache = "PGMAESTRO_CACHE";

/**
 * A variable with our prefix that means nothing is a misspelt one.
 * @throws ConfigurationError
 */
export function refuseUnknownVariables(environment: Environment): void {
  const known = [
    cache,
    ...allSettings.flatMap(({ variable }: SettingDefinition) => variable ?? []),
  ];
  for (const [name, one] of Object.entries(environment)) {
    if (!name.startsWith("PGMAESTRO_") || name.startsWith("PGMAESTRO_VAR_") || known.includes(name))
      continue;
    throw new ConfigurationError(`${one!.source} is not known`, suggestion(name, known));
  }
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearestName(name, known, 4);
  return near
    ? `Did you mean ${near}?`
    : `Known are: ${known.filter((one) => one.startsWith("PGMAESTRO_")).join(", ")}.`;
}
