import { InvalidRequestError } from "../../errors/index.ts";
import { nearestName } from "../../nearest-name.ts";
import type { CommandDefinition } from "../define-command.ts";
import { schemaOf, type JsonSchema } from "../../settings/kinds.ts";
import { spelling, type Option } from "../../settings/option.ts";
import { environmentName } from "../../settings/environments.ts";

/** What a command does, for whoever lets an assistant run it. */
export interface ToolTraits {
  /** It changes neither a database nor a file that is there. */
  readonly reads?: boolean;
  /** It takes something away. */
  readonly destroys?: boolean;
  /** It runs migrations, so its target must not be protected. */
  readonly runs?: boolean;
}

/** The commands that an assistant may run. */
export const toolTraits = {
  status: { reads: true },
  plan: { reads: true },
  lint: {},
  verify: { reads: true },
  reverse: {},
  locks: { reads: true },
  create: {},
  dump: {},
  up: { runs: true },
  down: { runs: true, destroys: true },
} as const satisfies Readonly<Record<string, ToolTraits>>;

export type ToolName = keyof typeof toolTraits;

/** What is for whoever starts the server to say, and in which form an answer is. */
const withheld = new Set(["scratch", "format", "yes", "input"]);

/** What a call may say of a command: what help lists first, and the environment. */
function offered({ options }: CommandDefinition): readonly Option[] {
  const toFile = options.some(({ name }) => name === "format"); // where --output is for that format alone
  return options.filter(({ name, group, hidden }) => {
    if (hidden || withheld.has(name) || (toFile && name === "output")) return false;
    return group === undefined || name === environmentName.name;
  });
}

/** A command as the protocol describes a tool. */
export function toolOf(definition: CommandDefinition, traits: ToolTraits) {
  const { name, summary } = definition;
  const words = wordsOf(definition);
  const properties = offered(definition).map((one) => [one.name, propertyOf(one)] as const);
  return {
    name,
    description: traits.runs ? `${summary}; on a development database only` : summary,
    inputSchema: {
      type: "object" as const,
      properties: Object.fromEntries([
        ...(words ? [[words.name, words.schema]] : []),
        ...properties,
      ]),
      ...(words?.isNeeded && { required: [words.name] }),
      additionalProperties: false,
    },
    annotations: {
      readOnlyHint: traits.reads ?? false,
      destructiveHint: traits.destroys ?? false,
      openWorldHint: false,
    },
  };
}

function propertyOf({ kind, description }: Option): JsonSchema {
  return { ...schemaOf(kind), description };
}

/** What stands beside the options, by the name that help gives it. */
function wordsOf({ words, wordsHelp: [help = ""] }: CommandDefinition) {
  const [, opening, shown] = /^([<[])([\w-]+)\.\.\.[>\]]$/.exec(words) ?? [];
  if (shown === undefined) return undefined;
  const name = shown.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  const schema = { type: "array", items: { type: "string" }, description: help };
  return { name, schema, isNeeded: opening === "<" };
}

/**
 * The command line that a call is.
 * @param fixed options that whoever started the server gave, where the command takes them
 * @throws InvalidRequestError for an argument that the tool does not take, or of another kind
 */
export function lineOf(
  definition: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
  fixed: Readonly<Record<string, unknown>> = {},
): string[] {
  const words = wordsOf(definition);
  const { [words?.name ?? ""]: typed = [], ...named } = given;
  const known = new Map(offered(definition).map((one) => [one.name, one]));
  const flags = Object.entries(named).flatMap(([name, value]) =>
    spelled(
      name,
      accepted(
        known.get(name) ?? unknown(name, [...(words ? [words.name] : []), ...known.keys()]),
        value,
      ),
    ),
  );
  const taken = definition.options.filter(({ name }) => Object.hasOwn(fixed, name));
  const before = taken.flatMap(({ name }) => spelled(name, fixed[name]));
  return [definition.name, ...before, ...flags, "--json", "--", ...textsOf(typed)];
}

function accepted({ name, kind }: Option, value: unknown): unknown {
  const found = kind.accept(value);
  if (found !== undefined) return found;
  throw new InvalidRequestError(`${name} must be ${kind.expected}`, "Correct the argument.");
}

function unknown(name: string, known: readonly string[]): never {
  const near = nearestName(name, known, 3);
  throw new InvalidRequestError(
    `There is no argument "${name}"`,
    near ? `Did you mean ${near}?` : `The arguments are: ${known.join(", ")}.`,
  );
}

/** @throws InvalidRequestError */
function textsOf(words: unknown): string[] {
  const texts = [words].flat().filter((one) => typeof one === "string");
  if (texts.length === [words].flat().length) return texts;
  throw new InvalidRequestError("Names and files must be texts", "Give a list of texts.");
}

/** An option's value as it is typed. */
function spelled(name: string, value: unknown): string[] {
  const long = spelling(name);
  if (typeof value === "boolean") return [value ? long : long.replace("--", "--no-")];
  if (Array.isArray(value)) return value.map((one) => `${long}=${one}`);
  if (typeof value !== "object" || value === null) return [`${long}=${String(value)}`];
  return Object.entries(value).map(([key, one]) => `${long}=${key}=${one}`);
}
