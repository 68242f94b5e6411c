import type { Catalog } from "../catalog/index.ts";
import { MigrationFailedError } from "../errors/index.ts";
import type { Migration } from "../migrations/index.ts";
import { compareCatalogs, compareDigests, isOnlyReordered } from "./compare-catalogs.ts";
import type { Findings } from "./findings.ts";
import type { Glance } from "./observation.ts";
import type { Stage, Stages } from "../trial/index.ts";
import type { CheckName, Phase } from "./verdict.ts";

/** A schema that is not as expected. */
interface Unequal {
  readonly phase: Phase;
  readonly check: CheckName;
  readonly expected: Glance;
  readonly now: Glance;
}

/**
 * Whether the schema is as it should be, which digests show in no time; and where it is not, what differs,
 * for which catalogs are read in the end.
 */
export class Comparisons {
  readonly #unequal: Unequal[] = [];
  /** By the digests of their schemas. */
  readonly #catalogs = new Map<string, Catalog>();

  get areAllEqual(): boolean {
    return this.#unequal.length === 0;
  }

  /** @returns whether the schema is as it should be, as far as PostgreSQL lets it */
  async compare(stage: Stage, unequal: Unequal): Promise<boolean> {
    const { expected, now } = unequal;
    if (expected.digest.text === now.digest.text) return true;
    this.#catalogs.set(now.digest.text, await stage.catalog());
    this.#unequal.push(unequal);
    return isOnlyReordered(expected, now);
  }

  /**
   * Adds what differs to the findings. For how the schema should have been, the present stage gives way to another.
   * @param place how many migrations come before this one
   */
  async tell(
    findings: Findings,
    stages: Stages,
    place: number,
    migration: Migration,
    [before, applied]: readonly [Glance, Glance],
  ): Promise<void> {
    const stage = await stages.withApplied(place);
    this.#catalogs.set(before.digest.text, await stage.catalog());
    if (await runs(migration, stage))
      this.#catalogs.set(applied.digest.text, await stage.catalog());
    for (const unequal of this.#unequal) {
      const { problems, notes } = this.#told(unequal);
      findings.fail(unequal.check, ...problems);
      for (const note of notes) findings.note(unequal.check, note);
    }
  }

  /** A migration that does something else each time has no catalog to compare with; its digests have the names. */
  #told({ phase, expected, now }: Unequal) {
    const [first, second] = [expected, now].map(({ digest }) => this.#catalogs.get(digest.text));
    return first === undefined || second === undefined
      ? compareDigests(phase, expected, now)
      : compareCatalogs(phase, { ...expected, catalog: first }, { ...now, catalog: second });
  }
}

/** Without rows in the tables it may not. */
async function runs(migration: Migration, stage: Stage): Promise<boolean> {
  try {
    await stage.run(migration, "up");
    return true;
  } catch (error) {
    if (error instanceof MigrationFailedError) return false;
    throw error;
  }
}
