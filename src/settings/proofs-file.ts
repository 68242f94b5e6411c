import { type Environments, proof } from "./environment-definition.ts";
import type { Sourced } from "./sources.ts";

/** Where proofs are kept where an environment requires them, and nothing names another file. */
export const usualProofs = "pgmaestro.proofs.json";

/** Where it is kept what `verify` found sound; undefined where nobody wants to know. */
export function proofsFile(settings: {
  readonly proofs: Sourced<string> | undefined;
  readonly environments: Sourced<Environments> | undefined;
}): string | undefined {
  const all = Object.values(settings.environments?.value ?? {});
  const isRequired = all.some(({ requires }) => requires?.includes(proof));
  return settings.proofs?.value ?? (isRequired ? usualProofs : undefined);
}
