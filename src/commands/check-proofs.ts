import { migrationsOf } from "../engine/index.ts";
import { type Proofs, readClaims } from "../gate/index.ts";
import type { ChangedFiles } from "../migrations/index.ts";
import type { ReadOptions } from "./foreign-place.ts";
import { inPlace } from "./in-place.ts";

/** What the file of proofs is worth before a pull request is merged. */
export interface CheckedProofs {
  /** What need not be tried; absent where there is no such file. */
  readonly trusted?: Proofs;
  /** The files of migrations of which a proof is new: they are tried, whether the pull request touches them or not. */
  readonly claimed: readonly string[];
}

/** @throws ConfigurationError for a file that is none of proofs */
export async function proofsIn(
  options: ReadOptions & {
    readonly proofs?: string | undefined;
    readonly changes: ChangedFiles;
  },
): Promise<CheckedProofs> {
  const { proofs, changes } = options;
  if (proofs === undefined) return { claimed: [] };
  const { claimed, trusted } = await readClaims(proofs, changes.revision);
  if (claimed === trusted) return { trusted, claimed: [] };
  const files = migrationsOf(await inPlace(options))
    .filter((one) => claimed.of(one) === "same" && trusted.of(one) !== "same")
    .map(({ file }) => file);
  return { trusted, claimed: files };
}
