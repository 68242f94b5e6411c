import { languages, numberings } from "../migrations/index.ts";
import type { TransactionMode } from "../plan/index.ts";
import { optionGroups } from "./headings.ts";
import {
  bigint,
  blockers,
  hook,
  listOf,
  logFormats,
  oneOf,
  pathOrYesNo,
  seconds,
  text,
  wholeNumber,
} from "./kinds.ts";
import { option, toggle } from "./option.ts";
import { databaseUrl, databaseUrlVar } from "./database-url.ts";
import { environmentName, environments } from "./environments.ts";
import { fleetSetting } from "./fleet.ts";
import { usualProofs } from "./proofs-file.ts";
import { fleetProtected, protectedSetting } from "./protected.ts";
import { receiptKey } from "./receipt-key.ts";
import { repeatableSetting } from "./repeatable.ts";
import { variables } from "./variables.ts";
import { configOnly, flagOnly, setting, underHeading, withoutOption } from "./setting.ts";

const target = underHeading(optionGroups.connection, [
  environmentName,
  databaseUrl,
  databaseUrlVar,
  flagOnly(toggle("--reject-unauthorized", "use TLS; with --no-, accept any certificate")),
  setting(
    option(
      "--connect-timeout <seconds>",
      wholeNumber("a number of seconds", 0, 86_400),
      "how long connecting may take (default 10; 0: no limit)",
    ),
    undefined,
  ),
]);

/** How long to wait for a server, and for others. */
export const waiting = underHeading(optionGroups.connection, [
  setting(
    option("--wait <seconds>", seconds, "try again while no server takes connections (default 0)"),
    0,
  ),
  setting(
    option("--lock-wait <seconds>", seconds, "how long to wait for another run (default 60)"),
    60,
  ),
  setting(
    option(
      "--idle-limit <seconds>",
      seconds,
      "how long a server may say nothing (default: 30, without limit while a migration's statement runs; 0: without limit)",
    ),
    undefined,
  ),
]);

/** The database, and how to reach it. */
export const connection = [...target, ...waiting];

/** The same for a command that works without one, and at most looks what is pending there. */
export const optionalTarget = [...target, ...withoutOption(waiting)];

/** Where the migrations are. */
export const directory = underHeading(optionGroups.files, [
  setting(
    option("-m, --migrations-dir <dir>", text, "where the migrations are (default migrations)"),
    "migrations",
  ),
  setting(
    option("--ignore-pattern <regex>", text, "file names to skip (default: dot files)"),
    undefined,
  ),
  setting(toggle("--use-glob", "take both of these as glob patterns"), false),
  variables,
]);

/** The history, and what names without a schema mean. */
export const historyNames = underHeading(optionGroups.files, [
  setting(
    option(
      "-t, --migrations-table <name>",
      text,
      "the history: table or schema.table (default pgmigrations)",
    ),
    "pgmigrations",
  ),
  setting(option("--migrations-schema <name>", text, "the history's schema"), undefined),
  setting(
    option("-s, --schema <names...>", listOf(text), "the search path for migrations"),
    undefined,
  ),
]);

/** How migrations are cut into transactions and loaded, on any database. */
export const script = underHeading(optionGroups.run, [
  setting(
    option(
      "--transaction <mode>",
      oneOf<TransactionMode>(["auto", "all", "each", "none"]),
      "how migrations share transactions: auto (default), all, each or none",
    ),
    "auto",
  ),
  setting(
    toggle("--keep-settings", "let SET go on to the next migration, as node-pg-migrate does"),
    false,
  ),
  setting(toggle("--decamelize", "camelCase names in JS and TS become snake_case"), false),
  setting(
    option("--tsconfig-paths [path]", pathOrYesNo, "follow the path aliases of a tsconfig"),
    false,
  ),
]);

export const order = underHeading(optionGroups.run, [
  setting(toggle("--no-check-order", "allow migrations older than an applied one"), true),
  setting(
    toggle("--from-baseline", "on an empty database, run the baseline first; with --no-, never"),
    undefined,
  ),
]);

/** Which lock keeps two runs apart. */
export const lockNumber = underHeading(optionGroups.run, [
  setting(option("--lock-value <number>", bigint, "the number of that advisory lock"), undefined),
]);

/** What counts where a command writes to the database. */
export const writing = underHeading(optionGroups.run, [
  setting(toggle("--no-lock", "do not take the migration lock"), true),
  ...lockNumber,
  setting(toggle("--create-schema", "create missing schemas of --schema"), false),
]);

