import {
  type HalfSquashed,
  type HistoryProblems,
  HistoryRefusedError,
  InvalidRequestError,
  IrreversibleError,
  NoDownSectionError,
} from "../errors/index.ts";
import {
  type Migration,
  prefixOf,
  refuseForeignDown,
  refuseUnwritten,
  resolveName,
  type Section,
} from "../migrations/index.ts";
import type { DeploymentPhase } from "../sql/text/index.ts";
import { isApplied, isBackfill, type MigrationState, namesOfStates, phaseOf } from "./states.ts";

/** Which migrations are meant. At most one of the fields is given; none means the command's default. */
export interface Selection {
  /** So many of them. */
  readonly count?: number | undefined;
  /** Up: up to and including this one. Down: everything after this one, which stays. */
  readonly to?: string | undefined;
  /** This one alone. */
  readonly only?: string | undefined;
  /** Up: those whose name's number is at most this. Down: those whose number is at least this. */
  readonly prefix?: number | undefined;
  readonly all?: boolean | undefined;
  /** Up: pass over migrations that run in batches, or run only them. */
  readonly backfills?: "skip" | "only" | undefined;
  /** Up: those that may run while the old application lives, or those that must wait until it is gone. */
  readonly phase?: DeploymentPhase | undefined;
}

export interface ChooseOptions {
  /**
   * Whether pending migrations older than an applied one, those that overtake what they must not, and applied ones without
   * a file forbid a run.
   */
  readonly checkOrder: boolean;
}

/**
 * The migrations that `up` is to run, in order.
 * @throws HistoryRefusedError | UnknownMigrationError | UnwrittenMigrationError | MigrationFileError | InvalidRequestError
 */
export function chooseUp(
  states: readonly MigrationState[],
  selection: Selection,
  options: ChooseOptions,
): Migration[] {
  const pending = selectPending(states, selection);
  refuseBadHistory(states, pending, options);
  const migrations = pending.map(({ migration }) => migration!);
  refuseUnwritten(migrations);
  migrations.forEach(refuseForeignDown);
  return migrations;
}

function selectPending(states: readonly MigrationState[], selection: Selection): MigrationState[] {
  const { backfills, phase, only } = selection;
  const isMeant = (state: MigrationState) =>
    (backfills === undefined || isBackfill(state) === (backfills === "only")) &&
    (phase === undefined || phaseOf(state) === phase);
  if (only === undefined) return pendingIn(states, selection, isMeant);
  const chosen = pendingIn(states, selection);
  if (backfills === "only") refusePlain(chosen);
  if (phase !== undefined) refuseOtherPhase(chosen, phase);
  return chosen.filter(isMeant);
}

function refuseOtherPhase([chosen]: readonly MigrationState[], phase: DeploymentPhase): void {
  if (chosen === undefined || phaseOf(chosen) === phase) return;
  throw new InvalidRequestError(
    `${chosen.name} is of the phase ${phaseOf(chosen)}`,
    "Leave --phase away to run it, or name another one.",
  );
}

function refusePlain([chosen]: readonly MigrationState[]): void {
  if (chosen === undefined || isBackfill(chosen)) return;
  throw new InvalidRequestError(
    `${chosen.name} does not run in batches`,
    "`pgmaestro up --only NAME` runs it; `-- pgmaestro: backfill TABLE` above its statement asks for batches.",
  );
}

function pendingIn(
  states: readonly MigrationState[],
  { count, to, only, prefix }: Selection,
  isMeant: (state: MigrationState) => boolean = () => true,
): MigrationState[] {
  const isDue = (state: MigrationState) => !isApplied(state) && isMeant(state);
  const pending = states.filter(isDue);
  const names = states.filter(({ migration }) => migration !== undefined).map(({ name }) => name);
  if (only !== undefined) {
    const name = resolveName(only, names);
    return pending.filter((state) => state.name === name);
  }
  if (to !== undefined) {
    const last = states.findIndex(({ name }) => name === resolveName(to, names));
    return states.slice(0, last + 1).filter(isDue);
  }
  if (prefix !== undefined) return pending.filter(({ name }) => numberOf(name) <= prefix);
  if (count !== undefined && !(count >= 0)) {
    throw new InvalidRequestError(
      `${count} is not a number of migrations`,
      "Give 1 or more, or none for all that is pending.",
    );
  }
  return count === undefined ? pending : pending.slice(0, count);
}

/**
 * An older checkout on a newer database, with nothing to run, is fine: that is how an application is
 * rolled back. Everything else that does not fit refuses the run.
 */
function refuseBadHistory(
  states: readonly MigrationState[],
  chosen: readonly MigrationState[],
  { checkOrder }: ChooseOptions,
): void {
  const named = (state: MigrationState["state"]) =>
    states.filter((one) => one.state === state).map(({ name }) => name);
  const edited = states.filter(isEdited).map(({ name }) => name);
  const halfSquashed = states.filter((state) => state.state === "edited").flatMap(halfSquashedOf);
  const missing =
    checkOrder && !(chosen.length === 0 && isOlderCheckout(states)) ? named("missing") : [];
  const outOfOrder = checkOrder
    ? chosen.filter(({ state }) => state === "out-of-order").map(({ name }) => name)
    : [];
  const phases = checkOrder ? phaseProblems(states, chosen) : {};
  const more = { ...phases, ...(halfSquashed.length > 0 && { halfSquashed }) };
  if (edited.length + missing.length + outOfOrder.length + Object.keys(more).length > 0)
    throw new HistoryRefusedError({ edited, missing, outOfOrder, ...more });
}

