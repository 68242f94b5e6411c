import { adopt } from "../commands/adopt.ts";
import { create } from "../commands/create.ts";
import { importFrom } from "../commands/import.ts";
import { mark } from "../commands/mark.ts";
import { repair } from "../commands/repair.ts";
import { status, type StatusResult } from "../commands/status.ts";
import { shownAddress } from "../database/index.ts";
import type { ShownSetting } from "../report/config-text.ts";
import { jsonLine } from "../report/json.ts";
import { markText, repairText, adoptText, createdText } from "../report/history-text.ts";
import { runCreateFromDrift } from "./catalog-commands.ts";
import type { Action } from "./commands.ts";
import { directoryOptions, targetOptions, type CliContext } from "./context.ts";
import type { Output } from "./output.ts";
import { developmentUrl, type Settings } from "./settings.ts";
import type { Sourced } from "./sourced.ts";

export const runStatus: Action = async (context) => {
  const { output, flags } = context;
  const result = await status(targetOptions(context));
  output.line(output.json ? jsonLine("status", result) : await asTable(result, output));
  if (!flags["check"]) return 0;
  const { counts, dotted } = result;
  if (counts.edited + counts.missing + counts["out-of-order"] > 0 || dotted !== undefined) return 3;
  return counts.pending > 0 ? 4 : 0;
};

async function asTable(result: StatusResult, { style }: Output): Promise<string> {
  const { statusText } = await import("../report/status-text.ts");
  return statusText(result, style);
}

export const runMark: Action = async (context, names) => {
  const { to, all, unmark } = context.flags as { to?: string; all?: boolean; unmark?: boolean };
  const result = await mark({ ...targetOptions(context), names, to, all, unmark });
  return answer(context, "mark", result, () => markText(result, unmark ?? false));
};

export const runRepair: Action = async (context, names) => {
  const result = await repair({ ...targetOptions(context), names });
  return answer(context, "repair", result, () => repairText(result));
};

export const runAdopt: Action = async (context) => {
  const result = await adopt(targetOptions(context));
  return answer(context, "adopt", result, () => adoptText(result));
};

export const runImport: Action = async (context, [tool]) => {
  const { from, fromTable, write } = context.flags as ImportFlags;
  const result = await importFrom({
    ...targetOptions(context),
    tool: tool!,
    from,
    fromTable,
    write,
  });
  const { importText } = await import("../report/import-text.ts");
  return answer(context, "import", result, () => importText(result, context.output.style));
};

interface ImportFlags {
  readonly from?: string;
  readonly fromTable?: string;
  readonly write?: boolean;
}

export const runCreate: Action = async (context, words) => {
  const { settings, flags, output } = context;
  if (flags["fromDrift"]) return runCreateFromDrift(context, words);
  const dryRun = flags["dryRun"] === true;
  const result = await create({
    ...directoryOptions(settings),
    words,
    language: settings.migrationFileLanguage.value,
    filenameFormat: settings.migrationFilenameFormat?.value,
    templateFileName: settings.templateFileName?.value,
    dryRun,
  });
  return answer(context, "create", result, () => createdText(result, output.style, dryRun));
};

export const runConfig: Action = async (context) => {
  const { configText } = await import("../report/config-text.ts");
  const settings = shownSettings(context.settings);
  return answer(context, "config", { settings }, () => configText(settings));
};

/** Every setting with its source; no password among them. */
function shownSettings(settings: Settings): ShownSetting[] {
  const database = settings.databaseUrl ?? {
    value: developmentUrl,
    source: "default (development only)",
  };
  const { scratchDatabaseUrl: scratch, lint, ...others } = settings;
  const shown = {
    ...others,
    databaseUrl: { ...database, value: shownAddress(database.value) },
    ...(scratch && { scratchDatabaseUrl: { ...scratch, value: shownAddress(scratch.value) } }),
    ...partsOf("lint", lint),
  };
  return Object.entries(shown).map(([name, { value, source }]) => ({
    name,
    value: value === Infinity ? "no limit" : value,
    source,
  }));
}

/** A setting that is an object, as its parts: `lint.sets`, `lint.rules`. */
function partsOf(name: string, setting: Sourced<object> | undefined): Record<string, Sourced> {
  if (setting === undefined) return {};
  const { value, source } = setting;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [`${name}.${key}`, { value: part, source }]),
  );
}

function answer({ output }: CliContext, type: string, result: object, text: () => string): number {
  output.line(output.json ? jsonLine(type, result) : text());
  return 0;
}
