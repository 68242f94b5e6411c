import { loadParser } from "../sql/statement/index.ts";
import {
  isSound,
  repeatableChoice,
  type RepeatableMode,
  type Verified,
  verifyAtOnce,
  type VerifiedMigration,
  type VerifyRequest,
  type VerifyResult,
} from "../verify/index.ts";
import type { Watch } from "../events.ts";
import { keepProofs, type Proofs } from "../gate/index.ts";
import { type Migration, wholeSection } from "../migrations/index.ts";
import { asDeployed, dropsOfAll, readInOrder } from "../plan/index.ts";
import {
  chosenOf,
  type ChosenOptions,
  migrationsOf,
  repeatablesOf,
  type ScriptOptions,
} from "../engine/index.ts";
import {
  type JobsOption,
  onStagesOfEach,
  partsOf,
  scratchName,
  type ScratchSettings,
  standInsOf,
} from "../trial/index.ts";
import type { InPlaceOptions } from "./foreign-place.ts";
import { inPlace } from "./in-place.ts";

/** Which migrations to verify, and where. */
export interface VerifyOptions
  extends ScriptOptions, ScratchSettings, ChosenOptions, InPlaceOptions, JobsOption {
  /** What it is that a migration cannot run twice. Default: an error where files use guards, else a note. */
  readonly repeatable?: RepeatableMode | undefined;
  /** The file that keeps which migrations were found sound, by their checksums. Default: none. */
  readonly proofs?: string | undefined;
  /** What it proves as it is now is not tried again. Default: nothing. */
  readonly trusted?: Pick<Proofs, "of"> | undefined;
}

/**
 * Tries migrations on scratch databases: that they run, that running them twice changes nothing, that their
 * rollback gives back what was there before, that data survives. Default: what is pending in the target; where
 * that is nothing or there is no target, what this branch of git adds and changes; else the last one. Those of the phase `after` come
 * last, but for `all` and `names`.
 * @throws MigrationsDirectoryError, UnknownMigrationError, InvalidRequestError; ScratchRefusedError
 * @example
 * ```ts
 * const { passed } = await verify({ migrationsDir: "migrations", all: true });
 * ```
 */
export async function verify(given: VerifyOptions): Promise<VerifyResult> {
  const begin = performance.now();
  const options = await inPlace(given);
  const { migrations, chosen: asked } = await inOrder(options);
  const { chosen, proved } = sift(asked, options);
  await loadParser();
  const repeatable = repeatableChoice(options.repeatable, migrations);
  const { version, ...found } = await tryAll(
    { migrations, chosen, repeatable: repeatable.mode, onNext: follow(chosen, options.onEvent) },
    options,
  );
  const standIns = standInsOf(migrations, options);
  const kept =
    options.proofs !== undefined && version !== undefined
      ? keepProofs(options.proofs, soundness(chosen, found.migrations), version)
      : undefined;
  return {
    ...found,
    repeatable,
    scratch: scratchName(options, version),
    ...(standIns.length > 0 && { standIns }),
    ...(kept && { kept }),
    ...(proved.length > 0 && { proved }),
    passed: found.notReached.length === 0 && found.migrations.every(isSound),
    durationMs: Math.round(performance.now() - begin),
  };
}

function tryAll(request: VerifyRequest, options: VerifyOptions): Promise<Verified> {
  const { migrations, chosen } = request;
  return verifyAtOnce(request, partsOf(chosen, migrations, options), (parts, action) =>
    onStagesOfEach(parts, migrations, options, action),
  );
}

/** Says which one is tried, and how many were so far. */
function follow(chosen: readonly Migration[], watch: Watch | undefined) {
  const begun = new Set<string>();
  return ({ name }: Migration) => {
    begun.add(name);
    watch?.({ type: "verifying", migration: name, index: begun.size - 1, of: chosen.length });
  };
}

/** What is due together runs as `up --phase before` and `up --phase after` run it; of the whole directory, each was a deployment once. */
async function inOrder(options: VerifyOptions) {
  const [all, again] = [migrationsOf(options), await repeatablesWithDrops(options)];
  const chosen = await chosenOf([...all, ...again], options);
  const isOfOneDeployment = !options.all && (options.names ?? []).length === 0;
  const migrations = [...(isOfOneDeployment ? asDeployed(all, chosen) : all), ...again];
  return { migrations, chosen: migrations.filter((one) => chosen.includes(one)) };
}

/** In their order; the way back from each is what drops all that it makes, as where its file is gone. */
async function repeatablesWithDrops(options: VerifyOptions): Promise<Migration[]> {
  const read = await readInOrder(repeatablesOf(options), options.schema);
  return read.map((one) => {
    const { migration } = one;
    const file = `what ${migration.name} makes, dropped`;
    return { ...migration, down: wholeSection({ file, source: dropsOfAll(one) }) };
  });
}

/** What is to be tried, and the names of what need not be, as it is proved. */
function sift(
  asked: readonly Migration[],
  { trusted }: VerifyOptions,
): { readonly chosen: readonly Migration[]; readonly proved: readonly string[] } {
  const isProved = (migration: Migration) => trusted?.of(migration) === "same";
  return {
    chosen: asked.filter((one) => !isProved(one)),
    proved: asked.filter(isProved).map(({ name }) => name),
  };
}

/** Those that were not reached are neither sound nor not. */
function soundness(chosen: readonly Migration[], tried: readonly VerifiedMigration[]) {
  return chosen.flatMap((migration) => {
    if (migration.isRepeatable || migration.up.unknown !== undefined) return [];
    const found = tried.find(({ name }) => name === migration.name);
    return found === undefined ? [] : [{ migration, isSound: isSound(found) }];
  });
}
