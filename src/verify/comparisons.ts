import { digestDifferences } from "../catalog/index.ts";
import { StatementError } from "../database/index.ts";
import {
  Catalogs,
  type Observation,
  type Phase,
  roundTrip,
  type PhaseResult,
  type RoundTrip,
  type Stage,
} from "../trial/index.ts";
import {
  type CatalogFindings,
  compareDigests,
  compareSchemas,
  isNearlySame,
} from "./compare-schemas.ts";
import type { CheckName, Problem } from "./verdict.ts";

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
  /** Whether their remedies make them equal, where these were tried. */
  readonly #mended = new Map<Unequal, boolean>();
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
    return this.#unequal.map((unequal) => {
      const { problems, notes } = this.#difference(unequal);
      const isMended = this.#mended.get(unequal);
      return {
        check: unequal.check,
        problems: problems.map((one) => withTrial(one, isMended)),
        notes,
      };
    });
  }

  /**
   * Up once more, without rows in the tables, and down where remedies are to be tried. A migration that does something
   * else each time is seen as it is now.
   */
  async #readExpected(
    { migrations, place, stages }: Pick<RoundTrip, "migrations" | "place" | "stages">,
    { before, applied }: Pick<PhaseResult, "before" | "applied">,
  ): Promise<void> {
    const trip = { migrations, place, stages, rows: "unseen", repeats: false } as const;
    for await (const { phase, stage, refusal, now } of roundTrip(trip)) {
      if (phase === "before") await this.#catalogs.read(stage, before);
      if (refusal !== undefined) return;
      if (phase === "up") await this.#catalogs.read(stage, applied);
      if (phase !== "down") continue;
      return this.#tryMends(stage, now);
    }
  }

  /** Runs what would fix the way back, where it ended as it did before. */
  async #tryMends(stage: Stage, now: Observation): Promise<void> {
    const unequal = this.#unequal.find((one) => one.phase === "down");
    if (unequal?.now.digest.text !== now.digest.text) return;
    const mends = this.#difference(unequal).problems.flatMap((problem) =>
      problem.kind === "difference" ? problem.mend : [],
    );
    if (mends.length > 0)
      this.#mended.set(unequal, await isMendedBy(mends, stage, unequal.expected));
  }

  #difference({ phase, expected, now }: Unequal): CatalogFindings {
    const [first, second] = [expected, now].map((seen) => this.#catalogs.of(seen));
    return first === undefined || second === undefined
      ? compareDigests(phase, expected, now)
      : compareSchemas(phase, { ...expected, catalog: first }, { ...now, catalog: second });
  }
}

/** Whether statements make the schema what it should be; the order of columns aside, which none can. */
async function isMendedBy(
  statements: readonly string[],
  stage: Stage,
  expected: Observation,
): Promise<boolean> {
  try {
    for (const statement of statements) await stage.connection.run([statement]);
  } catch (error) {
    if (error instanceof StatementError) return false;
    throw error;
  }
  return digestDifferences(expected.digest, await stage.digest()).every(
    ({ details }) => details.length > 0 && details.every(({ aspect }) => aspect === "column order"),
  );
}

function withTrial(problem: Problem, isMended: boolean | undefined): Problem {
  return problem.kind === "difference" && problem.mend.length > 0 && isMended !== undefined
    ? { ...problem, suffices: isMended }
    : problem;
}
