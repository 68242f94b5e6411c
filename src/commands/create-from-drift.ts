import {
  compare,
  type Difference,
  objectText,
  type ChangeScript,
  changeScript,
} from "../catalog/index.ts";
import { DraftRefusedError, MigrationFailedError, ReplayFailedError } from "../errors/index.ts";
import {
  type CreatedMigration,
  draftMigration,
  type MigrationDraft,
  sqlMigration,
  writeMigration,
} from "../migrations/index.ts";
import type { CreateOptions } from "./create.ts";
import { statementsText, writtenStatements } from "./drafted.ts";
import {
  driftResult,
  seeTarget,
  withDrift,
  type DriftOptions,
  type DriftResult,
  type FoundDrift,
  type SeenTarget,
} from "./drift.ts";
import { directoryOf, tableOf } from "../engine/index.ts";
import { onlyWarnings, type Refusal, roundTrip, stagesOn } from "../trial/index.ts";

/** The new migration's name, the target that has what it is to do, and where to prove it. */
export type CreateFromDriftOptions = DriftOptions & CreateOptions;

/** The drift that was found, and the migration that takes it over. */
export interface CreateFromDriftResult {
  readonly drift: DriftResult;
  /** Absent where there is no drift. */
  readonly created?: CreatedMigration;
}

/**
 * Writes a SQL migration that makes the directory match the target: up from what the applied migrations make to
 * what the target is, down back. It is proved on a scratch database before it is written. Only reads the target.
 * @throws DraftRefusedError where no SQL leads there and back, and where migrations are pending; what `drift` and `create` throw
 * @example
 * ```ts
 * const { created } = await createFromDrift({ database: process.env["DATABASE_URL"]!, words: ["take over drift"] });
 * ```
 */
export async function createFromDrift(
  options: CreateFromDriftOptions,
): Promise<CreateFromDriftResult> {
  const begin = performance.now();
  const seen = await seeTarget(options);
  return withDrift(seen, options, async (found) => {
    const drift = driftResult(seen, found, begin);
    if (found.differences.length === 0) return { drift };
    refusePending(seen);
    const draft = draftOf(found, options);
    await prove(draft, seen, found, options);
    if (!options.dryRun) writeMigration(draft);
    const { text: _, ...created } = draft;
    return { drift, created };
  });
}

/** Once the new migration is marked as applied, older ones that are not would be out of order. */
function refusePending({ migrations, applied }: SeenTarget): void {
  const pending = migrations.filter((migration) => !applied.includes(migration));
  if (pending.length === 0) return;
  throw new DraftRefusedError(
    "it would come after what is pending",
    pending.map(({ name }) => name),
    "Run `pgmaestro up` first, or take the pending migrations out of the directory for the time being.",
  );
}

const description = "Takes over what the database had and no migration made";

function draftOf({ first, second }: FoundDrift, options: CreateFromDriftOptions): MigrationDraft {
  const [up, down] = [
    sectionOf(changeScript(first, second)),
    sectionOf(changeScript(second, first)),
  ];
  const content = { description, up, down };
  return draftMigration(directoryOf(options), options.words, { ...options, content });
}

/** @throws DraftRefusedError where there is no way */
function sectionOf(way: ChangeScript): string {
  return statementsText(writtenStatements(way, refusedDraft)).trimEnd();
}

function refusedDraft(reason: string, secrets: readonly string[] = []): DraftRefusedError {
  const hint = "Write the migration by hand, with variables for them: `-- pgmaestro: variables`.";
  return new DraftRefusedError(reason, secrets, secrets.length > 0 ? hint : undefined);
}

/** Up must give what the target is, and down what the migrations made. */
async function prove(
  draft: MigrationDraft,
  seen: SeenTarget,
  found: FoundDrift,
  options: CreateFromDriftOptions,
): Promise<void> {
  const migration = sqlMigration(draft.name, draft.file, draft.text);
  const script = { migrations: [...seen.applied, migration], table: tableOf(options) };
  const trip = roundTrip({
    migrations: [migration],
    place: seen.applied.length,
    stages: stagesOn(found.scratches, { ...script, watch: onlyWarnings(options.onEvent) }, options),
    rows: "unseen",
    repeats: false,
  });
  for await (const { phase, stage, refusal } of trip) {
    if (refusal !== undefined) throw failed(refusal);
    if (phase === "before") continue;
    const now = { ...found.made, catalog: await stage.catalog() };
    const direction = phase === "up" ? phase : "down";
    const expected = direction === "up" ? { catalog: seen.catalog } : found.made;
    refuse(direction, (await compare(now, expected, found.scope)).differences);
    if (direction === "down") return;
  }
  refuse("down", found.differences);
}

function failed(refusal: Refusal): Error {
  return refusal instanceof MigrationFailedError ? new ReplayFailedError(refusal) : refusal;
}

function refuse(direction: "up" | "down", left: readonly Difference[]): void {
  if (left.length === 0) return;
  const objects = left.map(({ object }) => objectText(object));
  throw new DraftRefusedError(`its ${direction} leaves differences`, objects);
}
