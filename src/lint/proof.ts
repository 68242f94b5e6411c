import { differences, digestDifferences, type Difference, type Digest } from "../catalog/index.ts";
import { withScratch, type Scratches } from "../database/index.ts";
import { MigrationFailedError, MigrationFileError } from "../errors/index.ts";
import type { Fixed } from "./fixing.ts";
import type { FixProof } from "./finding.ts";
import type { Lintable } from "./lintable.ts";
import type { Migration } from "../migrations/index.ts";
import {
  canGoBack,
  onlyWarnings,
  roundTrip,
  type Stages,
  scratchName,
  scratchOptions,
  type ScratchSettings,
  type Stage,
  stagesOn,
} from "../trial/index.ts";
import { baselineOf, extensionsOf, type ScriptOptions, tableOf } from "../engine/index.ts";

type Options = ScriptOptions & ScratchSettings;

/** The migrations from the first that is fixed to the last, before and after. */
interface Compared {
  /** All before the first fixed one, and then those that are compared. */
  readonly before: readonly Migration[];
  readonly after: readonly Migration[];
  /** How many are alike. */
  readonly alike: number;
}

/**
 * Applies migrations as they were and as they are to be, on scratch databases, and compares what comes out.
 * @param all the migrations as they were
 * @throws PgmaestroError where those do not run
 */
export async function proveFix(
  all: readonly Lintable[],
  fixed: Fixed,
  options: Options,
): Promise<FixProof> {
  const compared = comparedOf(all, fixed);
  const migrations = [...compared.before, ...compared.after];
  return withScratch(
    scratchOptions(options, () => extensionsOf(migrations, baselineOf(options))),
    (scratches) => compare(compared, new Course(scratches, options)),
  );
}

async function compare(compared: Compared, course: Course): Promise<FixProof> {
  const was = await course.run(compared.before, compared.alike);
  const is = await course.run(compared.after, compared.alike).catch(failureOf);
  const known = { postgres: was.version, scratch: course.place };
  if (!("applied" in is))
    return { ...known, ...is, passed: false, differences: [], rollback: "different" };
  const isSame = was.applied.text === is.applied.text;
  const rollback = rollbackOf(was, is);
  return {
    ...known,
    passed: isSame && rollback !== "different",
    differences: isSame ? [] : await course.differences(compared, was, is),
    ...(rollback === "different" && is.failure !== undefined && { failure: is.failure }),
    rollback,
  };
}

function comparedOf(all: readonly Lintable[], { all: mended, files, created }: Fixed): Compared {
  const changed = new Set(files.map(({ file }) => file));
  const added = new Set(created.map(({ name }) => name));
  const isTouched = ({ file, name, sections }: Lintable) =>
    added.has(name) ||
    changed.has(file) ||
    (sections.down !== undefined && changed.has(sections.down.file));
  const end = mended.findLastIndex(isTouched) + 1;
  const later = mended.length - end;
  return {
    before: migrationsOf(all.slice(0, all.length - later)),
    after: migrationsOf(mended.slice(0, end)),
    alike: migrationsOf(mended.slice(0, mended.findIndex(isTouched))).length,
  };
}

/** Those that cannot be read are reported as findings; what can be said of the others is said. */
function migrationsOf(lintables: readonly Lintable[]): Migration[] {
  return lintables.flatMap(({ migration }) => migration ?? []);
}

/** What running migrations up and down showed. */
interface Run {
  readonly version: string;
  readonly origin: Digest;
  readonly applied: Digest;
  /** After the down sections; absent where they cannot be run. */
  readonly back?: Digest;
  /** Why not, where one of them fails. */
  readonly failure?: string;
}

/** Runs migrations on scratch databases. */
class Course {
  readonly #scratches: Scratches;
  readonly #options: Options;

  constructor(scratches: Scratches, options: Options) {
    this.#scratches = scratches;
    this.#options = options;
  }

  /** Where it is tried: `PGlite`, or the server's address. */
  get place(): string {
    return scratchName(this.#options);
  }

  /**
   * Runs up what is not alike, and back.
   * @throws PgmaestroError where it does not run up
   */
  async run(migrations: readonly Migration[], alike: number): Promise<Run> {
    const changed = migrations.slice(alike);
    const trip = roundTrip({
      migrations: changed,
      place: alike,
      stages: this.#stages(migrations),
      rows: "unseen",
      repeats: false,
    });
    let version = "";
    for await (const { phase, stage, refusal, before, applied, now } of trip) {
      version ||= await stage.version();
      if (phase === "up" && refusal !== undefined) throw refusal;
      const run = { version, origin: before.digest, applied: applied.digest };
      if (phase === "up" && !changed.every(canGoBack)) return run;
      if (phase === "down")
        return { ...run, ...(refusal === undefined ? { back: now.digest } : failureOf(refusal)) };
    }
    throw new Error("a round trip without its way up");
  }

  /** What differs in the end, for which both are run once more. */
  async differences({ before, after }: Compared, was: Run, is: Run): Promise<Difference[]> {
    const first = await (await this.#stage(before, before.length)).catalog();
    const stage = await this.#stage(after, after.length);
    const found = differences(first, await stage.catalog()).filter(
      ({ object: { kind } }) =>
        stage.connection.kind !== "server" || (kind !== "role" && kind !== "membership"),
    );
    return found.length > 0 ? found : digestDifferences(was.applied, is.applied);
  }

  #stage(migrations: readonly Migration[], count: number): Promise<Stage> {
    return this.#stages(migrations).withApplied(count);
  }

  #stages(migrations: readonly Migration[]): Stages {
    const options = this.#options;
    const script = { migrations, table: tableOf(options), watch: onlyWarnings(options.onEvent) };
    return stagesOn(this.#scratches, script, options);
  }
}

/** @throws what is no fault of a migration */
function failureOf(error: unknown): { readonly failure: string } {
  if (error instanceof MigrationFailedError || error instanceof MigrationFileError)
    return { failure: error.message };
  throw error;
}

/** What could be rolled back must be so still. */
function rollbackOf(was: Run, is: Run): FixProof["rollback"] {
  if (was.back === undefined || was.back.text !== was.origin.text) return "unknown";
  return is.back?.text === is.origin.text ? "same" : "different";
}
