import type { OptionGroup } from "./headings.ts";
import type { ValueKind } from "./kinds.ts";
import { hidden, under, type Option } from "./option.ts";
import type { Sourced, Sources } from "./sources.ts";

/** What a flag, a variable or a config file may set; `Fallback` is undefined where there is no default. */
export interface SettingDefinition<
  Name extends string = string,
  Value = unknown,
  Fallback extends Value | undefined = Value | undefined,
> {
  /** Its key in a config file. */
  readonly name: Name;
  readonly kind: ValueKind<Value>;
  /** Absent where no flag sets it. */
  readonly option?: Option<string, Value> | undefined;
  /** Absent where no variable sets it. */
  readonly variable?: string | undefined;
  readonly fallback: Fallback;
  /** No config file sets it. */
  readonly isFlagOnly?: boolean | undefined;
  /** Another order of places to look in than the usual one. */
  readonly find?: ((sources: Sources) => Sourced<Value> | undefined) | undefined;
}

/** Settings by their names, each with its source; undefined where nothing sets one that has no default. */
export type SettingsOf<Settings extends SettingDefinition> = {
  readonly [One in Settings as One["name"]]: One extends SettingDefinition<
    string,
    infer Value,
    infer Fallback
  >
    ? Sourced<Value> | (undefined extends Fallback ? undefined : never)
    : never;
};

/** A setting that its option, a variable `PGMAESTRO_…` and the config file may give. */
export function setting<const Name extends string, Value, const Fallback extends Value | undefined>(
  option: Option<Name, Value>,
  fallback: Fallback,
): SettingDefinition<Name, Value, Fallback> {
  const { name, kind } = option;
  const variable = `PGMAESTRO_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  return { name, kind, option, variable, fallback };
}

/** A setting that only its option may give. */
export function flagOnly<const Name extends string, Value>(option: Option<Name, Value>) {
  return { ...setting(option, undefined), variable: undefined, isFlagOnly: true };
}

/** A setting that only a config file may give. */
export function configOnly<const Name extends string, Value>(
  name: Name,
  kind: ValueKind<Value>,
): SettingDefinition<Name, Value, undefined> {
  return { name, kind, fallback: undefined };
}

/** Settings that count for a command, but that its own command line cannot give. */
export function withoutOption<One extends SettingDefinition>(settings: readonly One[]): One[] {
  return settings.map((one) => ({ ...one, option: undefined }));
}

/** Settings whose options are accepted, but not shown. */
export function quietly<One extends SettingDefinition>(settings: readonly One[]): One[] {
  return settings.map((one) => ({ ...one, option: one.option && hidden(one.option) }));
}

/** Settings whose options stand under a heading of help. */
export function underHeading<One extends SettingDefinition>(
  group: OptionGroup,
  settings: readonly One[],
): One[] {
  return settings.map((one) => ({ ...one, option: one.option && under(group, one.option) }));
}

/** The options that give settings. */
export function optionsOfSettings(settings: readonly SettingDefinition[]): Option[] {
  return settings.flatMap(({ option }) => (option === undefined ? [] : [option]));
}
