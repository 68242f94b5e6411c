import { InvalidRequestError } from "../errors/index.ts";

/** Of a flag, by its spellings, how many values follow it. */
export type KnownFlags = ReadonlyMap<string, "none" | "one" | "many">;

/**
 * Brings node-pg-migrate's spellings to ours: `--migrationsTable` is `--migrations-table`, `--lock=false` is
 * `--no-lock`, `-i` is `--version`, and flags may stand before the command. What follows `--` stays as it is.
 */
export function normaliseArguments(
  given: readonly string[],
  commands: readonly string[],
  known: KnownFlags,
): string[] {
  const end = given.indexOf("--");
  const flags = (end === -1 ? given : given.slice(0, end)).map(kebab);
  return [...commandFirst(asSwitches(flags, known), commands, known), ...given.slice(flags.length)];
}

function kebab(argument: string): string {
  if (argument === "-i") return "--version";
  const short = /^(-[a-z])=([^]*)$/.exec(argument);
  if (short !== null) return `${short[1]}${short[2]}`;
  const match = /^--([A-Za-z][\w-]*)(=[^]*)?$/.exec(argument);
  if (match === null) return argument;
  const name = match[1]!.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${name}${match[2] ?? ""}`;
}

/** `--lock false` and `--lock=false` say `--no-lock`. */
function asSwitches(given: readonly string[], known: KnownFlags): string[] {
  const result: string[] = [];
  for (let index = 0; index < given.length; index++) {
    const argument = given[index]!;
    const [, name = argument, attached] = /^(--[^=]+)=([^]*)$/.exec(argument) ?? [];
    const value = attached ?? given[index + 1];
    if (known.get(name) !== "none" || !/^(?:true|false)$/.test(value ?? "")) result.push(argument);
    else {
      result.push(value === "true" ? name : negated(name));
      if (attached === undefined) index++;
    }
  }
  return result;
}

function negated(flag: string): string {
  return flag.startsWith("--no-") ? flag.replace("--no-", "--") : flag.replace("--", "--no-");
}

/** Flags before the command go behind what follows it, lest one that takes many values take a count or a name. */
function commandFirst(
  given: readonly string[],
  commands: readonly string[],
  known: KnownFlags,
): string[] {
  const place = placeOfCommand(given, commands, known);
  if (place <= 0) return [...given];
  return [given[place]!, ...given.slice(place + 1), ...given.slice(0, place)];
}

function placeOfCommand(
  given: readonly string[],
  commands: readonly string[],
  known: KnownFlags,
): number {
  let values: "none" | "one" | "many" = "none";
  for (const [index, argument] of given.entries()) {
    if (argument.startsWith("-")) values = known.get(argument) ?? "none";
    else if (values === "none" || (values === "many" && commands.includes(argument))) return index;
    else if (values === "one") values = "none";
  }
  return -1;
}

/** Whether the answer is to be JSON, also where the arguments are too wrong to be understood. */
export function wantsJson(given: readonly string[]): boolean {
  if (given.includes("--json")) return true;
  const toFile = given.some((argument) => /^--output(?:=|$)/.test(argument));
  return !toFile && /(?:^| )--format[ =]json(?: |$)/.test(given.join(" "));
}

/**
 * What the positionals of `up`, `down` and `redo` say: a count, or a name, whose words may be arguments of their own.
 * @throws InvalidRequestError for more than one count
 */
export function countOrName(...given: readonly (string | undefined)[]): {
  readonly count?: number;
  readonly name?: string;
} {
  const [first, ...others] = given.filter((word) => word !== undefined);
  if (first === undefined) return {};
  if (!/^\d+$/.test(first)) return { name: [first, ...others].join("-") };
  if (others.length === 0) return { count: Number(first) };
  throw new InvalidRequestError(
    `too many arguments: ${[first, ...others].join(" ")}`,
    "Give one number, or one name.",
  );
}
