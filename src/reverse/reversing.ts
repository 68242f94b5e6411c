import { readIdentities, type Identities } from "../catalog/index.ts";
import { isEmpty, type Migration, sqlMigration } from "../migrations/index.ts";
import {
  type Catalogs,
  type PhaseResult,
  roundTrip,
  type RoundTrip,
  type Stage,
  type WayBack,
} from "../trial/index.ts";
import { type Draft, draftDown } from "./draft.ts";
import { SectionProof } from "./proof.ts";
import type { ReverseReason } from "./remarks.ts";
import type { Reversal } from "./reversal.ts";

/** A migration that is applied, and nothing else. */
export interface Applied {
  /** Absent where it must be made anew. */
  readonly stage?: Stage;
  /** What is known of its schema. */
  readonly catalogs: Catalogs;
}

/** What came of a migration, and where the next one may begin. */
export interface Reversed extends Reversal {
  readonly next: Applied;
}

/** One round trip, on which the section is written once up has run, and proved. */
export class Reversing {
  readonly #trip: RoundTrip;
  readonly #catalogs: Catalogs;
  readonly #proof: SectionProof;
  #names: Identities = new Map();
  #draft: Draft | undefined;

  /** @param catalogs what is known of schemas; keeps those that are read */
  constructor(trip: RoundTrip, catalogs: Catalogs) {
    this.#trip = { ...trip, wayBack: (up) => this.#wayBack(up) };
    this.#catalogs = catalogs;
    this.#proof = new SectionProof(trip, catalogs);
  }

  /** @throws PgmaestroError where the up section does not run */
  async run(): Promise<Reversed> {
    let last: PhaseResult | undefined;
    for await (const seen of roundTrip(this.#trip)) {
      last = seen;
      if (seen.phase === "before") await this.#begin(seen);
      if (!(await this.#proof.meet(seen))) break;
    }
    const { stage, applied } = last!;
    const isApplied = this.#isApplied(last!);
    const reversal = await this.#reversal();
    const next = { ...(isApplied && { stage }), catalogs: this.#catalogs.only(applied) };
    return { ...reversal, next };
  }

  async #begin({ stage, now }: PhaseResult): Promise<void> {
    await this.#catalogs.read(stage, now);
    this.#names = await readIdentities(stage.connection);
  }

  async #wayBack(up: PhaseResult): Promise<WayBack | undefined> {
    this.#draft = await draftDown(up, this.#names, this.#catalogs);
    const { section, isSpoilt } = this.#draft;
    if (needsPerson(this.#draft)) return undefined;
    return { migrations: this.#trip.migrations.map((one) => withDown(one, section)), isSpoilt };
  }

  #isApplied({ phase }: PhaseResult): boolean {
    return phase === "up" ? !this.#draft!.isSpoilt : this.#proof.leavesApplied;
  }

  async #reversal(): Promise<Reversal> {
    const { section, lost, reasons, notes } = this.#draft!;
    const remarks = { lost, reasons, notes };
    if (needsPerson(this.#draft!)) {
      const why = reasons.length > 0 || section !== "" ? reasons : [nothingToTakeBack(this.#trip)];
      return {
        outcome: "needs-person",
        ...(section !== "" && { section }),
        ...remarks,
        reasons: why,
      };
    }
    const proof = await this.#proof.proof();
    if (proof.failures.length > 0)
      return { outcome: "unproved", ...remarks, reasons: proof.failures };
    return {
      outcome: "proved",
      section,
      lost: [...lost, ...proof.lost],
      reasons: [],
      notes: [...notes, ...proof.notes],
    };
  }
}

function needsPerson({ section, reasons }: Draft): boolean {
  return section === "" || reasons.length > 0;
}

/** The migration as it is with this down section; of JS and TS the section is SQL all the same. */
function withDown(migration: Migration, section: string): Migration {
  const { name, file } = migration;
  const { down } = sqlMigration(name, file, `-- Up Migration\n-- Down Migration\n${section}`);
  return { ...migration, kind: "sql", down };
}

function nothingToTakeBack({ migrations }: RoundTrip): ReverseReason {
  return { kind: "nothing-to-take-back", upIsEmpty: migrations.every(({ up }) => isEmpty(up)) };
}
