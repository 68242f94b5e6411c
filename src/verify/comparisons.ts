import {
  Catalogs,
  type Observation,
  type Phase,
  roundTrip,
  type PhaseResult,
  type RoundTrip,
} from "../trial/index.ts";
import {
  type CatalogFindings,
  compareDigests,
  compareSchemas,
  isNearlySame,
} from "./compare-schemas.ts";
import type { CheckName } from "./verdict.ts";

/** A schema that is not as expected. */
interface Unequal {
  readonly phase: Phase;
  readonly check: CheckName;
  readonly expected: Observation;
  readonly now: Observation;
}

/** What a check found of schemas. */
export interface Compared extends CatalogFindings {
  readonly check: CheckName;
}

/**
 * Whether the schema is as it should be, which digests show in no time; and where it is not, what differs,
 * for which catalogs are read in the end.
 */
export class Comparisons {
  readonly #unequal: Unequal[] = [];
  readonly #catalogs: Catalogs;

  /** @param catalogs those that are known */
  constructor(catalogs = new Catalogs()) {
    this.#catalogs = catalogs;
  }

  get areAllEqual(): boolean {
    return this.#unequal.length === 0;
  }

  /** @returns whether all is there that should be and nothing else, though perhaps not as it was */
  async compare(
    { phase, stage, now }: PhaseResult & { readonly phase: Phase },
    check: CheckName,
    expected: Observation,
  ): Promise<boolean> {
    if (expected.digest.text === now.digest.text) return true;
    await this.#catalogs.read(stage, now);
    this.#unequal.push({ phase, check, expected, now });
    return isNearlySame(expected, now);
  }

  /**
   * What differs. For how the schema should have been, the present stage gives way to another.
   * @param trip on which the schemas were seen
   */
  async differences(
    trip: Pick<RoundTrip, "migrations" | "place" | "stages">,
    expected: Pick<PhaseResult, "before" | "applied">,
  ): Promise<Compared[]> {
    await this.#readExpected(trip, expected);
    return this.#unequal.map((unequal) => ({
      check: unequal.check,
      ...this.#difference(unequal),
    }));
  }

  /** Up once more, without rows in the tables. A migration that does something else each time is seen as it is now. */
  async #readExpected(
    { migrations, place, stages }: Pick<RoundTrip, "migrations" | "place" | "stages">,
    { before, applied }: Pick<PhaseResult, "before" | "applied">,
  ): Promise<void> {
    const trip = { migrations, place, stages, rows: "unseen", repeats: false } as const;
    for await (const { phase, stage, refusal } of roundTrip(trip)) {
      if (phase === "before") await this.#catalogs.read(stage, before);
      if (phase !== "up") continue;
      if (refusal === undefined) await this.#catalogs.read(stage, applied);
      return;
    }
  }

  #difference({ phase, expected, now }: Unequal): CatalogFindings {
    const [first, second] = [expected, now].map((seen) => this.#catalogs.of(seen));
    return first === undefined || second === undefined
      ? compareDigests(phase, expected, now)
      : compareSchemas(phase, { ...expected, catalog: first }, { ...now, catalog: second });
  }
}