/** Whether its own text was changed. */
function isEdited({ state, squashed }: MigrationState): boolean {
  return state === "edited" && squashed === undefined;
}

function halfSquashedOf({ name: migration, squashed }: MigrationState): HalfSquashed[] {
  if (squashed === undefined) return [];
  const { lacking, edited } = squashed;
  return [{ migration, lacking, edited }];
}

/** Those that pass by a pending one that they must not pass by. */
function phaseProblems(
  states: readonly MigrationState[],
  chosen: readonly MigrationState[],
): Pick<HistoryProblems, "overtaking" | "tooEarly"> {
  const left = states.filter((state) => !isApplied(state) && !chosen.includes(state));
  const overtaking = left.flatMap(({ name: waiting, overlaps = [] }) =>
    overlaps
      .filter(({ migration }) => chosen.some(({ name }) => name === migration))
      .map(({ migration, on }) => ({ migration, waiting, on })),
  );
  const last = states.findLastIndex(
    (state) => phaseOf(state) === "after" && chosen.includes(state),
  );
  const tooEarly = states
    .slice(0, Math.max(last, 0))
    .filter((state) => left.includes(state) && phaseOf(state) === "before" && !isBackfill(state));
  return {
    ...(overtaking.length > 0 && { overtaking }),
    ...(tooEarly.length > 0 && { tooEarly: namesOfStates(tooEarly) }),
  };
}

/** Whether every missing migration came after all that have files. */
export function isOlderCheckout(states: readonly MigrationState[]): boolean {
  const first = states.findIndex(({ state }) => state === "missing");
  return first !== -1 && states.slice(first).every(({ state }) => state === "missing");
}

/** A migration to roll back, and its down section. */
export interface Rollback {
  readonly name: string;
  /** Absent where its file is gone. */
  readonly migration: Migration | undefined;
  readonly down: Section;
}

/**
 * The migrations that `down` is to roll back, the last applied first.
 * @param journaled the down section as journaled, for one whose file is gone
 * @throws IrreversibleError | NoDownSectionError | UnknownMigrationError | InvalidRequestError
 */
export function chooseDown(
  states: readonly MigrationState[],
  selection: Selection,
  journaled?: (name: string) => Section | undefined,
): Rollback[] {
  return requireDown(selectApplied(states, selection), journaled);
}

/** @throws IrreversibleError for those that say so; NoDownSectionError for those whose down section is not there */
export function requireDown(
  chosen: readonly MigrationState[],
  journaled: (name: string) => Section | undefined = () => undefined,
): Rollback[] {
  refuseIrreversible(chosen);
  const found = chosen.map(({ name, migration }) => ({
    name,
    migration,
    down: migration ? migration.down : journaled(name),
  }));
  const without = found.filter(({ down }) => down === undefined).map(({ name }) => name);
  if (without.length > 0) throw new NoDownSectionError(without);
  return found as Rollback[];
}

function refuseIrreversible(chosen: readonly MigrationState[]): void {
  const refused = chosen.flatMap(({ name, migration }) =>
    migration?.irreversible === undefined ? [] : [{ name, reason: migration.irreversible }],
  );
  if (refused.length > 0) throw new IrreversibleError(refused);
}

/** What `down` would take, the last applied first. */
export function selectApplied(
  states: readonly MigrationState[],
  { count = 1, to, only, prefix, all }: Selection,
): MigrationState[] {
  const applied = states.filter(isApplied).toSorted((a, b) => b.applied!.id - a.applied!.id);
  const names = states.map(({ name }) => name);
  if (all) return applied;
  if (only !== undefined) {
    const name = resolveName(only, names);
    return applied.filter((state) => state.name === name);
  }
  if (to !== undefined) return appliedAfter(resolveName(to, names), applied);
  if (prefix !== undefined) return applied.filter(({ name }) => numberOf(name) >= prefix);
  refuseCount(count);
  return applied.slice(0, count);
}

/** Another tool may have applied names without a number. */
function numberOf(name: string): number {
  return prefixOf(name) ?? 0;
}

/** What was applied after one that stays. */
function appliedAfter(stays: string, applied: readonly MigrationState[]): MigrationState[] {
  const index = applied.findIndex(({ name }) => name === stays);
  if (index !== -1) return applied.slice(0, index);
  throw new InvalidRequestError(
    `${stays} is not applied, so nothing can be rolled back to it`,
    "`pgmaestro status` shows what is applied.",
  );
}

function refuseCount(count: number): void {
  if (count > 0) return;
  throw new InvalidRequestError(
    "down 0 would roll back nothing",
    "For everything, write `down --all`.",
  );
}

/** The applied migrations that `redo` takes, the last applied first: by default exactly the last one. */
export function chooseRedo(
  states: readonly MigrationState[],
  selection: Selection,
): MigrationState[] {
  const chosen = selectApplied(states, selection);
  const missing = chosen.filter(({ migration }) => migration === undefined);
  if (missing.length > 0)
    throw new HistoryRefusedError({
      ...{ edited: [], outOfOrder: [] },
      missing: missing.map(({ name }) => name),
    });
  return chosen;
}
