import type { Difference } from "../catalog/index.ts";
import type { CreateFromDriftResult } from "../commands/create-from-drift.ts";
import type { DiffResult } from "../commands/diff.ts";
import type { DriftResult } from "../commands/drift.ts";
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

function inWords(differences: readonly Difference[], first: string, second: string) {
  return differences.map((difference) => ({
    ...difference,
    text: neutralText(difference, first, second),
  }));
}
