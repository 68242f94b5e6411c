import { ConfigurationError } from "../errors/index.ts";
import type { FleetSettings, GivenMember, MemberSource, WaveSettings } from "../fleet/index.ts";
import { isVariableReference, type VariableReference } from "../variable-reference.ts";
import { type Address, time, type ValueKind } from "./kinds.ts";
import { referredValue } from "./environments.ts";
import { configOnly } from "./setting.ts";
import type { Environment, Sourced } from "./sources.ts";

/** A fleet as a config file describes it: what is secret may be a variable of the environment. */
export interface GivenFleet extends Omit<FleetSettings, "control" | "members" | "waves"> {
  /** The environment that it is: what this requires, and whether it is protected. */
  readonly environment?: string;
  readonly control: Address | VariableReference;
  readonly members:
    | Exclude<MemberSource, { readonly schemas: string }>
    | { readonly database: Address | VariableReference; readonly schemas: string };
  readonly waves?: Omit<WaveSettings, "soak"> & { readonly soak?: string | number };
}

const kind: ValueKind<GivenFleet> = {
  parse: () => undefined,
  accept: (value) => value as GivenFleet | undefined, // as the config's schema has checked it
  expected: "an object that describes a fleet",
};

/** The fleet of the config file. */
export const fleetSetting = configOnly("fleet", kind);

/**
 * The fleet, with the values of the variables that it names.
 * @throws ConfigurationError where there is none, or a variable is not set
 */
export function fleetIn(
  found: Sourced<GivenFleet> | undefined,
  environment: Environment,
): FleetSettings {
  if (found === undefined)
    throw new ConfigurationError(
      "No config file describes a fleet",
      'Write its section: { "fleet": { "control": "postgres://…", "members": { "list": ["postgres://…"] } } }; docs/fleet.md describes it.',
    );
  const { control, members, waves, environment: _, ...rest } = found.value;
  const address = (given: Address | VariableReference, name: string) =>
    referredValue(given, environment, `${name} in ${found.source}`).value;
  return {
    ...rest,
    control: address(control, "fleet.control"),
    members: membersIn(members, address),
    ...(waves && { waves: { ...waves, soak: time.accept(waves.soak) } }),
  };
}

/** The name of the environment that a fleet is, where its config says one. */
export function environmentOf(found: Sourced<GivenFleet> | undefined): Sourced<string> | undefined {
  const name = found?.value.environment;
  return name === undefined ? undefined : { value: name, source: `fleet in ${found!.source}` };
}

type Resolve = (given: Address | VariableReference, name: string) => Address;

function membersIn(members: GivenFleet["members"], address: Resolve): MemberSource {
  if ("schemas" in members)
    return { ...members, database: address(members.database, "fleet.members.database") };
  if (!("list" in members)) return members;
  const list = members.list.map((one, index) =>
    memberIn(one, `fleet.members.list, number ${index + 1},`, address),
  );
  return { list };
}

/** A member, or only its URL, either of which may be a variable. What is neither is refused where members are read. */
function memberIn(
  one: GivenMember | VariableReference,
  place: string,
  address: Resolve,
): GivenMember {
  if (isVariableReference(one)) return { url: address(one, place) };
  return typeof one === "object" && one?.url ? { ...one, url: address(one.url, place) } : one;
}
