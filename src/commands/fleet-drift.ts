import { createHash } from "node:crypto";
import {
  type Definitions,
  definitionDifferences,
  type Difference,
  differencesInSchema,
  outsideSchemas,
  readDefinitionsOf,
  withoutTablesOfTools,
} from "../catalog/index.ts";
import { migrationsOf, type RunOptions, readState, withTarget } from "../engine/index.ts";
import { ReplayFailedError } from "../errors/index.ts";
import { controlSchemas, failureOf, type Member, type MemberFailure } from "../fleet/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import { seeTarget, withDrift } from "./drift.ts";
import { type Alike, eachMember, type FleetFound } from "./each-member.ts";
import { type FleetOptions, readOnce } from "./fleet.ts";

/** What members are compared with, beside one another: what their migrations make, or nothing else. */
export type FleetStandard = "migrations" | "majority";

/** Which members to compare with what, and where to try their migrations. */
export interface FleetDriftOptions extends FleetOptions, ScratchSettings {
  /** Default: `migrations`. */
  readonly compareWith?: FleetStandard | undefined;
}

/** What members that are alike have. */
export interface MemberSchema {
  /** The last migration that they have; null where they have none. */
  readonly migration: string | null;
  /** From what most members have to what these have. */
  readonly differences: readonly Difference[];
  /** Absent where that was not asked for. */
  readonly fromMigrations?: FromMigrations;
}

/** How members differ from what their migrations make: looked at in the first of them. */
export type FromMigrations =
  | {
      readonly outcome: "compared";
      /** `missing`: only the migrations make it; `extra`: only the members have it. */
      readonly differences: readonly Difference[];
      /** Edited since they were applied: the comparison is with what they say now. */
      readonly edited: readonly string[];
      /** Stopped halfway: what they did counts as a difference. */
      readonly partial: readonly string[];
    }
  /** They have none, so there is nothing to compare with. */
  | { readonly outcome: "no-migration" }
  /** As an applied one has no file, or one does not run on the scratch database, or as that member can no longer be reached. */
  | { readonly outcome: "failed"; readonly failure: MemberFailure };

/**
 * Members that have the same schema and the same migrations are together; first those with the schema that most have, from which
 * the others differ.
 */
export interface FleetDrift extends FleetFound<MemberSchema> {
  readonly comparedWith: FleetStandard;
  /** Where the migrations were applied for the comparison: `PGlite (PostgreSQL 18)`. Absent where none were. */
  readonly scratch?: string;
}

/**
 * Compares the schemas of all members with that which most of them have, and with what their applied migrations make on a scratch
 * database. Only reads.
 * @throws ScratchRefusedError, ConfigurationError and the errors of files and of the control database
 * @example
 * ```ts
 * const { groups } = await fleetDrift({ fleet, compareWith: "majority" });
 * if (groups.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
 * ```
 */
export async function fleetDrift(given: FleetDriftOptions): Promise<FleetDrift> {
  const options = { ...given, ...readOnce(given, migrationsOf(given)) };
  const comparedWith = options.compareWith ?? "migrations";
  const found = await eachMember(options, (own, member) => readMember(own, member, comparedWith));
  const read = majorityFirst(found.groups);
  const groups = read.map((group) => fromMajority(group, read[0]!));
  if (comparedWith === "majority") return { ...found, comparedWith, groups };
  const compared = await comparedWithMigrations(read, options);
  return {
    ...found,
    comparedWith,
    ...(compared.scratch !== undefined && { scratch: compared.scratch }),
    groups: groups.map((group, index) => ({ ...group, fromMigrations: compared.all[index]! })),
  };
}

interface MemberRead {
  readonly migration: string | null;
  readonly definitions: Definitions;
  /** What schemas that are the same have alike. */
  readonly schemaHash: string;
  readonly own: RunOptions;
  readonly schema: string | undefined;
}

/** Of members that are alike only the first one's definitions are kept. */
function readMember(own: RunOptions, { schema }: Member, comparedWith: FleetStandard) {
  return withTarget(own, async (target) => {
    const { history } = await readState(target);
    const all = await readDefinitionsOf(target.connection, target.table, schema);
    const theirs = outsideSchemas(all, controlSchemas);
    const definitions = comparedWith === "majority" ? withoutTablesOfTools(theirs) : theirs;
    const schemaHash = hashOfDefinitions(definitions);
    const applied = history.applied.map(({ name }) => name);
    const migration = applied.at(-1) ?? null;
    const facts: MemberRead = { migration, definitions, schemaHash, own, schema };
    return { id: JSON.stringify([schemaHash, applied]), facts };
  });
}

function hashOfDefinitions(definitions: Definitions): string {
  const hash = createHash("sha256");
  for (const [key, { properties }] of [...definitions].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  ))
    hash.update(JSON.stringify([key, properties]));
  return hash.digest("hex");
}

type Read = Alike & MemberRead;

/** Those with the schema that most members have, whatever their migrations; and then the others alike. */
function majorityFirst(groups: readonly Read[]): Read[] {
  const members = new Map<string, number>();
  for (const { schemaHash, members: more } of groups)
    members.set(schemaHash, (members.get(schemaHash) ?? 0) + more);
  return groups.toSorted(
    (one, other) => members.get(other.schemaHash)! - members.get(one.schemaHash)!,
  );
}

function fromMajority({ members, such, migration, definitions }: Read, most: Read) {
  const differences = definitionDifferences(most.definitions, definitions);
  return { members, such, migration, differences };
}

/** One group after the other: scratch databases are large. */
async function comparedWithMigrations(groups: readonly Read[], options: FleetDriftOptions) {
  let scratch: string | undefined;
  const all: FromMigrations[] = [];
  for (const group of groups)
    all.push(
      group.migration === null
        ? { outcome: "no-migration" }
        : await fromMigrations(group, options, (name) => (scratch ??= name)),
    );
  return { scratch, all };
}

/** As `drift` compares a target with them. */
async function fromMigrations(
  { own, schema }: Read,
  { scratch, cache, signal, onEvent }: FleetDriftOptions,
  made: (scratch: string) => void,
): Promise<FromMigrations> {
  const options = { ...own, scratch, cache, onEvent };
  const seen = await seeTarget(options).catch((error: unknown) => failed(error, signal));
  if ("outcome" in seen) return seen;
  const { edited, partial } = seen;
  return withDrift(seen, options, async (found) => {
    made(found.scratch);
    const differences = inMember(found.differences, schema);
    return { outcome: "compared" as const, differences, edited, partial };
  }).catch((error: unknown) => {
    if (error instanceof ReplayFailedError) return failed(error, signal);
    throw error;
  });
}

function failed(error: unknown, signal: AbortSignal | undefined) {
  if (signal?.aborted) throw error;
  return { outcome: "failed" as const, failure: failureOf(error) };
}

/** Of a member that is a schema only what is in it, without its name. */
function inMember(differences: readonly Difference[], schema: string | undefined) {
  return schema === undefined ? differences : differencesInSchema(differences, schema);
}
