import { Command, Option as CommanderOption } from "commander";
import { version } from "../version.ts";
import type { KnownFlags } from "./arguments.ts";
import type { CommandDefinition, Example } from "./define-command.ts";
import { commandGroups, optionGroups } from "../settings/headings.ts";
import { commanderOptions, type Option } from "../settings/option.ts";
import { writeResult } from "./output.ts";

/** Called with the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** The command line with some of its commands, or all: what it understands, and which command answers. */
export function createProgram(commands: readonly CommandDefinition[], finish: Finish): Command {
  const program = new Command("pgmaestro")
    .description("PostgreSQL migrations that are checked before they run.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", exitCodes)
    .configureOutput({ writeOut: writeResult, outputError() {} }) // errors are thrown, and reported as all others are
    .exitOverride()
    .showSuggestionAfterError(false);
  for (const definition of commands) addCommand(program, definition, finish);
  return program.addHelpCommand(
    new Command("help")
      .argument("[command]")
      .description("print help, of a command or of all")
      .helpGroup(commandGroups.other),
  );
}

const exitCodes = `
Exit codes: 0 done; 1 a migration or a check failed; 2 usage or configuration;
3 refused because of the history's state (edited, missing, out of order, locked
by another) or of what an environment requires; 4 pending migrations (status
--check); 5 gave way to others too often, run it again.`;

function addCommand(program: Command, definition: CommandDefinition, finish: Finish): void {
  const { name, summary, group, options, examples, execute } = definition;
  const command = program
    .command(name)
    .description(summary)
    .helpGroup(group)
    .version(version, "-V, --version")
    .addHelpOption(new CommanderOption("-h, --help", "print help").helpGroup(optionGroups.general))
    .addHelpText("after", examplesText(examples));
  command.options[0]!.hideHelp(); // of the version
  for (const [word, help] of argumentsOf(definition)) command.argument(word, help);
  for (const option of inGroups(options).flatMap(commanderOptions)) command.addOption(option);
  command.action(async () => finish(await execute(command.opts(), command.args)));
}

/** What stands beside the options, each with what help says of it. */
function argumentsOf({ words, wordsHelp }: CommandDefinition): [string, string | undefined][] {
  return words === "" ? [] : words.split(" ").map((word, index) => [word, wordsHelp[index]]);
}

/** In the order of their headings, those without one first. */
function inGroups(options: readonly Option[]): Option[] {
  const order = [undefined, ...Object.values(optionGroups)];
  return order.flatMap((group) => options.filter((option) => option.group === group));
}

function examplesText(examples: readonly Example[]): string {
  const shown = examples.map(({ line, does, exitCode }) => {
    const end = exitCode === undefined ? "" : ` (exits ${exitCode})`;
    return `  # ${does}${end}\n  ${line}`;
  });
  return ["", "Examples:", ...shown].join("\n");
}

/** The flags of all commands, by their spellings. */
export function knownFlags(program: Command): KnownFlags {
  const options = program.commands.flatMap((command) => command.options);
  return new Map(
    options.flatMap((option) => {
      const values = option.variadic ? "many" : option.required || option.optional ? "one" : "none";
      return [option.short, option.long].flatMap((name) => (name ? [[name, values] as const] : []));
    }),
  );
}
