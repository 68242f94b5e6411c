import type { LooseEnd } from "../catalog/index.ts";
import type { Database } from "../database/index.ts";
import type { DottedTable } from "../history/index.ts";
import { type Impact, isAcceptable, type StatementImpact } from "../impact/index.ts";
import type { LintResult } from "../lint/index.ts";
import { filesByMigration } from "../migrations/index.ts";
import type { State } from "../plan/index.ts";
import type { RepeatableMode, VerifyResult } from "../verify/index.ts";
import { type CheckedProofs, proofsIn } from "./check-proofs.ts";
import { checkFiles, type CheckFilesOptions } from "./check-files.ts";
import { type CheckedOutput, outputParts, type OutputsOptions } from "./check-outputs.ts";
import { attemptPart, type CheckPart, type CheckPartName, refusesRuns } from "./check-parts.ts";
import { type DescribedChanges, describeChanges } from "./described-changes.ts";
import { planAgainst } from "./plan-against.ts";
import { type ProposedDown, proposedDowns } from "./proposed-downs.ts";
import { status, type StatusResult } from "./status.ts";
import { verify } from "./verify.ts";

export type { CheckedOutput } from "./check-outputs.ts";
export type { CheckPart, SkipReason } from "./check-parts.ts";

/** What was changed, and what to hold it against. */
export interface CheckOptions extends CheckFilesOptions, OutputsOptions {
  /** The target; only read. Without one nothing is said of the history and of what is unfinished. */
  readonly database?: Database | undefined;
  /** The file (`*.json`) of a target's statistics. Default: those of `database`. */
  readonly statistics?: string | undefined;
  /** As for `verify`. */
  readonly repeatable?: RepeatableMode | undefined;
  /**
   * The file of what `verify` found sound. What it proves as it is now is not tried again, unless git tracks it and the
   * revision does not have that proof: such a claim is tried itself. Default: none.
   */
  readonly proofs?: string | undefined;
  /** Whether to say what the migrations change too, for a page. Default: false. */
  readonly describe?: boolean | undefined;
}

/** What does not fit between the files and a target's history. */
export interface CheckedHistory extends Pick<StatusResult, "target" | "table"> {
  /** Applied with another text. */
  readonly edited: readonly string[];
  /** Applied, and without a file here or in the revision. */
  readonly missing: readonly string[];
  /** Not applied, though a later one is. */
  readonly outOfOrder: readonly string[];
  /** As in `status`. */
  readonly dotted?: DottedTable;
}

/** What migrations left in a target and nothing has finished. */
export interface CheckedEnds extends Pick<StatusResult, "target"> {
  readonly looseEnds: readonly LooseEnd[];
}

/** What `check` found, part by part. */
export interface CheckResult {
  /** The revision that was compared with. */
  readonly since: string;
  /** The names of the migrations that were added or changed, in order. */
  readonly migrations: readonly string[];
  /** Files that are new, edited, renamed or gone, and their order among what the revision has. */
  readonly names: CheckPart<LintResult>;
  readonly lint: CheckPart<LintResult>;
  readonly verify: CheckPart<VerifyResult>;
  /** For those that `verify` found without a down section, or with a wrong one. */
  readonly downSections: readonly ProposedDown[];
  readonly plan: CheckPart<Impact>;
  /** Whether the file of the schema is what `dump` would write. */
  readonly schema: CheckPart<CheckedOutput>;
  /** Whether the file of types is what `types` would write. */
  readonly types: CheckPart<CheckedOutput>;
  readonly history: CheckPart<CheckedHistory>;
  readonly unfinished: CheckPart<CheckedEnds>;
  /** Where that was asked. */
  readonly described?: DescribedChanges;
  /** Whether no part failed. */
  readonly passed: boolean;
}

/**
 * All that can be known of a pull request's migrations before it is merged: names and order, lint, verify, what it does
 * at a target's sizes, the files made of it, the target's history, and what is unfinished there. Changes nothing but the file of proofs.
 * @throws MigrationsDirectoryError, InvalidRequestError, ConfigurationError, ScratchRefusedError
 * @example
 * ```ts
 * const { passed } = await check({ changes: await changedSince("origin/main", "migrations") });
 * ```
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const read = await checkFiles(options);
  if (!("migrations" in read)) return unreadable(read, options);
  const { names, lint, migrations } = read;
  const proofs = await proofsIn(options);
  const tried = await part(options, "verify", [...migrations, ...proofs.claimed], () =>
    verified(options, proofs),
  );
  const downSections = await missedDowns(options, tried);
  const target = await targetParts(options);
  const plan = await planned(options, migrations, tried, target.history);
  const outputs = await outputParts(options, { runs: !doesNotRun(tried) });
  const parts = { names, lint, verify: tried, plan, ...outputs, ...target };
  return {
    since: options.changes.revision,
    migrations,
    ...parts,
    downSections,
    ...(options.describe && { described: await describeChanges(migrations, options) }),
    passed: Object.values(parts).every(({ verdict }) => verdict !== "failed"),
  };
}

/** Of files that nobody can read only that is known. */
function unreadable({ names }: Pick<CheckResult, "names">, { changes }: CheckOptions): CheckResult {
  const skipped = { verdict: "skipped", reason: "unreadable" } as const;
  return {
    ...{ since: changes.revision, migrations: [], downSections: [], passed: false, names },
    ...{ lint: skipped, verify: skipped, plan: skipped, schema: skipped, types: skipped },
    ...{ history: skipped, unfinished: skipped },
  };
}

