import type { Shortfall } from "../errors/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Proofs } from "./proofs.ts";
import type { AppliedThere, Standing } from "./standing.ts";

/**
 * What is missing in another environment of migrations that are to run.
 * @param soak how long they must have been applied there, in seconds
 * @param now as a date, by the clock that `standing` is by
 */
export function shortfallsIn(
  { environment, migrations: applied }: Pick<Standing, "environment" | "migrations">,
  migrations: readonly Migration[],
  soak: number,
  now: Date,
): Shortfall[] {
  const there = new Map(applied.map((one) => [one.name, one]));
  return migrations.flatMap((migration): Shortfall[] => {
    const { name: migrationName } = migration;
    const problem = problemOf(migration, there.get(migrationName), soak, now);
    return problem === undefined ? [] : [{ migration: migrationName, environment, ...problem }];
  });
}

function problemOf(
  { up }: Migration,
  found: AppliedThere | undefined,
  soak: number,
  now: Date,
): Pick<Shortfall, "kind" | "seconds" | "readyAt"> | undefined {
  if (found === undefined) return { kind: "not-applied" };
  if (found.event === "mark") return { kind: "only-marked" };
  if (found.checksum === undefined) return { kind: "no-checksum" };
  if (found.checksum !== up.checksum) return { kind: "other-checksum" };
  const seconds = (now.getTime() - Date.parse(found.at)) / 1000;
  if (seconds >= soak) return undefined;
  const readyAt = new Date(Date.parse(found.at) + soak * 1000).toISOString();
  return { kind: "too-young", seconds: Math.max(0, Math.round(seconds)), readyAt };
}

/** The migrations that `verify` has not found sound, as they are now. */
export function unproved(proofs: Proofs, migrations: readonly Migration[]): Shortfall[] {
  return migrations.flatMap((migration): Shortfall[] => {
    const proof = proofs.of(migration);
    return proof === "same"
      ? []
      : [{ migration: migration.name, kind: proof === "none" ? "no-proof" : "other-proof" }];
  });
}
