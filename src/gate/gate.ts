import { type Database, maskUrlsIn } from "../database/index.ts";
import type { Request, RunOptions, Target } from "../engine/index.ts";
import { withTarget } from "../engine/index.ts";
import {
  ConnectionFailedError,
  type Shortfall,
  shortfallText,
  UnmetRequirementsError,
} from "../errors/index.ts";
import { type Journal, recordRemarks } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { shortfallsIn, unproved } from "./judge.ts";
import type { Receipt } from "./receipt.ts";
import { type Standing, standingIn } from "./standing.ts";

/** An environment that must have a migration before another one, and where to read how far it is. */
export type RequiredEnvironment =
  | { readonly name: string; readonly database: Database }
  | { readonly name: string; readonly receipt: Receipt }
  /** Nothing says where it is: why. Then nothing is known of it. */
  | { readonly name: string; readonly unreadable: string };

/** What must hold of a migration before it runs in an environment. */
export interface Requirements {
  /** The environment that asks for it. */
  readonly environment: string;
  /** Those that must have applied it, as it is now. */
  readonly environments: readonly RequiredEnvironment[];
  /** For how long, in seconds. Default: 0. */
  readonly soak?: number | undefined;
  /** The file of proofs in which `verify` must have found it sound; absent where that is not asked for. */
  readonly proofs?: string | undefined;
}

/** How a run heeds what its environment asks for. */
export interface GateOptions {
  /** What must hold of each migration that runs. Default: nothing. */
  readonly requirements?: Requirements | undefined;
  /** Why to run what does not meet them; it is journaled. */
  readonly override?: string | undefined;
}

/** A request that is refused where what it asks to run does not meet the requirements. */
export function gated<Chosen>(
  request: Request<Chosen>,
  options: GateOptions & RunOptions,
  migrationOf: (chosen: Chosen) => Migration | undefined,
): Request<Chosen> {
  const { requirements } = options;
  if (requirements === undefined) return request;
  const gate = new Gate(requirements, options);
  return {
    ...request,
    async choose(state, target) {
      const chosen = await request.choose(state, target);
      await gate.pass(
        chosen.flatMap((one) => migrationOf(one) ?? []),
        target,
      );
      return chosen;
    },
    prepare: (journal) => gate.journal(journal),
  };
}

/** Lets migrations pass that meet the requirements, each of them once. */
class Gate {
  readonly #requirements: Requirements;
  readonly #options: GateOptions & RunOptions;
  readonly #passed = new Set<string>();
  /** What was overridden, and is not journaled yet. */
  #overridden: readonly Shortfall[] = [];

  constructor(requirements: Requirements, options: GateOptions & RunOptions) {
    this.#requirements = requirements;
    this.#options = options;
  }

  /** @throws UnmetRequirementsError, and what reading the other environments throws */
  async pass(migrations: readonly Migration[], target: Target): Promise<void> {
    const due = migrations.filter((migration) => !this.#passed.has(keyOf(migration)));
    if (due.length === 0) return;
    const shortfalls = await this.#shortfalls(due, target);
    if (shortfalls.length > 0 && this.#options.override === undefined)
      throw new UnmetRequirementsError(this.#requirements.environment, shortfalls);
    this.#overridden = [...this.#overridden, ...shortfalls];
    for (const migration of due) this.#passed.add(keyOf(migration));
  }

  async #shortfalls(due: readonly Migration[], target: Target): Promise<Shortfall[]> {
    const { environments, soak = 0, proofs } = this.#requirements;
    const found = proofs === undefined ? [] : await unprovedIn(proofs, due);
    for (const one of environments) {
      const seen = await this.#standingOf(one, target);
      found.push(
        ...("problem" in seen
          ? unreadable(one.name, seen.problem, due)
          : shortfallsIn(seen.standing, due, soak, seen.now)),
      );
    }
    return found;
  }

  async #standingOf(
    required: RequiredEnvironment,
    { watch }: Target,
  ): Promise<{ readonly standing: Standing; readonly now: Date } | { readonly problem: string }> {
    if ("unreadable" in required) return { problem: required.unreadable };
    if ("receipt" in required) return { standing: required.receipt, now: new Date() };
    const { name, database } = required;
    try {
      const standing = await withTarget(
        { ...this.#options, database, onEvent: watch },
        ({ connection, table }) => standingIn(name, connection, table),
        () => [],
      );
      return { standing, now: new Date(standing.readAt) };
    } catch (error) {
      if (error instanceof ConnectionFailedError) return { problem: error.message };
      throw error;
    }
  }

  /** Journals what is overridden, and why, before anything runs. */
  async journal(journal: Journal): Promise<void> {
    const reason = maskUrlsIn(this.#options.override ?? "");
    const remarks = this.#overridden.map((one) => ({
      name: one.migration,
      event: "override" as const,
      detail: `${reason} (${shortfallText(one)})`,
    }));
    this.#overridden = [];
    await recordRemarks(journal, remarks);
  }
}

/** What reads the file is loaded for those only who ask for proofs. */
async function unprovedIn(file: string, due: readonly Migration[]): Promise<Shortfall[]> {
  const { readProofs } = await import("./proofs.ts");
  return unproved(readProofs(file), due);
}

function unreadable(
  environment: string,
  problem: string,
  migrations: readonly Migration[],
): Shortfall[] {
  return migrations.map(({ name: migration }) => ({
    migration,
    environment,
    kind: "unreadable",
    problem,
  }));
}

function keyOf({ name, up, down }: Migration): string {
  return [name, up.checksum, down?.checksum].join(" ");
}
