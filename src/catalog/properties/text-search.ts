import { quoteIfNeeded } from "../../sql/text/index.ts";
import type { Definition } from "../digest/definitions.ts";
import type { WholeKind } from "./kind.ts";
import { arrayItems, rowItems } from "./text.ts";

/** Dictionaries, and the configurations that ask them. */
export const textSearchKinds: readonly WholeKind[] = [
  {
    of: "text search dictionary",
    isUsed: true,
    create: ({ object, properties }) => {
      const options = [...dictionaryOptions(properties["options"])].map(written);
      const all = [`TEMPLATE = ${properties["template"]}`, ...options];
      return [`CREATE TEXT SEARCH DICTIONARY ${object.name} (${all.join(", ")})`];
    },
    change: (was, is) =>
      was.properties["template"] === is.properties["template"]
        ? changedOptions(was, is)
        : undefined,
    drop: ({ object }) => [`DROP TEXT SEARCH DICTIONARY IF EXISTS ${object.name}`],
  },
  {
    of: "text search configuration",
    isUsed: true,
    create: (definition) => [
      `CREATE TEXT SEARCH CONFIGURATION ${definition.object.name} (PARSER = ${parserOf(definition)})`,
      ...changedMappings(undefined, definition),
    ],
    change: (was, is) => (parserOf(was) === parserOf(is) ? changedMappings(was, is) : undefined),
    drop: ({ object }) => [`DROP TEXT SEARCH CONFIGURATION IF EXISTS ${object.name}`],
  },
];

function dictionaryOptions(text = "" as string | null): Map<string, string> {
  const found = (text ?? "").matchAll(/("(?:[^"]|"")*"|\w+) = (E?'(?:[^']|'')*')/g);
  return new Map([...found].map(([, name, value]) => [name!, value!]));
}

function written([name, value]: [string, string]): string {
  return `${name} = ${value}`;
}

/** An option without a value is taken away. */
function changedOptions(was: Definition, is: Definition): string[] {
  const [before, after] = [was, is].map(({ properties }) =>
    dictionaryOptions(properties["options"]),
  );
  const gone = [...before!.keys()].filter((name) => !after!.has(name));
  const set = [...after!].filter(([name, value]) => before!.get(name) !== value).map(written);
  return gone.length + set.length === 0
    ? []
    : [`ALTER TEXT SEARCH DICTIONARY ${is.object.name} (${[...gone, ...set].join(", ")})`];
}

function parserOf({ properties }: Definition): string {
  return properties["parser"]!;
}

/** What the default parser calls its kinds of tokens, from 1. Source: PostgreSQL manual, 12.5 "Parsers". */
const tokenTypes =
  "asciiword word numword email url host sfloat version hword_numpart hword_part hword_asciipart blank tag protocol numhword asciihword hword url_path file float int uint entity".split(
    " ",
  );

/** The dictionaries of each kind of token, those with the same together. */
function changedMappings(was: Definition | undefined, is: Definition): string[] {
  if (parserOf(is) !== 'pg_catalog."default"' && parserOf(is) !== "pg_catalog.default") return [];
  const [before, after] = [was, is].map((one) => mappingsOf(one));
  const gone = [...before!.keys()].filter((type) => !after!.has(type));
  const alter = `ALTER TEXT SEARCH CONFIGURATION ${is.object.name}`;
  const changes = [...after!].filter(([type, list]) => before!.get(type) !== list);
  const verbs = changes.map(([type, list]): [string, string] => [
    `${before!.has(type) ? "ALTER" : "ADD"} MAPPING FOR @ WITH ${list}`,
    type,
  ]);
  const together = new Map<string, string[]>();
  for (const [text, type] of verbs) together.set(text, [...(together.get(text) ?? []), type]);
  return [
    ...(gone.length > 0 ? [`${alter} DROP MAPPING FOR ${gone.join(", ")}`] : []),
    ...[...together].map(([text, some]) => `${alter} ${text.replace("@", some.join(", "))}`),
  ];
}

function mappingsOf(definition: Definition | undefined): Map<string, string> {
  const lists = new Map<string, string>();
  for (const item of arrayItems(definition?.properties["mappings"] ?? undefined)) {
    const [number, dictionary] = rowItems(item);
    const type = quoteIfNeeded(tokenTypes[Number(number) - 1]!);
    const list = lists.get(type);
    lists.set(type, list === undefined ? dictionary! : `${list}, ${dictionary}`);
  }
  return lists;
}
