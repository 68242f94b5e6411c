import { InvalidRequestError } from "../errors/index.ts";
import { optionGroups } from "./headings.ts";
import { oneOf, seconds, text } from "./kinds.ts";
import { option, spelling, toggle, under, optionValue } from "./option.ts";
import type { Sourced } from "./sources.ts";

const { compatible } = optionGroups;

const lockModes = ["fail", "wait"] as const;
type LockMode = (typeof lockModes)[number];

const singleTransaction = under(
  compatible,
  toggle("--single-transaction", "--transaction auto; with --no-, --transaction each"),
);
const advisoryLockMode = under(
  compatible,
  option(
    "--advisory-lock-mode <mode>",
    oneOf(lockModes),
    "fail: --lock-wait 0; wait: without a limit",
  ),
);
const timestamp = under(
  compatible,
  toggle("--timestamp", "N is a migration's number: up to it, or down from it"),
);
const fake = under(compatible, toggle("--fake", "only record it as done, run nothing"));

/** For commands that plan a run. */
export const planFlags = [timestamp, singleTransaction];

/** For commands that run migrations. */
export const runFlags = [fake, timestamp, singleTransaction, advisoryLockMode];

/** What node-pg-migrate takes and we do anyway: create the history's schema, load TypeScript, finish a run. */
export const withoutEffect = [
  toggle("--create-migrations-schema", ""),
  toggle("--pretty", ""),
  toggle("--force-exit", ""),
  toggle("--ts-node", ""),
  toggle("--tsx", ""),
  option("--tsconfig <path>", text, ""),
];

/** The section of a config file in node-pg-migrate's shape. */
export const configValue = under(
  compatible,
  option("--config-value <section>", text, "the section of such a config file (default db)"),
);

type Flags = Readonly<Record<string, unknown>>;

/** Settings of ours that node-pg-migrate's flags give under names of their own. */
export function translatedFlags(flags: Flags): Readonly<Record<string, Sourced | undefined>> {
  return { transaction: transactionIn(flags), lockWait: lockWaitIn(flags) };
}

function transactionIn(flags: Flags): Sourced | undefined {
  const isSingle = optionValue(singleTransaction, flags);
  if (isSingle === undefined) return undefined;
  const source = isSingle ? "--single-transaction" : "--no-single-transaction";
  refuseBoth(source, "transaction", flags["transaction"] !== undefined);
  return { value: isSingle ? "auto" : "each", source };
}

function lockWaitIn(flags: Flags): Sourced | undefined {
  const mode = optionValue(advisoryLockMode, flags);
  if (mode === undefined) return undefined;
  const source = `--advisory-lock-mode ${mode}`;
  refuseBoth(source, "lockWait", mode === "fail" && (seconds.accept(flags["lockWait"]) ?? 0) > 0);
  return { value: lockWaitOf(mode), source };
}

/** How many seconds such a mode waits. */
export function lockWaitOf(mode: LockMode): number {
  return mode === "fail" ? 0 : Infinity;
}

function refuseBoth(one: string, other: string, areBoth: boolean): void {
  if (!areBoth) return;
  throw new InvalidRequestError(
    `${one} and ${spelling(other)} exclude each other`,
    "Give one of them.",
  );
}
