import { InvalidArgumentError, Option as CommanderOption } from "commander";
import type { OptionGroup } from "./headings.ts";
import { yesOrNo, type ValueKind } from "./kinds.ts";

/** What may be typed after a command; the type of its value is that of its kind. */
export interface Option<Name extends string = string, Value = unknown> {
  /** Its long spelling in camelCase. */
  readonly name: Name;
  /** As help shows it: `-m, --migrations-dir <dir>`. */
  readonly flags: string;
  readonly description: string;
  readonly kind: ValueKind<Value>;
  /** The heading of help that it stands under. Default: among what the command itself takes. */
  readonly group?: OptionGroup;
  /** Accepted, but not shown. */
  readonly hidden?: boolean;
}

/** The values of options, by their names; absent where an option is not given. */
export type Values<Options extends Option> = {
  readonly [One in Options as One["name"]]?: One extends Option<string, infer Value>
    ? Value
    : never;
};

/** `-m, --migrations-dir <dir>` has the name `migrationsDir`. */
type NameIn<Flags extends string> = Flags extends `${string}--${infer Long} ${string}`
  ? Camel<Long>
  : Flags extends `${string}--${infer Long}`
    ? Camel<Long>
    : never;

type Camel<Long extends string> = Long extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Long;

/** An option with a value. */
export function option<const Flags extends string, Value>(
  flags: Flags,
  kind: ValueKind<Value>,
  description: string,
): Option<NameIn<Flags>, Value> {
  return { name: nameIn(flags), flags, kind, description };
}

/** An option without a value. `--no-…` takes it back; where that is the spelling given, only that is shown. */
export function toggle<const Flags extends string>(
  flags: Flags,
  description: string,
): Option<NameIn<WithoutNo<Flags>>, boolean> {
  return { name: nameIn(flags), flags, kind: yesOrNo, description };
}

type WithoutNo<Flags extends string> = Flags extends `--no-${infer Rest}` ? `--${Rest}` : Flags;

function nameIn<Name extends string>(flags: string): Name {
  const long = flags.replace(/^.*?--(?:no-)?/, "").replace(/[ =].*$/, "");
  return long.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase()) as Name;
}

/** `migrationsDir` is spelled `--migrations-dir`. */
export function spelling(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** An option under a heading of help. */
export function under<One extends Option>(group: OptionGroup, one: One): One {
  return { ...one, group };
}

/** An option that is accepted, but not shown. */
export function hidden<One extends Option>(one: One): One {
  return { ...one, hidden: true };
}

/** What was typed for an option, where it was typed. */
export function optionValue<Value>(
  { name, kind }: Option<string, Value>,
  flags: Readonly<Record<string, unknown>>,
): Value | undefined {
  return kind.accept(flags[name]);
}

/** What commander needs to know of an option. Without defaults: what is not given must not hide the environment's. */
export function commanderOptions(one: Option): CommanderOption[] {
  const { flags, description, kind, group, hidden: isHidden = false } = one;
  const made = new CommanderOption(flags, description).default(undefined).hideHelp(isHidden);
  if (group !== undefined) made.helpGroup(group);
  if (!made.required && !made.optional) return [made, opposite(made)];
  made.argParser((given, before) => parsed(kind, given, made.variadic, before));
  return made.optional ? [made, opposite(made)] : [made];
}

/** `--no-lock` of `--lock`, and the other way round. */
function opposite({ long, negate }: CommanderOption): CommanderOption {
  const flags = negate ? long!.replace("--no-", "--") : long!.replace("--", "--no-");
  return new CommanderOption(flags).default(undefined).hideHelp();
}

/** Lists add up, and so do definitions. A value of a variadic option is one value, commas and all. */
function parsed(
  kind: ValueKind<unknown>,
  given: string,
  isVariadic: boolean,
  before: unknown,
): unknown {
  const value = isVariadic ? kind.accept([given]) : kind.parse(given);
  if (value === undefined) throw new InvalidArgumentError(`It must be ${kind.expected}.`);
  if (Array.isArray(value) && Array.isArray(before)) return [...before, ...value];
  return isRecord(value) && isRecord(before) ? { ...before, ...value } : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
