import {
  type FileChange,
  isEmpty,
  type Migration,
  resolveName,
  standsFor,
  withDownSection,
  writeChanges,
} from "../migrations/index.ts";
import { lossText, type Reversal, reverseReasonText, ReverseSeries } from "../reverse/index.ts";
import type { InPlaceOptions } from "./foreign-place.ts";
import { inPlace, refuseWriting } from "./in-place.ts";
import type { MigrationFailedError } from "../errors/index.ts";
import type { Note } from "../verify/index.ts";
import type { StandIn } from "../database/index.ts";
import {
  type JobsOption,
  onceBy,
  onStagesOfEach,
  partsOf,
  scratchName,
  type ScratchSettings,
  type Stages,
  standInsOf,
} from "../trial/index.ts";
import {
  afterBaseline,
  baselineOf,
  migrationsOf,
  refuseNone,
  type ScriptOptions,
} from "../engine/index.ts";

/** Which down sections to write, and where. */
export interface ReverseOptions extends ScriptOptions, ScratchSettings, InPlaceOptions, JobsOption {
  /** These, by their names. Default: all without a down section. */
  readonly names?: readonly string[] | undefined;
  /** Put the sections into the files. Default: only show them. */
  readonly write?: boolean | undefined;
  /** Also look at down sections that are there, and rewrite those that do not pass. */
  readonly replace?: boolean | undefined;
}

/** What `reverse` came to. */
export interface ReverseResult {
  readonly migrations: readonly ReversedMigration[];
  /** Where it was tried: `PGlite`, `postgresql://host:5432`. */
  readonly scratch: string;
  /** As of `verify`. */
  readonly standIns?: readonly StandIn[];
  /** Whether no section is left to a person. */
  readonly passed: boolean;
  readonly durationMs: number;
}

/** One migration, and its down section. */
export interface ReversedMigration extends Pick<Reversal, "section"> {
  readonly name: string;
  readonly file: string;
  /**
   * `written`: into the file. `offered`: proved, to be written. `kept`: there is a down section, and nothing asks
   * for another or it passes. `irreversible`: it says that it has none. `needs-person`, `unproved`, `not-run`: see
   * reverse/reversal.ts.
   */
  readonly outcome:
    | "written"
    | "offered"
    | "kept"
    | "irreversible"
    | "needs-person"
    | "unproved"
    | "not-run";
  /** What the section does not bring back, in sentences without their full stops. */
  readonly lost: readonly string[];
  /** What a person must decide, or why there is no section; the same. */
  readonly reasons: readonly string[];
  /** What should be known all the same. */
  readonly notes: readonly Note[];
  /** What writing it does, or would do, to the file; absent for JS and TS. */
  readonly change?: FileChange;
}

/**
 * Writes the down sections that are missing, each proved on scratch databases before it is offered.
 * @throws MigrationsDirectoryError, UnknownMigrationError; ScratchRefusedError
 * @example
 * ```ts
 * const { migrations } = await reverse({ migrationsDir: "migrations" });
 * ```
 */
export async function reverse(given: ReverseOptions): Promise<ReverseResult> {
  const begin = performance.now();
  if (given.write) await refuseWriting("--write", given);
  const options = await inPlace(given, true);
  const migrations = migrationsOf(options);
  const reversed = await reverseAtOnce(migrations, choose(migrations, options), options);
  const standIns = standInsOf(migrations, options);
  return {
    migrations: reversed,
    scratch: scratchName(options),
    ...(standIns.length > 0 && { standIns }),
    passed: reversed.every(({ outcome }) => !leftToPerson.has(outcome)),
    durationMs: Math.round(performance.now() - begin),
  };
}

/** In parts at the same time, where that may be. */
async function reverseAtOnce(
  migrations: readonly Migration[],
  chosen: readonly Migration[],
  options: ReverseOptions,
): Promise<ReversedMigration[]> {
  let begun = 0;
  const begin = ({ name }: Migration) =>
    options.onEvent?.({ type: "verifying", migration: name, index: begun++, of: chosen.length });
  const { parts } = partsOf(chosen, migrations, options);
  const found = await onStagesOfEach(parts, migrations, options, (part, stages) =>
    reverseEach({ migrations, part, stages, begin }, options),
  );
  return onceBy(found.flat(), ({ name }) => name);
}

interface ReversePart {
  /** All of the directory. */
  readonly migrations: readonly Migration[];
  readonly part: readonly Migration[];
  readonly stages: Stages;
  begin(migration: Migration): void;
}

async function reverseEach(
  { migrations, part, stages, begin }: ReversePart,
  options: ReverseOptions,
): Promise<ReversedMigration[]> {
  const series = new ReverseSeries(migrations, stages);
  const found: ReversedMigration[] = [];
  for (const migration of part) {
    begin(migration);
    const one = await reverseOne(migration, series, options);
    found.push(...series.leftOut.splice(0).map((failure) => notRun(failure, migrations)), one);
  }
  return found;
}

/** One that nobody asked about, and that does not run. */
function notRun(
  { migration: name, message }: MigrationFailedError,
  migrations: readonly Migration[],
): ReversedMigration {
  const { file } = migrations.find((one) => one.name === name)!;
  return { name, file, outcome: "not-run", lost: [], reasons: [message], notes: [] };
}

const leftToPerson: ReadonlySet<ReversedMigration["outcome"]> = new Set([
  "needs-person",
  "unproved",
  "not-run",
] as const);

function choose(migrations: readonly Migration[], options: ReverseOptions): readonly Migration[] {
  const { names = [], replace } = options;
  const baseline = baselineOf(options);
  refuseNone(migrations, options);
  if (names.length > 0) {
    const known = migrations.map(({ name }) => name);
    const meant = names.map((name) => resolveName(name, known));
    return afterBaseline(
      migrations.filter(({ name }) => meant.includes(name)),
      baseline,
    );
  }
  return migrations.filter(
    (migration) =>
      !standsFor(baseline, migration.name) &&
      migration.kind === "sql" &&
      migration.irreversible === undefined &&
      (replace || !hasDown(migration)),
  );
}

/** An empty down section is right where there is nothing to take back. */
function hasDown({ up, down }: Migration): boolean {
  return down !== undefined && (!isEmpty(down) || isEmpty(up));
}

async function reverseOne(
  migration: Migration,
  series: ReverseSeries,
  { write, replace, migrations: inMemory }: ReverseOptions,
): Promise<ReversedMigration> {
  const { name, file, irreversible } = migration;
  const nothing = { name, file, lost: [], reasons: [], notes: [] };
  if (irreversible !== undefined)
    return { ...nothing, outcome: "irreversible", reasons: [irreversible] };
  if (!replace && migration.kind === "sql" && hasDown(migration))
    return { ...nothing, outcome: "kept" };
  const { outcome, section, ...remarks } = await series.reverse(migration);
  if (outcome === "right") return { ...nothing, outcome: "kept" };
  const reversal = {
    ...(section !== undefined && { section }),
    lost: remarks.lost.map(lossText),
    reasons: remarks.reasons.map(reverseReasonText),
    notes: remarks.notes,
  };
  if (outcome !== "proved") return { name, file, outcome, ...reversal };
  const change = inMemory === undefined ? withDownSection(migration, section!) : undefined;
  const isWritten = write === true && change !== undefined;
  if (isWritten) writeChanges([change]);
  return {
    name,
    file,
    outcome: isWritten ? "written" : "offered",
    ...reversal,
    ...(change && { change }),
  };
}
