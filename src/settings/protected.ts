import { toggle } from "./option.ts";
import {
  chosenEnvironment,
  environmentNamed,
  environments,
  type NamedEnvironment,
} from "./environments.ts";
import { environmentOf, fleetSetting } from "./fleet.ts";
import { findUsual, inConfigs } from "./resolve.ts";
import { setting } from "./setting.ts";
import type { Sourced, Sources } from "./sources.ts";

const usual = setting(
  toggle("--protected", "ask first: this target is protected (default with NODE_ENV=production)"),
  undefined,
);

/** Whether the target is one of which nothing may be taken away by mistake. What the environment says counts before the rest of the config. */
export const protectedSetting = { ...usual, find: findProtected };

/** The same for a fleet: its config says which environment it is. */
export const fleetProtected = { ...usual, find: findFleetProtected };

export function findProtected(sources: Sources): Sourced<boolean> | undefined {
  return found(sources, chosenEnvironment);
}

function findFleetProtected(sources: Sources): Sourced<boolean> | undefined {
  return found(sources, () => {
    const name = environmentOf(inConfigs(fleetSetting, sources));
    return name && environmentNamed(name.value, inConfigs(environments, sources), name.source);
  });
}

function found(
  sources: Sources,
  environment: (sources: Sources) => NamedEnvironment | undefined,
): Sourced<boolean> | undefined {
  const given = findUsual({ ...usual, isFlagOnly: true }, sources);
  return given ?? inEnvironment(environment(sources)) ?? inConfigs(usual, sources);
}

function inEnvironment(environment: NamedEnvironment | undefined): Sourced<boolean> | undefined {
  const { protected: value, source = "" } = environment ?? {};
  return value === undefined ? undefined : { value, source };
}
