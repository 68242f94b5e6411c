import { createInterface } from "node:readline/promises";
import { isAddress, shownAddress, type Database } from "../database/index.ts";
import { InvalidRequestError, protectedTarget } from "../errors/index.ts";
import { toggle } from "../settings/option.ts";
import type { Output } from "./output.ts";
import type { protection } from "../settings/all.ts";
import type { SettingsOf } from "../settings/setting.ts";

export const yes = toggle("--yes", "do not ask on a protected target");

interface Confirmation {
  readonly settings: SettingsOf<(typeof protection)[number]>;
  readonly values: { readonly yes?: boolean | undefined };
  readonly output: Output;
}

/**
 * Asks before something is taken away on a protected target.
 * @param command what is about to run, as it is typed
 * @throws InvalidRequestError where the answer is no, or nobody can be asked
 */
export function confirmIfProtected(
  confirmation: Confirmation,
  command: string,
  database: Database,
): Promise<void> {
  return confirmRollback(confirmation, command, shown(database));
}

/**
 * The same for what is named otherwise than by its address.
 * @throws InvalidRequestError where the answer is no, or nobody can be asked
 */
export async function confirmRollback(
  { settings, values, output }: Confirmation,
  command: string,
  name: string,
): Promise<void> {
  const reason = reasonForProtection(settings);
  if (values.yes || reason === undefined) return;
  const target = `${name} is protected (${reason})`;
  await ask(
    output,
    `${target}. Run \`pgmaestro ${command}\` there?`,
    `${target}, and nobody can be asked`,
    `Give --yes to run \`pgmaestro ${command}\` there.`,
  );
}

/**
 * Asks before a whole database is dropped. A protected one never is.
 * @throws InvalidRequestError where it is protected, the answer is no, or nobody can be asked
 */
export async function confirmDrop(
  { settings, values, output }: Confirmation,
  command: string,
  database: Database,
): Promise<void> {
  const target = shown(database);
  const reason = reasonForProtection(settings);
  if (reason !== undefined) throw protectedTarget(target, reason, "is never dropped");
  if (values.yes) return;
  await ask(
    output,
    `Drop ${target} with all that is in it?`,
    `\`pgmaestro ${command}\` drops ${target} with all that is in it, and nobody can be asked`,
    "Give --yes to do it.",
  );
}

/**
 * Refuses a protected target, whoever allows it.
 * @param because what is not for such a one
 * @throws InvalidRequestError
 */
export function refuseProtected(
  { settings }: Pick<Confirmation, "settings">,
  because: string,
  database: Database,
): void {
  const reason = reasonForProtection(settings);
  if (reason === undefined) return;
  throw protectedTarget(shown(database), reason, because);
}

function shown(database: Database): string {
  return isAddress(database) ? shownAddress(database) : "the target";
}

/** @throws InvalidRequestError where the answer is no, or nobody can be asked */
async function ask(output: Output, question: string, unasked: string, hint: string): Promise<void> {
  if (!canAsk(output)) throw new InvalidRequestError(unasked, hint);
  if (!(await isAnsweredYes(`${question} [y/N] `)))
    throw new InvalidRequestError("Nothing was done", "Answer y, or give --yes.");
}

/** Whether nothing may be taken away on the target by mistake. */
export function isProtected(settings: Confirmation["settings"]): boolean {
  return reasonForProtection(settings) !== undefined;
}

function reasonForProtection({ protected: found }: Confirmation["settings"]): string | undefined {
  if (found !== undefined) return found.value ? found.source : undefined;
  return process.env["NODE_ENV"] === "production" ? "NODE_ENV is production" : undefined;
}

/** Whether somebody sits there to be asked. */
export function canAsk({ json }: Output): boolean {
  return !json && process.stdin.isTTY === true && process.stderr.isTTY === true;
}

async function isAnsweredYes(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await answerTo(question)) ?? "");
}

/** What is typed in answer to a question; undefined where the input ends. */
export async function answerTo(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const end = new AbortController();
  terminal.once("close", () => end.abort());
  try {
    return (await terminal.question(question, { signal: end.signal })).trim();
  } catch {
    return undefined;
  } finally {
    terminal.close();
  }
}
