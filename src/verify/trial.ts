import type { Catalog } from "../catalog/index.ts";
import {
  MigrationFailedError,
  MigrationFileError,
  NoDownSectionError,
  type Location,
} from "../errors/index.ts";
import { isEmpty, type Migration, type Section } from "../migrations/migration.ts";
import type { Plan } from "../plan/index.ts";
import { lineColumn } from "../sql/positions.ts";
import { compareCatalogs } from "./compare-catalogs.ts";
import { Findings } from "./findings.ts";
import { meantTogether, type MeantChanges } from "./data/meant.ts";
import { intentOf, isGuarded, remedyFor } from "./intent.ts";
import { isSame, lookAt, observe, type Look, type Observation } from "./observation.ts";
import { allChanges, judgeRows, losses } from "./row-changes.ts";
import type { Stage, Stages } from "./stage.ts";
import type { CheckName, Phase, VerifiedMigration } from "./verdict.ts";

/** What came of a trial. */
export interface Tried {
  readonly verified: VerifiedMigration;
  /** The stage as it is now, with the migration applied and nothing else; absent where it is not so. */
  readonly applied?: { readonly stage: Stage; readonly observation: Observation };
  /** Whether the migration runs, so that those after it can be tried. */
  readonly runs: boolean;
}

/**
 * Tries one migration: up; up again; down; down again where it is guarded; up.
 * @param place how many migrations come before it
 * @param stage one on which these are applied
 * @param before how that stage is now
 */
export async function tryMigration(
  migration: Migration,
  place: number,
  stage: Stage,
  before: Observation,
  stages: Stages,
): Promise<Tried> {
  const begin = performance.now();
  const trial = new Trial(migration, place, stage, before, stages);
  const tried = await trial.run();
  const { irreversible, down } = migration;
  return {
    ...tried,
    verified: {
      name: migration.name,
      file: migration.file,
      ...(down && { downAt: beginningOf(down) }),
      ...trial.findings.checks(),
      ...(irreversible !== undefined && { irreversible }),
      durationMs: Math.round(performance.now() - begin),
    },
  };
}

/** The line of a section's marker, or of its first statement. */
function beginningOf({ file, source, start }: Section): Location {
  return { file, line: lineColumn(source, start).line, column: 1 };
}

class Trial {
  readonly findings = new Findings();
  /** What became of rows and was told; it is still so after the next step. */
  readonly #told = new Set<string>();
  readonly #migration: Migration;
  readonly #place: number;
  readonly #stages: Stages;
  #stage: Stage;
  #before: Observation;

  constructor(
    migration: Migration,
    place: number,
    stage: Stage,
    before: Observation,
    stages: Stages,
  ) {
    this.#migration = migration;
    this.#place = place;
    this.#stages = stages;
    this.#stage = stage;
    this.#before = before;
  }