/** Whether the target is one of which nothing may be taken away by mistake. */
export const protection = underHeading(optionGroups.run, [protectedSetting]);

/** The same for a fleet. */
export const fleetProtection = underHeading(optionGroups.run, [fleetProtected]);

/** Which migrations `verify` has found sound. */
export const proofs = underHeading(optionGroups.run, [
  setting(
    option(
      "--proofs <file>",
      text,
      `the file of what verify found sound (default ${usualProofs}, where an environment requires it)`,
    ),
    undefined,
  ),
]);

/** What must hold of migrations before they run in an environment. */
export const gates = [environments, ...proofs, receiptKey];

/** How a run gives way to the application. */
export const givingWay = underHeading(optionGroups.run, [
  setting(
    option(
      "--lock-timeout <seconds>",
      seconds,
      "how long statements wait for a lock; 0 for ever (default 2, on a server)",
    ),
    undefined,
  ),
  setting(
    option(
      "--lock-retries <n>",
      wholeNumber("a number of tries", 0, 1000),
      "how often what met a lock is tried again (default 30)",
    ),
    undefined,
  ),
  setting(
    option(
      "--statement-timeout <seconds>",
      seconds,
      "how long a statement may take (default: no limit)",
    ),
    undefined,
  ),
  setting(
    option(
      "--concurrent-timeout <seconds>",
      seconds,
      "the lock timeout of commands with CONCURRENTLY (default: none)",
    ),
    undefined,
  ),
  setting(
    option(
      "--max-blocked <seconds>",
      seconds,
      "how long others may wait behind a statement that waits (default 2)",
    ),
    undefined,
  ),
  setting(
    option(
      "--max-blocked-holding <seconds>",
      seconds,
      "how long others may wait for one that runs (default: no limit)",
    ),
    undefined,
  ),
  configOnly("cancelBlockers", blockers),
]);

/** How what goes on is shown where that is no terminal. */
export const showing = underHeading(optionGroups.general, [
  setting(
    option(
      "--heartbeat <seconds>",
      seconds,
      "say what goes on after so long a silence (default 10; 0: never)",
    ),
    10,
  ),
  setting(
    option(
      "--log-format <format>",
      oneOf(logFormats),
      "text (default) or json: what happens as JSON lines on standard error",
    ),
    "text",
  ),
]);

/** Who gets the report of a run. */
export const reporting = underHeading(optionGroups.run, [
  setting(
    option("--metrics-file <file>", text, "write the outcome for Prometheus into this file"),
    undefined,
  ),
  configOnly("onSuccess", hook),
  configOnly("onFailure", hook),
]);

/** Where scratch databases are made. */
export const scratch = [
  {
    ...setting(
      option("--scratch <url>", text, "the server for scratch databases (default: embedded)"),
      undefined,
    ),
    name: "scratchDatabaseUrl",
    variable: "SCRATCH_DATABASE_URL",
  } as const,
];

/** What `verify` holds against a migration. */
export const verifying = [repeatableSetting];

/** The file in which the schema is kept. */
export const schemaFile = [configOnly("schemaFile", text)];

/** The file in which the types of rows are kept. */
export const typesFile = [
  configOnly("typesFile", text),
  {
    ...setting(toggle("--plain", "rows alone, without what kysely needs"), false),
    ...({ name: "plainTypes", variable: undefined } as const),
  },
];

/** Where seeds are. */
export const seeds = [configOnly("seedsDir", text)];

/** What a new migration looks like. */
export const newFile = [
  setting(
    option(
      "-j, --migration-file-language <name>",
      oneOf(languages),
      `${languages.join(", ")} (default sql)`,
    ),
    "sql",
  ),
  setting(
    option(
      "--migration-filename-format <format>",
      oneOf(numberings),
      `how it is numbered: ${numberings.join(", ")} (default: as the newest)`,
    ),
    undefined,
  ),
  setting(option("--template-file-name <file>", text, "a file to copy instead"), undefined),
];

/** Every setting, in the order in which `config` shows them. */
export const allSettings = [
  ...connection,
  ...scratch,
  ...verifying,
  ...schemaFile,
  ...typesFile,
  ...seeds,
  ...directory,
  ...historyNames,
  ...script,
  ...order,
  ...writing,
  ...givingWay,
  ...protection,
  ...gates,
  fleetSetting,
  ...showing,
  ...reporting,
  ...newFile,
];
