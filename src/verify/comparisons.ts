import {
  Catalogs,
  type Observation,
  type Phase,
  roundTrip,
  type PhaseResult,
  type Stages,
} from "../trial/index.ts";
import type { Migration } from "../migrations/index.ts";
import { compareCatalogs, compareDigests, isOnlyReordered } from "./compare-catalogs.ts";
import type { Findings } from "./findings.ts";
import type { CheckName } from "./verdict.ts";

/** A schema that is not as expected. */
interface Unequal {
  readonly phase: Phase;
  readonly check: CheckName;
  readonly expected: Observation;
  readonly now: Observation;
}

/**
 * Whether the schema is as it should be, which digests show in no time; and where it is not, what differs,
 * for which catalogs are read in the end.
 */
export class Comparisons {
  readonly #unequal: Unequal[] = [];
  readonly #catalogs = new Catalogs();

  get areAllEqual(): boolean {
    return this.#unequal.length === 0;
  }

  /** @returns whether the schema is as it should be, as far as PostgreSQL lets it */
  async compare(
    { phase, stage, now }: PhaseResult & { readonly phase: Phase },
    check: CheckName,
    expected: Observation,
  ): Promise<boolean> {
    if (expected.digest.text === now.digest.text) return true;
    await this.#catalogs.read(stage, now);
    this.#unequal.push({ phase, check, expected, now });
    return isOnlyReordered(expected, now);
  }

  /**
   * Adds what differs to the findings. For how the schema should have been, the present stage gives way to another.
   * @param place how many migrations come before this one
   */
  async report(
    findings: Findings,
    stages: Stages,
    place: number,
    migration: Migration,
    expected: Pick<PhaseResult, "before" | "applied">,
  ): Promise<void> {
    await this.#readExpected(stages, place, migration, expected);
    for (const unequal of this.#unequal) {
      const { problems, notes } = this.#difference(unequal);
      findings.fail(unequal.check, ...problems);
      for (const note of notes) findings.note(unequal.check, note);
    }
  }

  /** Up once more, without rows in the tables. */
  async #readExpected(
    stages: Stages,
    place: number,
    migration: Migration,
    { before, applied }: Pick<PhaseResult, "before" | "applied">,
  ): Promise<void> {
    const trip = {
      migrations: [migration],
      place,
      stages,
      rows: "unseen",
      repeats: false,
    } as const;
    for await (const { phase, stage, refusal } of roundTrip(trip)) {
      if (phase === "before") await this.#catalogs.read(stage, before);
      if (phase !== "up") continue;
      if (refusal === undefined) await this.#catalogs.read(stage, applied);
      return;
    }
  }

  /** A migration that does something else each time has no catalog to compare with; its digests have the names. */
  #difference({ phase, expected, now }: Unequal) {
    const [first, second] = [expected, now].map((observation) => this.#catalogs.of(observation));
    return first === undefined || second === undefined
      ? compareDigests(phase, expected, now)
      : compareCatalogs(phase, { ...expected, catalog: first }, { ...now, catalog: second });
  }
}
