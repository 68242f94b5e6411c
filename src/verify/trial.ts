import {
  listNames,
  MigrationFailedError,
  MigrationFileError,
  NoDownSectionError,
  type Location,
} from "../errors/index.ts";
import { isEmpty, type Migration, type Section } from "../migrations/index.ts";
import type { Plan } from "../plan/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { undescribedChanges } from "./compare-catalogs.ts";
import { Comparisons } from "./comparisons.ts";
import { Findings } from "./findings.ts";
import { meantTogether, type MeantChanges } from "../rows/index.ts";
import { intentOf, isGuarded, remedyFor } from "./intent.ts";
import { fillAndGlance, glanceAt, isSame, type Filled, type Glance } from "./observation.ts";
import {
  allChanges,
  isAboutGoneThings,
  isAboutRows,
  judgeRows,
  losses,
  takenByDown,
} from "./row-changes.ts";
import type { Stage, Stages } from "../trial/index.ts";
import type { CheckName, Phase, VerifiedMigration } from "./verdict.ts";

/** What came of a trial. */
export interface Tried {
  readonly verified: VerifiedMigration;
  /** The stage as it is now, with the migration applied and nothing else; absent where it is not so. */
  readonly applied?: { readonly stage: Stage; readonly glance: Glance & Filled };
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
  before: Glance & Filled,
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
  /** What became of rows and was reported; it is still so after the next step. */
  readonly #told = new Set<string>();
  readonly #migration: Migration;
  readonly #place: number;
  readonly #stages: Stages;
  #stage: Stage;
  #before: Glance;
  /** Whether the tables before the migration are given rows. */
  #fills = true;
  readonly #comparisons = new Comparisons();

  constructor(
    migration: Migration,
    place: number,
    stage: Stage,
    before: Glance & Filled,
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
    let applied = await fillAndGlance(this.#stage, this.#before);
    this.#judgeRows("up", applied, meant);
    this.#leaveOpenWhatIsNotDescribed(applied);
    if (await this.#changesWhenRunAgain("up-again", "repeatable", applied, up))
      applied = await this.#startAnew();
    const isThere = await this.#goBackAndForth(applied, meant);
    if (this.#comparisons.areAllEqual)
      return { runs: true, ...(isThere && { applied: { stage: this.#stage, glance: applied } }) };
    await this.#comparisons.tell(this.findings, this.#stages, this.#place, this.#migration, [
      this.#before,
      applied,
    ]);
    return { runs: true };
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
      this.#fills = false;
      await this.#renew();
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
    if (phase === "down-again" && isAboutGoneThings(error)) return;
    const remedy = remedyFor(error, earlier);
    this.findings.fail(check, { kind: "error", phase, error, ...(remedy && { remedy }) });
  }

  /** A second run in the same direction must succeed, and leave everything as it is. */
  async #changesWhenRunAgain(
    phase: "up-again" | "down-again",
    check: CheckName,
    expected: Glance,
    earlier: Plan,
  ): Promise<boolean> {
    const ran = await this.#attempt(phase, check, earlier);
    const now = await glanceAt(this.#stage);
    if (isSame(expected, now)) return false;
    if (ran !== undefined) {
      await this.#compare(phase, check, expected, now);
      for (const text of allChanges(expected.rows, now.rows))
        this.findings.fail(check, { kind: "data", phase, text });
    }
    return true;
  }

  /** A new stage with this migration applied once. */
  async #startAnew(): Promise<Glance & Filled> {
    await this.#renew();
    await this.#stage.run(this.#migration, "up");
    return fillAndGlance(this.#stage, this.#before);
  }

  /** A new stage without this migration. */
  async #renew(): Promise<void> {
    this.#stage = await this.#stages.withApplied(this.#place);
    this.#before = await (this.#fills ? fillAndGlance(this.#stage) : glanceAt(this.#stage));
  }

  /** @returns whether the stage is in the end as it was when the migration was applied for the first time */
  async #goBackAndForth(applied: Glance, meant: MeantChanges): Promise<boolean> {
    if (this.#hasNoWayBack()) return true;
    const down = await this.#attempt("down", "down");
    if (down === undefined) {
      this.findings.skip("the down section fails", "roundTrip");
      return isSame(applied, await glanceAt(this.#stage));
    }
    const back = await glanceAt(this.#stage);
    const allMeant = meantTogether(meant, intentOf(down));
    const isBack = await this.#compare("down", "roundTrip", this.#before, back);
    this.#failFor("down", takenByDown(this.#before.rows, applied.rows, back.rows));
    this.#judgeRows("down", back, allMeant);
    const known = losses(this.#before.rows, back.rows);
    const lost = losses(applied.rows, back.rows).filter((what) => !known.includes(what));
    if (lost.length > 0) this.findings.note("data", `down loses what is in ${listNames(lost)}`);
    const isChanged =
      isGuarded(down) && (await this.#changesWhenRunAgain("down-again", "down", back, down));
    return isBack && !isChanged && this.#goForthAgain(applied, allMeant);
  }

  async #goForthAgain(applied: Glance, meant: MeantChanges): Promise<boolean> {
    const phase = "up-after-down";
    if ((await this.#attempt(phase, "roundTrip")) === undefined) return false;
    const now = await glanceAt(this.#stage);
    this.#judgeRows(phase, now, meant);
    return this.#compare(phase, "roundTrip", applied, now);
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

  #compare(phase: Phase, check: CheckName, expected: Glance, now: Glance): Promise<boolean> {
    return this.#comparisons.compare(this.#stage, { phase, check, expected, now });
  }

  #judgeRows(phase: Phase, now: Glance, meant: MeantChanges): void {
    const { unmeant, lost, meant: intended } = judgeRows(this.#before.rows, now.rows, meant);
    this.#failFor(phase, unmeant);
    if (phase === "up-after-down") return;
    const notes = phase === "up" ? lost : [...lost, ...intended];
    for (const text of notes.filter((one) => !this.#told.has(one)))
      this.findings.note("data", `${phase}: ${text}`);
  }

  #failFor(phase: Phase, texts: readonly string[]): void {
    for (const text of texts.filter((one) => !this.#told.has(one))) {
      this.#told.add(text);
      this.findings.fail("data", { kind: "data", phase, text });
    }
  }

  /** Of objects that catalogs do not describe nothing can be proved. */
  #leaveOpenWhatIsNotDescribed({ digest }: Glance): void {
    const touched = undescribedChanges(this.#before.digest, digest);
    if (touched.length === 0) return;
    const reason = `catalogs do not describe ${touched.join(", ")}`;
    this.findings.leaveOpen("repeatable", reason);
    this.findings.leaveOpen("roundTrip", reason);
  }
}
