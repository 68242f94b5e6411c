import { shownAddress } from "../../database/index.ts";
import type { ShownSetting } from "../../report/config-text.ts";
import { jsonLine } from "../../report/json.ts";
import { isVariableReference } from "../../variable-reference.ts";
import { defineCommand, type Given } from "../define-command.ts";
import type { Option } from "../../settings/option.ts";
import { allSettings } from "../../settings/all.ts";
import type { Sourced } from "../../settings/sources.ts";
import type { Environments } from "../../settings/environment-definition.ts";
import type { GivenFleet } from "../../settings/fleet.ts";
import { developmentUrl } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";

export const config = defineCommand({
  name: "config",
  summary: "show each setting and where it comes from, passwords masked",
  group: commandGroups.other,
  options: [],
  settings: allSettings,
  examples: [
    { line: "pgmaestro config", does: "list the settings in force" },
    { line: "pgmaestro config -t audit.pgmigrations", does: "show what a flag changes" },
  ],
  read: (given) => ({ settings: shownSettings(given) }),
  run: async (request) => request,
  report: {
    text: async ({ settings }, { style }) =>
      (await import("../../report/config-text.ts")).configText(settings, style),
    json: async (result) => jsonLine("config", result),
  },
});

/** Every setting with its source; no password among them. */
function shownSettings({
  settings,
  lintConfig,
}: Given<Option, (typeof allSettings)[number]>): ShownSetting[] {
  const { databaseUrl = development, scratchDatabaseUrl } = settings;
  const shown: Readonly<Record<string, Sourced | undefined>> = {
    ...settings,
    databaseUrl: { ...databaseUrl, value: shownAddress(databaseUrl.value) },
    scratchDatabaseUrl: scratchDatabaseUrl && {
      ...scratchDatabaseUrl,
      value: shownAddress(scratchDatabaseUrl.value),
    },
    ...hidden(settings.variables),
    ...(settings.receiptKey && { receiptKey: { ...settings.receiptKey, value: "(hidden)" } }),
    environments: undefined,
    ...environmentsIn(settings.environments),
    fleet: undefined,
    ...fleetIn(settings.fleet),
    ...partsOf("lint", lintConfig),
  };
  return Object.entries(shown).flatMap(([name, one]) =>
    one === undefined ? [] : [{ name, ...one, value: shownValue(one.value) }],
  );
}

/** Each environment's parts, its database without a password, or the variable that names it. */
function environmentsIn(found: Sourced<Environments> | undefined): Record<string, Sourced> {
  const parts = Object.entries(found?.value ?? {}).map(([name, { url, ...rest }]) =>
    partsOf(`environments.${name}`, {
      value: {
        ...(url && {
          url: isVariableReference(url) ? `the variable ${url.env}` : shownAddress(url),
        }),
        ...rest,
      },
      source: found!.source,
    }),
  );
  return Object.assign({}, ...parts) as Record<string, Sourced>;
}

/** Each part of the fleet; of what says where databases are only which kind it is. */
function fleetIn(found: Sourced<GivenFleet> | undefined): Record<string, Sourced> {
  if (found === undefined) return {};
  const { control, members, ...rest } = found.value;
  const shown = isVariableReference(control)
    ? `the variable ${control.env}`
    : shownAddress(control);
  const kind = "database" in members ? "schemas" : Object.keys(members).join();
  const value = { control: shown, members: kind, ...rest };
  return partsOf("fleet", { value, source: found.source });
}

function shownValue(value: unknown): unknown {
  if (typeof value === "function") return "(a function)";
  return value === Infinity ? "no limit" : value;
}

const development = { value: developmentUrl, source: "default (development only)" };

/** Of variables the names alone: their values may be secret. */
function hidden(variables: Sourced<object> | undefined): Record<string, Sourced | undefined> {
  const named = Object.entries(partsOf("variables", variables));
  const shown = named.map(([name, { source }]) => [name, { value: "(hidden)", source }]);
  return { variables: undefined, ...Object.fromEntries(shown) };
}

/** A setting that is an object, as its parts: `lint.sets`, `lint.rules`. */
function partsOf(name: string, setting: Sourced<object> | undefined): Record<string, Sourced> {
  if (setting === undefined) return {};
  const { value, source } = setting;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [`${name}.${key}`, { value: part, source }]),
  );
}