/** The statements of changed migrations that stop an application, or of which that cannot be said. */
export function stoppingStatements(
  { segments }: Impact,
  migrations: readonly string[],
): StatementImpact[] {
  return segments
    .flatMap(({ statements }) => statements)
    .filter(({ migration, verdict }) => migrations.includes(migration) && !isAcceptable(verdict));
}

/** A part that needs changed migrations, unless it is left out. What keeps it from an answer fails it. */
async function part<Result>(
  { skip = [], signal }: CheckOptions,
  name: CheckPartName,
  migrations: readonly string[],
  action: () => Promise<CheckPart<Result>>,
): Promise<CheckPart<Result>> {
  if (skip.includes(name)) return { verdict: "skipped", reason: "not-asked" };
  if (migrations.length === 0) return { verdict: "skipped", reason: "nothing-changed" };
  return attemptPart(action, signal);
}

async function verified(
  options: CheckOptions,
  { trusted, claimed }: CheckedProofs,
): Promise<CheckPart<VerifyResult>> {
  const { changes, lint: _, ...given } = options;
  const changedSince = { ...changes, added: [...changes.added, ...claimed] };
  const result = await verify({ ...given, database: undefined, changedSince, trusted });
  return { verdict: result.passed ? "passed" : "failed", result };
}

function missedDowns(
  options: CheckOptions,
  tried: CheckResult["verify"],
): Promise<readonly ProposedDown[]> | readonly ProposedDown[] {
  return "result" in tried ? proposedDowns(tried.result.migrations, options) : [];
}

type TargetParts = Pick<CheckResult, "history" | "unfinished">;

/** One look at the target for both parts that need it. */
async function targetParts(options: CheckOptions): Promise<TargetParts> {
  const { database, skip = [], signal, fromTool } = options;
  let looked: Promise<StatusResult> | undefined;
  const of = async <Result>(
    name: CheckPartName,
    judge: (found: StatusResult) => CheckPart<Result>,
  ): Promise<CheckPart<Result>> => {
    if (skip.includes(name)) return { verdict: "skipped", reason: "not-asked" };
    if (fromTool !== undefined) return { verdict: "skipped", reason: "other-tool" };
    if (database === undefined) return { verdict: "skipped", reason: "no-target" };
    looked ??= status({ ...options, database });
    return attemptPart(async () => judge(await looked!), signal);
  };
  return {
    history: await of("history", (found) => historyIn(found, options)),
    unfinished: await of("unfinished", endsIn),
  };
}

function historyIn(found: StatusResult, options: CheckOptions): CheckPart<CheckedHistory> {
  const { target, table, dotted, migrations } = found;
  const inState = (wanted: State) =>
    migrations.filter(({ state }) => state === wanted).map(({ name }) => name);
  const elsewhere = filesByMigration(options.changes.existing, options);
  const result = {
    ...{ target, table, edited: inState("edited"), outOfOrder: inState("out-of-order") },
    missing: inState("missing").filter((name) => !elsewhere.has(name)),
    ...(dotted && { dotted }),
  };
  const { edited, missing, outOfOrder } = result;
  const fits = edited.length + missing.length + outOfOrder.length === 0 && dotted === undefined;
  return { verdict: fits ? "passed" : "failed", result };
}

function endsIn({ target, looseEnds }: StatusResult): CheckPart<CheckedEnds> {
  const verdict = looseEnds.length === 0 ? "passed" : "failed";
  return { verdict, result: { target, looseEnds } };
}

/** Only where what was changed runs, and there are sizes to hold it against. */
async function planned(
  options: CheckOptions,
  migrations: readonly string[],
  tried: CheckResult["verify"],
  history: CheckResult["history"],
): Promise<CheckPart<Impact>> {
  const { statistics, database, changes: changedSince, lint: _, ...given } = options;
  return part(options, "plan", migrations, async () => {
    const against = statistics ?? database;
    if (against === undefined) return { verdict: "skipped", reason: "no-sizes" };
    if (doesNotRun(tried)) return { verdict: "skipped", reason: "does-not-run" };
    if (refusesRuns({ history })) return { verdict: "skipped", reason: "history-refuses" };
    const order = { checkOrder: false }; // what is wrong with it, the names and the history say
    const result = await planAgainst({ ...given, ...order, against, database, changedSince });
    const verdict = stoppingStatements(result, migrations).length === 0 ? "passed" : "failed";
    return { verdict, result };
  });
}

function doesNotRun(tried: CheckResult["verify"]): boolean {
  if (tried.verdict !== "failed") return false;
  return !("result" in tried) || tried.result.migrations.some(({ up }) => up.verdict === "failed");
}
