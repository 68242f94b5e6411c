import { objectText, undescribedChanges } from "../catalog/index.ts";
import { NoDownSectionError, UnwrittenMigrationError } from "../errors/index.ts";
import { isUnwritten, type Migration } from "../migrations/index.ts";
import { parseStatements, type Statement } from "../sql/statement/index.ts";
import type { Plan } from "../plan/index.ts";
import {
  canGoBack,
  isGuarded,
  isSame,
  type Observation,
  type Phase,
  type PhaseResult,
  textOfPlan,
} from "../trial/index.ts";
import { collisions, type DataDifference, movedSequences } from "../rows/index.ts";
import type { Comparisons } from "./comparisons.ts";
import type { Findings } from "./findings.ts";
import { destructions, narrowings, withoutWayBack } from "./destruction.ts";
import { intentOf, remedyFor } from "./intent.ts";
import { meantTogether, nothingMeant, type MeantChanges } from "./meant.ts";
import {
  allChanges,
  changeKey,
  isAboutGoneThings,
  judgeRows,
  losses,
  takenByDown,
} from "./row-changes.ts";
import type { Destruction, Note } from "./remarks.ts";
import { refusedRowsNote } from "./refused-rows.ts";
import { checkNames, type CheckName } from "./verdict.ts";

type Run = PhaseResult & { readonly phase: Phase };

/** The check that says how a step went. */
const checkOf: Readonly<Record<PhaseResult["phase"], CheckName>> = {
  before: "up",
  up: "up",
  "up-again": "repeatable",
  afresh: "repeatable",
  down: "down",
  "down-again": "down",
  "up-after-down": "roundTrip",
};

/** Judges a migration by what is seen of its round trip. */
export class Judge {
  readonly #migration: Migration;
  readonly #findings: Findings;
  readonly #comparisons: Comparisons;
  /** What became of rows and was reported; it is still so after the next step. */
  readonly #reported = new Set<string>();
  /** What was said of rows. */
  readonly #shown: DataDifference[] = [];
  #meant: MeantChanges = nothingMeant;
  #up: readonly Plan[] = [];
  #down: readonly Plan[] = [];
  #isBack = false;
  /** Whether the stage, as it was seen last, has the migration applied and nothing else. */
  isApplied = false;

  constructor(migration: Migration, findings: Findings, comparisons: Comparisons) {
    this.#migration = migration;
    this.#findings = findings;
    this.#comparisons = comparisons;
  }

  /** @returns whether there is reason to go on */
  async meet(result: PhaseResult): Promise<boolean> {
    const { phase, ...seen } = result;
    this.#noteRefusedRows(result);
    switch (phase) {
      case "before":
        return this.#judgeText();
      case "up":
        return this.#judgeUp({ phase, ...seen });
      case "up-again":
        await this.#judgeAgain({ phase, ...seen }, "repeatable", seen.applied, this.#up);
        return true;
      case "afresh":
        this.isApplied = true;
        return true;
      case "down":
        return this.#judgeDown({ phase, ...seen });
      case "down-again":
        return (
          !(await this.#judgeAgain({ phase, ...seen }, "down", seen.back, this.#down)) &&
          this.#isBack
        );
      case "up-after-down":
        await this.#judgeUpAfterDown({ phase, ...seen });
        return true;
    }
  }

  /** @returns whether anything is written, as `up` demands */
  #judgeText(): boolean {
    const { file, up } = this.#migration;
    if (up.unknown !== undefined) return this.#leaveCodeOpen(up.unknown);
    if (!isUnwritten(this.#migration)) return true;
    const error = new UnwrittenMigrationError([file]);
    this.#findings.fail("up", { kind: "error", phase: "up", error });
    this.#skipWithoutUp();
    return false;
  }

  /** Nobody knows what it does, so there is nothing to try. */
  #leaveCodeOpen({ reason: because }: { readonly reason?: string | undefined }): false {
    const reason = { kind: "unknown-code", ...(because !== undefined && { because }) } as const;
    for (const name of checkNames) this.#findings.leaveOpen(name, reason);
    return false;
  }

  #skipWithoutUp(): void {
    const without = { kind: "section-fails", section: "up" } as const;
    this.#findings.skip(without, "repeatable", "down", "roundTrip", "data");
  }

  #judgeUp(up: Run): boolean {
    if (up.refusal !== undefined) {
      this.#refuse(up, "up");
      this.#skipWithoutUp();
      return false;
    }
    this.#judgeWayBack();
    this.isApplied = true;
    this.#up = up.plans;
    this.#meant = intentOf(up.plans);
    this.#judgeRows(up);
    if (!canGoBack(this.#migration)) this.#noteDestruction(up);
    this.#judgeSequences(up, up.before);
    this.#leaveOpenWhatIsNotDescribed(up);
    return true;
  }

  /** Real rows may fit what the migration demands. */
  #noteRefusedRows({ phase, refusal, refusedRows }: PhaseResult): void {
    if (refusedRows === undefined || refusal !== undefined) return;
    this.#findings.note(checkOf[phase], refusedRowsNote(phase as Phase, refusedRows));
    if (!refusedRows.left) this.#findings.leaveOpen("data", { kind: "rows-refused" });
  }