  async run(): Promise<Omit<Tried, "verified">> {
    const up = await this.#goUp();
    if (up === undefined) {
      this.findings.skip("the up section fails", "repeatable", "down", "roundTrip", "data");
      return { runs: false };
    }
    const meant = intentOf(up);
    let applied = await observe(this.#stage, this.#before);
    this.#judgeRows("up", applied, meant);
    this.#leaveOpenWhatIsNotDescribed(applied);
    if (await this.#changesWhenRunAgain("up-again", "repeatable", applied, up))
      applied = await this.#startAnew();
    const isThere = await this.#goBackAndForth(applied, meant);
    return {
      runs: true,
      ...(isThere && { applied: { stage: this.#stage, observation: applied } }),
    };
  }

  /**
   * Runs the up section; where it refuses the generated rows, without them. Real rows may fit what it demands,
   * unless it adds a column that no row can have a value for.
   */
  async #goUp(): Promise<Plan | undefined> {
    try {
      return await this.#stage.run(this.#migration, "up");
    } catch (error) {
      if (!isAboutRows(error)) return this.#tell("up", "up", error);
      this.#stage = await this.#stages.withApplied(this.#place);
      this.#before = { ...(await lookAt(this.#stage, this.#before)), unfilled: [] };
      const up = await this.#attempt("up", "up");
      if (up === undefined) return undefined;
      this.findings.note("up", `the rows made for this test do not fit: ${error.server.message}`);
      this.findings.leaveOpen("data", "the migration demands rows that the generated ones are not");
      return up;
    }
  }

  /**
   * Runs the migration; a refusal is a finding.
   * @param earlier the plan of the run in the same direction that succeeded
   */
  async #attempt(phase: Phase, check: CheckName, earlier?: Plan): Promise<Plan | undefined> {
    try {
      return await this.#stage.run(this.#migration, phase.startsWith("down") ? "down" : "up");
    } catch (error) {
      return this.#tell(phase, check, error, earlier);
    }
  }

  /** @throws what is no fault of the migration */
  #tell(phase: Phase, check: CheckName, error: unknown, earlier?: Plan): undefined {
    if (error instanceof NoDownSectionError) {
      const reason = "the migration's code says that there is no way back";
      this.findings.skip(reason, "down", "roundTrip");
      return;
    }
    if (!(error instanceof MigrationFailedError || error instanceof MigrationFileError))
      throw error;
    const remedy = remedyFor(error, earlier);
    this.findings.fail(check, { kind: "error", phase, error, ...(remedy && { remedy }) });
  }

  /** A second run in the same direction must succeed, and leave everything as it is. */
  async #changesWhenRunAgain(
    phase: "up-again" | "down-again",
    check: CheckName,
    expected: Look,
    earlier: Plan,
  ): Promise<boolean> {
    const ran = await this.#attempt(phase, check, earlier);
    const now = await lookAt(this.#stage, expected);
    if (isSame(expected, now)) return false;
    if (ran !== undefined) {
      this.#compare(phase, check, expected, now);
      for (const text of allChanges(expected.rows, now.rows))
        this.findings.fail(check, { kind: "data", phase, text });
    }
    return true;
  }

  /** A new stage with this migration applied once. */
  async #startAnew(): Promise<Observation> {
    this.#stage = await this.#stages.withApplied(this.#place);
    this.#before = await observe(this.#stage);
    await this.#stage.run(this.#migration, "up");
    return observe(this.#stage, this.#before);
  }

  /** @returns whether the stage is in the end as it was when the migration was applied for the first time */
  async #goBackAndForth(applied: Observation, meant: MeantChanges): Promise<boolean> {
    if (this.#hasNoWayBack()) return true;
    const down = await this.#attempt("down", "down");
    if (down === undefined) {
      this.findings.skip("the down section fails", "roundTrip");
      return isSame(applied, await lookAt(this.#stage, applied));
    }
    const back = await lookAt(this.#stage, this.#before, applied);
    const allMeant = meantTogether(meant, intentOf(down));
    this.#compare("down", "roundTrip", this.#before, back);
    this.#judgeRows("down", back, allMeant);
    for (const loss of losses(applied.rows, back.rows)) this.findings.note("data", `down: ${loss}`);
    const isChanged =
      isGuarded(down) && (await this.#changesWhenRunAgain("down-again", "down", back, down));
    if (isChanged || this.findings.hasFailed("roundTrip")) return false;
    return this.#goForthAgain(applied, allMeant);
  }

  async #goForthAgain(applied: Observation, meant: MeantChanges): Promise<boolean> {
    const phase = "up-after-down";
    if ((await this.#attempt(phase, "roundTrip")) === undefined) return false;
    const now = await lookAt(this.#stage, applied);
    this.#compare(phase, "roundTrip", applied, now);
    this.#judgeRows(phase, now, meant);
    return !this.findings.hasFailed("roundTrip");
  }

  #hasNoWayBack(): boolean {
    const { irreversible, down } = this.#migration;
    if (irreversible !== undefined) {
      this.findings.skip(`irreversible: ${irreversible}`, "down", "roundTrip");
      return true;
    }
    if (down !== undefined && !isEmpty(down)) return false;
    this.findings.fail("down", { kind: "no-down" });
    this.findings.skip("there is no down section", "roundTrip");
    return true;
  }

  #compare(phase: Phase, check: CheckName, expected: Look, now: Look): void {
    if (expected.digest.text === now.digest.text) return;
    const { problems, notes } = compareCatalogs(phase, expected, now);
    this.findings.fail(check, ...problems);
    for (const note of notes) this.findings.note(check, note);
  }

  #judgeRows(phase: Phase, now: Look, meant: MeantChanges): void {
    const { unmeant, lost, meant: intended } = judgeRows(this.#before.rows, now.rows, meant);
    for (const text of unmeant.filter((one) => !this.#told.has(one))) {
      this.#told.add(text);
      this.findings.fail("data", { kind: "data", phase, text });
    }
    if (phase === "up-after-down") return;
    const notes = phase === "up" ? lost : [...lost, ...intended];
    for (const text of notes) this.findings.note("data", `${phase}: ${text}`);
  }

  /** Of objects that catalogs do not describe nothing can be proved. */
  #leaveOpenWhatIsNotDescribed({ catalog }: Look): void {
    const touched = undescribedChanges(this.#before.catalog, catalog);
    if (touched.length === 0) return;
    const reason = `catalogs do not describe ${touched.join(", ")}`;
    this.findings.leaveOpen("repeatable", reason);
    this.findings.leaveOpen("roundTrip", reason);
  }
}

/** Class 23, integrity constraint violation. Source: PostgreSQL manual, Appendix A. */
function isAboutRows(error: unknown): error is MigrationFailedError {
  if (!(error instanceof MigrationFailedError) || !error.server.sqlState?.startsWith("23"))
    return false;
  const addsColumn = /\badd\s+(?:column\b|\S+\s+\S+.*\bnot\s+null\b)/is;
  return !(error.server.sqlState === "23502" && addsColumn.test(error.statement ?? ""));
}

/** The kinds of which there are others now than before. */
function undescribedChanges(before: Catalog, after: Catalog): string[] {
  const kinds = new Set([...before.undescribed.keys(), ...after.undescribed.keys()]);
  return [...kinds].flatMap((kind) => {
    const [first, second] = [before, after].map(({ undescribed }) => undescribed.get(kind) ?? []);
    const changed = [...first!, ...second!].filter(
      (name) => !(first!.includes(name) && second!.includes(name)),
    );
    return changed.map((name) => `${kind} ${name}`);
  });
}
