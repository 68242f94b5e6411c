import { type Database, maskUrlsIn } from "../database/index.ts";
import type { Request, RunOptions, Target } from "../engine/index.ts";
import { withTarget } from "../engine/index.ts";
import {
  ConnectionFailedError,
  type Shortfall,
  shortfallText,
  UnmetRequirementsError,
} from "../errors/index.ts";
import type { Watch } from "../events.ts";
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
  /** Who finds out whether they are met, where several targets are asked about alike. Default: this run alone. */
  readonly inquiry?: Inquiry | undefined;
}

/** A request that is refused where what it asks to run does not meet the requirements. */
export function gated<Chosen>(
  request: Request<Chosen>,
  options: GateOptions & RunOptions,
  migrationOf: (chosen: Chosen) => Migration | undefined,
): Request<Chosen> {
  const { requirements } = options;
  if (requirements === undefined) return request;
  const gate = new Gate(options.inquiry ?? new Inquiry(requirements, options), options.override);
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
  readonly #inquiry: Inquiry;
  readonly #override: string | undefined;
  readonly #passed = new Set<string>();
  /** What was overridden, and is not journaled yet. */
  #overridden: readonly Shortfall[] = [];

  constructor(inquiry: Inquiry, override: string | undefined) {
    this.#inquiry = inquiry;
    this.#override = override;
  }

  /** @throws UnmetRequirementsError, and what reading the other environments throws */
  async pass(migrations: readonly Migration[], { watch }: Target): Promise<void> {
    const due = migrations.filter((migration) => !this.#passed.has(keyOf(migration)));
    if (due.length === 0) return;
    const shortfalls = await this.#inquiry.shortfalls(due, watch);
    if (shortfalls.length > 0 && this.#override === undefined)
      throw new UnmetRequirementsError(this.#inquiry.environment, shortfalls);
    this.#overridden = [...this.#overridden, ...shortfalls];
    for (const migration of due) this.#passed.add(keyOf(migration));
  }

  /** Journals what is overridden, and why, before anything runs. */
  async journal(journal: Journal): Promise<void> {
    const reason = maskUrlsIn(this.#override ?? "");
    const remarks = this.#overridden.map((one) => ({
      name: one.migration,
      event: "override" as const,
      detail: `${reason} (${shortfallText(one)})`,
    }));
    this.#overridden = [];
    await recordRemarks(journal, remarks);
  }
}

/** Finds out what migrations lack of what is required; of one that lacks nothing, or of which that is overridden, once. */
export class Inquiry {
  readonly #requirements: Requirements;
  readonly #options: GateOptions & Omit<RunOptions, "database">;
  readonly #known = new Map<string, readonly Shortfall[]>();
  #asked: Promise<unknown> = Promise.resolve();

  /** @param options those with which the histories of other environments are read */
  constructor(requirements: Requirements, options: GateOptions & Omit<RunOptions, "database">) {
    this.#requirements = requirements;
    this.#options = options;
  }

  /** The environment that requires it. */
  get environment(): string {
    return this.#requirements.environment;
  }

  /** One asker after the other, so that the next one may know already. */
  shortfalls(migrations: readonly Migration[], watch: Watch): Promise<Shortfall[]> {
    const found = this.#asked.then(() => this.#find(migrations, watch));
    this.#asked = found.catch(() => {});
    return found;
  }

  async #find(migrations: readonly Migration[], watch: Watch): Promise<Shortfall[]> {
    const due = migrations.filter((one) => !this.#known.has(keyOf(one)));
    const found = due.length === 0 ? [] : await this.#ask(due, watch);
    for (const one of due) {
      const own = found.filter(({ migration }) => migration === one.name);
      if (own.length === 0 || this.#options.override !== undefined)
        this.#known.set(keyOf(one), own);
    }
    const known = migrations.filter((one) => !due.includes(one));
    return [...known.flatMap((one) => this.#known.get(keyOf(one)) ?? []), ...found];
  }

  async #ask(due: readonly Migration[], watch: Watch): Promise<Shortfall[]> {
    const { environments, soak = 0, proofs } = this.#requirements;
    const found = proofs === undefined ? [] : await unprovedIn(proofs, due);
    for (const one of environments) {
      const seen = await this.#standingOf(one, watch);
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
    watch: Watch,
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
