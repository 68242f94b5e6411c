import type { Difference } from "../catalog/index.ts";
import type { CreateFromDriftResult } from "../commands/create-from-drift.ts";
import type { DiffResult } from "../commands/diff.ts";
import type { DriftResult } from "../commands/drift.ts";
import type { FleetDrift } from "../commands/fleet-drift.ts";
import { neutralText } from "./difference-text.ts";
import { withoutSecrets } from "./json.ts";

/** What `drift` found as JSON, each difference in words too. */
export function driftJson(result: DriftResult): object {
  const differences = inWords(result.differences, "the migrations", "the database");
  return withoutSecrets({ ...result, differences });
}

/** What `diff` found as JSON, each difference in words too. */
export function diffJson(result: DiffResult): object {
  return withoutSecrets({
    ...result,
    differences: inWords(result.differences, result.from, result.to),
  });
}

/** What `create --from-drift` did, with the drift that it found. */
export function createFromDriftJson({ drift, created }: CreateFromDriftResult): object {
  return { ...created, drift: driftJson(drift) };
}

/** What `fleet verify-drift` found as JSON, each difference in words too. */
export function fleetDriftJson({ groups, ...drift }: FleetDrift): object {
  const told = groups.map(({ differences, fromMigrations: found, ...group }) => ({
    ...group,
    differences: inWords(differences, "most", "these"),
    ...(found && {
      fromMigrations:
        found.outcome === "compared"
          ? { ...found, differences: inWords(found.differences, "the migrations", "these") }
          : found,
    }),
  }));
  return withoutSecrets({ ...drift, groups: told });
}

function inWords(differences: readonly Difference[], first: string, second: string) {
  return differences.map((difference) => ({
    ...difference,
    text: neutralText(difference, first, second),
  }));
}
