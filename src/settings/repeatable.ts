import { type RepeatableMode, repeatableModes } from "../verify/index.ts";
import { oneOf } from "./kinds.ts";
import { option } from "./option.ts";
import { findUsual } from "./resolve.ts";
import { setting } from "./setting.ts";
import type { ConfigFile, Sourced, Sources } from "./sources.ts";

/** Found in a config file under `verify`. */
export const repeatableSetting = {
  ...setting(
    option(
      "--repeatable <mode>",
      oneOf<RepeatableMode>(repeatableModes),
      "what it is that a migration cannot run twice: error, note or off (default: by whether the files use guards)",
    ),
    undefined,
  ),
  name: "verify.repeatable",
  isFlagOnly: true,
  find: findRepeatable,
} as const;

function findRepeatable(sources: Sources): Sourced<RepeatableMode> | undefined {
  const { find: _own, ...usual } = repeatableSetting;
  return findUsual(usual, sources) ?? inVerify(sources.config) ?? inVerify(sources.configPackage);
}

function inVerify(config: ConfigFile | undefined): Sourced<RepeatableMode> | undefined {
  const mode = config?.content.verify?.repeatable;
  return mode && { value: mode, source: config!.path };
}
