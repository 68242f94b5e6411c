import type { ServerSettings } from "../database/index.ts";

/** Where a database of a fleet is. */
export type FleetAddress = string | ServerSettings;

/** A number of members, or a share of them: `5`, `"10%"`. */
export type Amount = number | string;

/** The databases and schemas that get the same migrations, and how a rollout goes through them. */
export interface FleetSettings {
  /** Its name, where one control database has several fleets. Default: `fleet`. */
  readonly name?: string | undefined;
  /** The database that keeps rollouts and their queue. */
  readonly control: FleetAddress;
  readonly members: MemberSource;
  readonly waves?: WaveSettings | undefined;
  /** How many members may fail before the rollout is paused. Default: 0. */
  readonly maxFailures?: Amount | undefined;
  readonly concurrency?: number | Concurrency | undefined;
  /** How often a member that cannot be reached, or is busy, is tried again. Default: 5. */
  readonly retries?: number | undefined;
}

/** What says which members there are. */
export type MemberSource =
  | { readonly list: readonly GivenMember[] }
  /** A query on the control database with the columns `url`, and perhaps `schema` and `wave`. */
  | { readonly query: string }
  /** A file whose default export is a list or an (async) iterable of members, or a function that returns one. */
  | { readonly module: string }
  /** One database, and a query on it whose first column names schemas. */
  | { readonly database: FleetAddress; readonly schemas: string };

/** A member as a list, a query or a module gives it. */
export type GivenMember =
  | string
  | {
      readonly url: FleetAddress;
      /** The schema in which it has its tables and its history. */
      readonly schema?: string | null | undefined;
      /** Members of a lower wave come first; those without one last. */
      readonly wave?: number | null | undefined;
    };

/** In which steps a rollout goes through a fleet. */
export interface WaveSettings {
  /** How many members come first. */
  readonly canary?: Amount | undefined;
  /** How many have had their turn at the end of each further wave. After the last of them comes the rest. */
  readonly then?: readonly Amount[] | undefined;
  /** How long nothing is begun after a wave. Seconds; default 0. */
  readonly soak?: number | undefined;
}

/** How many members are worked on at the same time. */
export interface Concurrency {
  /** By one worker. Default: 4. */
  readonly worker?: number | undefined;
  /** On one host, by all workers. Default: no limit. */
  readonly host?: number | undefined;
  /** In all, by all workers. Default: no limit. */
  readonly total?: number | undefined;
}

export function fleetName({ name }: FleetSettings): string {
  return name ?? "fleet";
}

export function concurrencyOf({ concurrency = {} }: FleetSettings): Concurrency & {
  readonly worker: number;
} {
  const given = typeof concurrency === "number" ? { worker: concurrency } : concurrency;
  return { ...given, worker: given.worker ?? 4 };
}

/** So many of `all`; a share is rounded up, so that a canary is never nobody. */
export function amountOf(amount: Amount, all: number): number {
  const share = /^(\d+(?:\.\d+)?) ?%$/.exec(String(amount));
  return share === null ? Number(amount) : Math.ceil((Number(share[1]) / 100) * all);
}
