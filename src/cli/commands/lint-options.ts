import type { LintOptions } from "../../commands/lint.ts";
import {
  type LintConfig,
  type LintSettings,
  parseLintSettings,
  type Rule,
  ruleFilesIn,
} from "../../lint/index.ts";
import { scriptOptions } from "../command-options.ts";
import { directory, givingWay, historyNames, script } from "../../settings/all.ts";
import { type SettingsOf, withoutOption } from "../../settings/setting.ts";
import type { Sourced } from "../../settings/sources.ts";

/** The settings that linting obeys wherever it is done. */
export const lintSettingsOf = [
  ...directory,
  ...historyNames,
  ...script,
  ...withoutOption(givingWay),
];

type Found = SettingsOf<(typeof lintSettingsOf)[number]>;

/** What lints the directory as the config says. */
export async function lintOptionsOf(
  found: Found,
  config: Sourced<LintConfig> | undefined,
): Promise<LintOptions> {
  const { rules, ownRules } = await rulesOf(ruleFilesIn(config?.value ?? {}), found);
  return { ...scriptOptions(found), settings: settledLint(config, {}, rules, found), ownRules };
}

/** Those of the house, and those that a project has written in files. */
export async function rulesOf(files: readonly string[], found: Pick<Found, "tsconfigPaths">) {
  const { allRules: house } = await import("../../lint/rules/index.ts");
  const ownRules = await rulesIn(files, house, found);
  return { rules: [...house, ...ownRules], ownRules };
}

/** What loads them is loaded only where there are any. */
async function rulesIn(
  files: readonly string[],
  house: readonly Rule[],
  { tsconfigPaths }: Pick<Found, "tsconfigPaths">,
): Promise<Rule[]> {
  if (files.length === 0) return [];
  const { loadRules } = await import("../../lint/own-rules.ts");
  const { provided } = await import("../../rules/provided.ts");
  const names = house.map(({ name }) => name);
  const loading = { ...provided, tsconfigPaths: tsconfigPaths.value };
  return (await loadRules(files, names, loading)).map(({ rule }) => rule);
}

/** What the config file says, and what is said over it. */
export function settledLint(
  config: Sourced<LintConfig> | undefined,
  over: LintConfig,
  rules: readonly Rule[],
  { lockTimeout }: Pick<Found, "lockTimeout">,
): LintSettings {
  const names = rules.map(({ name }) => name);
  const { value = {}, source = "" } = config ?? {};
  parseLintSettings(value, names, source);
  const parsed = parseLintSettings({ ...value, ...over }, names, "the command line");
  const isOurs = value.lockTimeout === undefined && lockTimeout?.value !== 0;
  return isOurs ? { ...parsed, lockTimeout: "of the run" } : parsed;
}
