import { toggle } from "../option.ts";
import { chosenEnvironment } from "./environments.ts";
import { findUsual, inConfigs } from "./resolve.ts";
import { setting } from "./setting.ts";
import type { Sourced, Sources } from "./sources.ts";

const usual = setting(
  toggle("--protected", "ask first: this target is protected (default with NODE_ENV=production)"),
  undefined,
);

/** Whether the target is one of which nothing may be taken away by mistake. What the environment says counts before the rest of the config. */
export const protectedSetting = { ...usual, find: findProtected };

function findProtected(sources: Sources): Sourced<boolean> | undefined {
  const given = findUsual({ ...usual, isFlagOnly: true }, sources);
  return given ?? inEnvironment(sources) ?? inConfigs(usual, sources);
}

function inEnvironment(sources: Sources): Sourced<boolean> | undefined {
  const { protected: value, source = "" } = chosenEnvironment(sources) ?? {};
  return value === undefined ? undefined : { value, source };
}