  /**
   * A second run in the same direction must succeed, and leave everything as it is.
   * @returns whether it changes anything
   */
  async #judgeAgain(
    again: Run,
    check: CheckName,
    expected: Observation,
    earlier: readonly Plan[],
  ): Promise<boolean> {
    if (again.refusal !== undefined) this.#refuse(again, check, earlier);
    if (isSame(expected, again.now)) return false;
    this.isApplied = false;
    if (again.refusal !== undefined) return true;
    await this.#comparisons.compare(again, check, expected);
    for (const change of allChanges(expected.rows, again.now.rows, again.phase === "up-again"))
      this.#findings.fail(check, { kind: "data", phase: again.phase, change });
    return true;
  }

  async #judgeDown(down: Run): Promise<boolean> {
    const { before, applied, now } = down;
    if (down.refusal !== undefined) {
      this.#refuse(down, "down");
      this.#findings.skip({ kind: "section-fails", section: "down" }, "roundTrip");
      this.isApplied = isSame(applied, now);
      return false;
    }
    this.isApplied = false;
    this.#down = down.plans;
    this.#meant = meantTogether(this.#meant, intentOf(down.plans));
    this.#isBack = await this.#comparisons.compare(down, "roundTrip", before);
    this.#failFor("down", takenByDown(before.rows, applied.rows, now.rows));
    this.#judgeRows(down);
    this.#noteDestruction(down);
    this.#judgeSequences(down, down.before);
    for (const change of movedSequences(down.before, down.now))
      this.#findings.note("data", { kind: "sequence", phase: down.phase, change });
    this.#noteLosses(down);
    return this.#isBack || down.plans.every(isGuarded);
  }

  /** What the statements destroy where there are such rows; those of the trial may show it already. */
  #noteDestruction({ before, applied }: Run): void {
    const [up, down] = [this.#up, this.#down].map((plans) =>
      plans.flatMap((plan) => parseStatements(textOfPlan(plan) ?? "")),
    ) as [Statement[], Statement[]];
    const found = [
      ...destructions(up, before.rows, applied.rows),
      ...narrowings(up, before.rows, applied.rows),
    ];
    for (const what of withoutWayBack(found, down))
      if (!this.#isShown(what)) this.#findings.note("data", { kind: "destroys", what });
  }

  /** Whether rows of the trial were lost or changed in the same way, and it was said. */
  #isShown(what: Destruction): boolean {
    return this.#shown.some(
      (change) =>
        (what.kind === "rows-removed" &&
          change.kind === "rows gone" &&
          change.table === what.table) ||
        ((what.kind === "values-changed" || what.kind === "type-narrowed") &&
          change.kind === "values changed" &&
          `${change.table}.${change.column}` === what.column),
    );
  }

  #noteLosses({ before, applied, now }: Run): void {
    const known = new Set(losses(before.rows, now.rows).map(objectText));
    const objects = losses(applied.rows, now.rows).filter((lost) => !known.has(objectText(lost)));
    if (objects.length > 0) this.#findings.note("data", { kind: "dropped-by-down", objects });
  }

  async #judgeUpAfterDown(up: Run): Promise<void> {
    if (up.refusal !== undefined) return this.#refuse(up, "roundTrip");
    this.#judgeRows(up);
    this.isApplied = await this.#comparisons.compare(up, "roundTrip", up.applied);
  }

  /** Whether there is one; where there is not, the trip ends before it. */
  #judgeWayBack(): void {
    const { irreversible, down, downPlace: place } = this.#migration;
    if (irreversible !== undefined)
      return this.#findings.skip(
        { kind: "irreversible", reason: irreversible },
        "down",
        "roundTrip",
      );
    if (down !== undefined) return;
    this.#findings.fail("down", { kind: "no-down", ...(place !== undefined && { place }) });
    this.#findings.skip({ kind: "no-down" }, "roundTrip");
  }

  /** @param earlier what ran in the same direction before, and succeeded */
  #refuse({ phase, refusal: error }: Run, check: CheckName, earlier: readonly Plan[] = []): void {
    if (error instanceof NoDownSectionError) {
      this.#findings.skip({ kind: "no-way-back" }, "down", "roundTrip");
      return;
    }
    if (error === undefined || (phase === "down-again" && isAboutGoneThings(error))) return;
    const remedy = remedyFor(error, earlier);
    this.#findings.fail(check, { kind: "error", phase, error, ...(remedy && { remedy }) });
  }

  #judgeRows({ phase, before, now }: Run): void {
    const { unmeant, lost, meant } = judgeRows(
      before.rows,
      now.rows,
      this.#meant,
      phase === "down",
    );
    this.#failFor(phase, unmeant);
    if (phase === "up-after-down") return;
    const notes = phase === "up" ? lost : [...lost, ...meant];
    for (const { difference: change, because } of notes)
      if (!this.#reported.has(changeKey(change, because)))
        this.#noteRows({ kind: "rows", phase, change, ...(because && { because }) });
  }

  /** A column whose next value is one that it has makes the next INSERT fail. */
  #judgeSequences({ phase, now }: Run, before: Observation): void {
    for (const change of collisions(before, now)) {
      const found = { kind: "sequence", phase, change } as const;
      if (change.kind === "collides" && change.isOwnDoing) this.#findings.fail("data", found);
      else this.#findings.note("data", found);
    }
  }

  #noteRows(note: Extract<Note, { readonly kind: "rows" }>): void {
    this.#shown.push(note.change);
    this.#findings.note("data", note);
  }

  #failFor(phase: Phase, changes: readonly DataDifference[]): void {
    for (const change of changes.filter((one) => !this.#reported.has(changeKey(one)))) {
      this.#reported.add(changeKey(change));
      this.#findings.fail("data", { kind: "data", phase, change });
    }
  }

  /** Of objects that catalogs do not describe nothing can be proved. */
  #leaveOpenWhatIsNotDescribed({ before, applied }: Run): void {
    const touched = undescribedChanges(before.digest, applied.digest);
    if (touched.length === 0) return;
    const reason = { kind: "not-described", objects: touched } as const;
    this.#findings.leaveOpen("repeatable", reason);
    this.#findings.leaveOpen("roundTrip", reason);
  }
}
