import type { Command, CommanderError, Option } from "commander";
import { suggestion } from "../lint/index.ts";

/** What to do about a command line that cannot be understood. */
export function usageHint(
  { code }: CommanderError,
  program: Command,
  line: readonly string[],
): string {
  return (
    specificHint(code, program, line) ??
    "`pgmaestro help` lists the commands, `pgmaestro help COMMAND` what a command takes."
  );
}

function specificHint(code: string, program: Command, line: readonly string[]): string | undefined {
  const [name = "", ...given] = line;
  const names = program.commands.map((command) => command.name());
  if (code === "commander.unknownCommand") return suggestion(name, names);
  const command = program.commands.find((one) => one.name() === name);
  if (code !== "commander.unknownOption" || command === undefined) return undefined;
  const flag = unknownFlag(command, given);
  return flag === undefined ? onlyYesOrNo(given) : hintForFlag(flag, command, program);
}

/** A flag that is known, and was given a value that it cannot have. */
function onlyYesOrNo(given: readonly string[]): string | undefined {
  const flag = given.find((argument) => /^--[^=]+=/.test(argument))?.replace(/=.*$/s, "");
  return flag && `${flag} takes no value, or true or false.`;
}

/** The first of these arguments that looks like a flag and is none of the command's. */
function unknownFlag(command: Command, given: readonly string[]): string | undefined {
  const known = command.options.flatMap(spellings);
  return given
    .map((argument) => argument.replace(/=.*$/s, ""))
    .find((flag) => flag.startsWith("-") && !known.includes(flag));
}

/** Which commands take a flag that this one does not, or else which flag of its own may be meant. */
function hintForFlag(flag: string, command: Command, program: Command): string | undefined {
  const takers = program.commands.filter((one) => shownFlags(one).includes(flag));
  if (takers.length === 0) return suggestion(flag, shownFlags(command));
  return `${flag} is an option of ${takers.map((one) => one.name()).join(", ")}.`;
}

/** The flags that help shows, and their opposites. */
function shownFlags({ options }: Command): string[] {
  const shown = new Set(options.filter(({ hidden }) => !hidden).map(nameOf));
  return options.filter((option) => shown.has(nameOf(option))).flatMap(spellings);
}

function nameOf(option: Option): string {
  return option.attributeName();
}

function spellings({ short, long }: Option): string[] {
  return [short, long].filter((flag) => flag !== undefined);
}
