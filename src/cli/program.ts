import { Command, InvalidArgumentError, Option } from "commander";
import { version } from "../version.ts";
import type { KnownFlags } from "./arguments.ts";
import { runDown, runPlan, runRedo, runUp, type Action } from "./commands.ts";
import {
  runAdopt,
  runConfig,
  runCreate,
  runImport,
  runMark,
  runRepair,
  runStatus,
} from "./history-commands.ts";
import { runPlanAgainst, statsCommand } from "./impact-commands.ts";
import { lintCommand } from "./lint-command.ts";
import { locksCommand } from "./locks-command.ts";
import { reverseCommand } from "./reverse-command.ts";
import { runServe } from "./serve-command.ts";
import { runDiff, runDrift } from "./catalog-commands.ts";
import { tellingOptions } from "./telling.ts";
import { formats, runVerify } from "./verify-command.ts";
import { createContext } from "./context.ts";
import { compatibleRunFlags, compatibleSettings } from "./node-pg-migrate-flags.ts";

/** Called with the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** The command line: what it understands, and which action answers. */
export function createProgram(finish: Finish): Command {
  const program = new Command("pgmaestro")
    .description("PostgreSQL migrations that are checked before they run.")
    .version(version, "-i, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", exitCodes)
    .configureOutput({ outputError() {} }) // errors are thrown, and reported as all others are
    .exitOverride()
    .showSuggestionAfterError();
  for (const definition of definitions) addCommand(program, definition, finish);
  return program;
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

const exitCodes = `
Exit codes: 0 done; 1 a migration or a check failed; 2 usage or configuration; 3 refused because of the
history's state (edited, missing, out of order, locked by another); 4 pending migrations (status --check).`;

interface Definition {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly Option[];
  readonly action: Action;
}

const definitions: readonly Definition[] = [
  {
    name: "up [n-or-name...]",
    description: "run what is pending: everything, the first N, or one by name",
    options: [
      to("run up to and including this one"),
      flag("--only <name>", "run this one alone"),
      ...dryRun(),
      ...compatibleRunFlags(),
    ],
    action: runUp,
  },
  {
    name: "down [n-or-name...]",
    description: "roll back the last one, the last N, or one by name",
    options: [
      to("roll back everything after this one, which stays"),
      flag("--all", "roll back everything"),
      ...dryRun(),
      ...compatibleRunFlags(),
    ],
    action: runDown,
  },
  {
    name: "redo [n-or-name...]",
    description: "roll exactly the last N back (default 1), or one by name, and run them again",
    options: [...dryRun(), ...compatibleRunFlags()],
    action: runRedo,
  },
  {
    name: "plan [n-or-name...]",
    description: "show what up would do: segments, migrations, statements; changes nothing",
    options: [
      to("up to and including this one"),
      flag("--only <name>", "this one alone"),
      flag(
        "--against <target>",
        "say what it would do to this database, or to one with the sizes in this file; only reads",
      ),
      scratch(),
      ...compatibleRunFlags(),
    ],
    action: (context, given) =>
      (context.flags["against"] === undefined ? runPlan : runPlanAgainst)(context, given),
  },
  statsCommand,
  {
    name: "status",
    description: "show the state of every migration; only reads",
    options: [
      flag("--check", "exit 4 when something is pending, 3 when the history is in a bad state"),
    ],
    action: runStatus,
  },
  lintCommand,
  {
    name: "verify [names...]",
    description:
      "try migrations on a scratch database: up, up again, down, up; what is pending, or the last one",
    options: [
      flag("--all", "try every migration of the directory"),
      flag("--pending", "try what is pending in the database (default where there is one)"),
      scratch(),
      ...tellingOptions(formats),
    ],
    action: runVerify,
  },
  locksCommand,
  reverseCommand,
  {
    name: "drift",
    description: "compare the database with what its applied migrations make; only reads",
    options: [scratch()],
    action: runDrift,
  },
  {
    name: "diff",
    description: "compare two of: a database URL, a migrations directory, a .sql schema file",
    options: [
      flag(
        "--from <source>",
        "what to compare: a URL, DIRECTORY, DIRECTORY@NAME or FILE.sql (default: the migrations)",
      ),
      flag("--to <source>", "with what (default: the database)"),
      scratch(),
    ],
    action: runDiff,
  },
  {
    name: "create <words...>",
    description: "write a new migration file",
    options: [
      flag("--from-drift", "with the SQL for what the database has and no migration made"),
      scratch(),
      ...dryRun(),
      ...compatibleRunFlags().map((option) => option.hideHelp()),
    ],
    action: runCreate,
  },
  {
    name: "mark [names...]",
    description: "record migrations as applied without running them",
    options: [
      to("mark up to and including this one"),
      flag("--all", "mark everything"),
      flag("--unmark", "record them as not applied"),
    ],
    action: runMark,
  },
  {
    name: "repair <names...>",
    description: "accept an intended edit of applied migrations: journal their new checksums",
    action: runRepair,
  },
  {
    name: "adopt",
    description: "take over the history of another tool",
    action: runAdopt,
  },
  {
    name: "import <tool>",
    description:
      "take over files and history of dbmate, drizzle, flyway, golang-migrate, goose, knex or prisma",
    options: [
      flag("--from <directory>", "where the tool's files are (default: the tool's own)"),
      flag("--from-table <name>", "the tool's history: table or schema.table"),
      flag("--write", "write files and history; without it they are only shown"),
    ],
    action: runImport,
  },
  {
    name: "config",
    description: "show each setting and where it comes from, passwords masked",
    action: runConfig,
  },
  {
    name: "serve",
    description: "offer the embedded database on a local port",
    options: [
      flag("--port <number>", "the port on 127.0.0.1 (default 5433; 0 for any)").argParser(
        wholeNumber,
      ),
    ],
    action: runServe,
  },
];

function addCommand(
  program: Command,
  { name, description, options = [], action }: Definition,
  finish: Finish,
): void {
  const command = program
    .command(name)
    .description(description)
    .version(version, "-i, --version", "print the version")
    .exitOverride()
    .showSuggestionAfterError();
  for (const option of [...options, ...sharedOptions(), ...compatibleSettings()])
    command.addOption(option);
  command.action(async (...given: unknown[]) => {
    const self = given.at(-1) as Command;
    const context = await createContext(self.opts());
    finish(await action(context, self.args));
  });
}

/** Options that every command takes. Without defaults: a flag that is not given must not hide the environment's. */
function sharedOptions(): Option[] {
  return [
    flag("--database-url <url>", "the database (postgres://… or pglite:DIRECTORY)"),
    flag("-d, --database-url-var <name>", "the variable that holds the URL (default DATABASE_URL)"),
    flag("-m, --migrations-dir <directory>", "where the migrations are (default migrations)"),
    flag(
      "-t, --migrations-table <name>",
      "the history: table or schema.table (default pgmigrations)",
    ),
    flag("--migrations-schema <name>", "the history's schema"),
    flag("-s, --schema <names...>", "the search path for migrations"),
    flag("--ignore-pattern <regex>", "file names to pass over (default: dot files)"),
    flag("--transaction <mode>", "how migrations share transactions").choices([
      "auto",
      "all",
      "each",
      "none",
    ]),
    flag("--check-order", "refuse migrations out of order (default)"),
    flag("--no-check-order", "run them all the same"),
    flag("--lock", "take the migration lock (default)"),
    flag("--no-lock", "do not take it"),
    flag("--lock-wait <seconds>", "how long to wait for another run (default 60)").argParser(
      secondsNumber,
    ),
    flag("--lock-value <number>", "the advisory lock's number"),
    flag("-f, --config-file <file>", "the config file (default pgmaestro.config.*)"),
    flag("--env-path <file>", "the .env file (default .env)"),
    flag("--who <name>", "who runs this, for the journal (default user@host)"),
    flag("--json", "answer in JSON"),
    flag("-v, --verbose", "show the server's notices"),
    flag("--no-verbose", "").hideHelp(),
  ];
}

function flag(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.negate ? option.default(undefined) : option;
}

function to(description: string): Option {
  return flag("--to <name>", description);
}

function scratch(): Option {
  return flag("--scratch <url>", "the server to make scratch databases on (default: embedded)");
}

function dryRun(): Option[] {
  return [
    flag("--dry-run", "print the SQL and change nothing"),
    flag("--no-dry-run", "").hideHelp(),
  ];
}

function wholeNumber(given: string): number {
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new InvalidArgumentError("It must be a port, 0 to 65535.");
}

function secondsNumber(given: string): number {
  if (/^\d+(?:\.\d+)?$/.test(given)) return Number(given);
  throw new InvalidArgumentError("It must be a number of seconds.");
}
