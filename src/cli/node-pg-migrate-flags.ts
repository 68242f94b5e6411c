import { InvalidArgumentError, Option } from "commander";
import { InvalidRequestError } from "../errors/index.ts";
import { numberings } from "../migrations/index.ts";
import { languages } from "../migrations/index.ts";
import type { Flags, Sourced } from "./sourced.ts";

const group = "Options as of node-pg-migrate:";

/** What node-pg-migrate's command line takes and ours otherwise would not; all of it on every command. */
export function compatibleSettings(): Option[] {
  return [
    ...switches("--use-glob", "--migrations-dir and --ignore-pattern are glob patterns"),
    ...switches("--create-schema", "make the schemas of --schema that are not there"),
    ...switches("--decamelize", "camelCase names in JS and TS migrations become snake_case"),
    flag("--tsconfig-paths [path]", "follow a tsconfig's path aliases: true, false or its path")
      .preset("true")
      .argParser(pathOrYesNo),
    hidden("--no-tsconfig-paths"),
    ...switches("--single-transaction", "--transaction auto; with --no-, --transaction each"),
    flag("--advisory-lock-mode <mode>", "fail: --lock-wait 0; wait: without limit").choices([
      "fail",
      "wait",
    ]),
    ...switches(
      "--reject-unauthorized",
      "use TLS, and whether the server's certificate must verify",
    ),
    flag("--config-value <section>", "the section of a config in node-pg-migrate's shape").default(
      undefined,
      "db",
    ),
    flag("-j, --migration-file-language <language>", "of a new migration (default sql)").choices(
      languages,
    ),
    flag(
      "--migration-filename-format <format>",
      "how a new migration is numbered (default timestamp)",
    ).choices(numberings),
    flag("--template-file-name <file>", "what to copy for a new migration"),
    ...withoutEffect.flatMap((name) => [hidden(`--${name}`), hidden(`--no-${name}`)]),
    hidden("--tsconfig <path>"),
  ];
}

/** The history's schema is made anyway, TypeScript is loaded anyway, and no run is cut off before its end. */
const withoutEffect = ["create-migrations-schema", "pretty", "force-exit", "ts-node", "tsx"];

/** What up, down and redo take. */
export function compatibleRunFlags(): Option[] {
  return [
    ...switches("--fake", "only record it as done, run nothing"),
    ...switches("--timestamp", "N is a migration's number: up to it, or down from it"),
  ];
}

function switches(name: string, description: string): Option[] {
  return [flag(name, description), hidden(name.replace("--", "--no-"))];
}

function flag(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup(group);
}

function hidden(flags: string): Option {
  return new Option(flags).default(undefined).hideHelp();
}

function pathOrYesNo(given: string): boolean | string {
  if (given === "") throw new InvalidArgumentError("It must be true, false or a path.");
  return given === "true" || (given === "false" ? false : given);
}

/** Settings of ours that node-pg-migrate's flags give under names of their own. */
export function translatedFlags(flags: Flags): Readonly<Record<string, Sourced>> {
  const { singleTransaction, transaction, advisoryLockMode, lockWait } = flags;
  const found: Record<string, Sourced> = {};
  if (singleTransaction !== undefined) {
    const source = singleTransaction ? "--single-transaction" : "--no-single-transaction";
    refuseBoth(source, "--transaction", transaction !== undefined);
    found["transaction"] = { value: singleTransaction ? "auto" : "each", source };
  }
  if (advisoryLockMode !== undefined) {
    const source = `--advisory-lock-mode ${String(advisoryLockMode)}`;
    refuseBoth(source, "--lock-wait", advisoryLockMode === "fail" && Number(lockWait ?? 0) > 0);
    found["lockWait"] = { value: lockWaitOf(advisoryLockMode as LockMode), source };
  }
  return found;
}

type LockMode = "fail" | "wait";

export function lockWaitOf(mode: LockMode): number {
  return mode === "fail" ? 0 : Infinity;
}

function refuseBoth(one: string, other: string, areBoth: boolean): void {
  if (areBoth)
    throw new InvalidRequestError(`${one} and ${other} exclude each other`, "Give one of them.");
}
