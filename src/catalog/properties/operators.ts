import type { Definition } from "../digest/definitions.ts";
import { definitionOf } from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";
import type { WholeKind } from "./kind.ts";
import { arrayItems, rowItems } from "./text.ts";

/** Operators, their families and classes: a family is there before its classes, and what is in none of these is added to it. */
export const operatorKinds: readonly WholeKind[] = [
  {
    of: "operator",
    isUsed: true,
    create: (definition) => (isShell(definition) ? [] : [createOperator(definition)]),
    drop: ({ object }) => [`DROP OPERATOR IF EXISTS ${object.name}`],
  },
  {
    of: "operator family",
    isUsed: true,
    create: ({ object }) => [`CREATE OPERATOR FAMILY ${object.name}`],
    change: () => [],
    drop: ({ object }) => [`DROP OPERATOR FAMILY IF EXISTS ${object.name}`],
  },
  {
    of: "operator class",
    isUsed: true,
    create: (definition, to) => [createClass(definition, to)],
    drop: ({ object }) => [`DROP OPERATOR CLASS IF EXISTS ${object.name}`],
  },
  {
    of: "operator family",
    isUsed: true,
    create: (definition, to) =>
      changedMembers([], membersOutsideClasses(definition, to), definition),
    change: (was, is, from, to) => {
      const isKept = ({ object }: Definition) =>
        definitionOf(object, from.definitions) !== undefined;
      const made = classesOf(is, to)
        .filter((one) => !isKept(one))
        .map(typeOf);
      const given = membersOf(is).filter(
        ({ types }) => !made.some((type) => isOfType(types, type)),
      );
      return changedMembers(membersOf(was), given, is);
    },
    drop: () => [],
  },
];

/** An operator that is only named, as the commutator or negator of another one. */
function isShell({ properties }: Definition): boolean {
  return /^(?:0|-)$/.test(properties["function"] ?? "-");
}

function createOperator({ object, properties }: Definition): string {
  const [name, [left, right]] = calledWith(object.name);
  const given = (option: string) => {
    const value = properties[option] ?? "0";
    return /^(?:0|-)$/.test(value) ? undefined : calledWith(value)[0];
  };
  const other = (option: string) => {
    const value = given(option);
    return value === undefined ? [] : [`${option} = OPERATOR(${value})`];
  };
  const options = [
    `FUNCTION = ${given("function")}`,
    ...(left === "NONE" ? [] : [`LEFTARG = ${left}`]),
    `RIGHTARG = ${right}`,
    ...other("COMMUTATOR"),
    ...other("NEGATOR"),
    ...["RESTRICT", "JOIN"].flatMap((option) => {
      const value = given(option);
      return value === undefined ? [] : [`${option} = ${value}`];
    }),
    ...["HASHES", "MERGES"].filter((option) => properties[option] === "true"),
  ];
  return `CREATE OPERATOR ${name} (${options.join(", ")})`;
}

/** `public.f` and its arguments, of `public.f(integer,text)`. */
export function calledWith(text: string): [string, string[]] {
  const at = text.search(/\((?=(?:[^"]|"[^"]*")*$)/);
  return [text.slice(0, at), rowItems(text.slice(at))];
}

/** An operator or a function of a family, as a statement names it. */
interface Member {
  readonly text: string;
  /** What takes it out of the family. */
  readonly short: string;
  readonly types: readonly string[];
}

function membersOf({ properties }: Definition): Member[] {
  const operators = arrayItems(properties["operators"] ?? undefined).map((item): Member => {
    const [strategy, operator, purpose, sort] = rowItems(item);
    const types = calledWith(operator!)[1];
    const by = purpose === "o" ? ` FOR ORDER BY ${rowItems(sort!).join(".")}` : "";
    return {
      text: `OPERATOR ${strategy} ${operator}${by}`,
      short: `OPERATOR ${strategy} (${types.join(", ")})`,
      types,
    };
  });
  const functions = arrayItems(properties["functions"] ?? undefined).map((item): Member => {
    const [number, left, right, name] = rowItems(item);
    const short = `FUNCTION ${number} (${left}, ${right})`;
    return { text: `${short} ${name}`, short, types: [left!, right!] };
  });
  return [...operators, ...functions];
}

function isOfType(types: readonly string[], type: string): boolean {
  return types.every((one) => one === type);
}

function typeOf({ properties }: Definition): string {
  return properties["type"]!;
}

/** Those of one type are the class's own, where there is a class for it. */
function membersOutsideClasses(family: Definition, side: Catalog): Member[] {
  const types = classesOf(family, side).map(typeOf);
  return membersOf(family).filter((one) => !types.some((type) => isOfType(one.types, type)));
}

function classesOf({ object }: Definition, { definitions }: Catalog): Definition[] {
  return [...definitions.values()].filter(
    (one) =>
      one.object.kind === "operator class" &&
      one.aspect === undefined &&
      familyName(one) === object.name,
  );
}

/** As digests call it. */
function familyName({ object, properties }: Definition): string {
  const [schema, name] = rowItems(properties["family"]!);
  const method = object.name.slice(object.name.lastIndexOf(" USING "));
  return `${schema}.${name}${method}`;
}

function createClass(definition: Definition, to: Catalog): string {
  const { object, properties } = definition;
  const [name, method] = object.name.split(/ USING (?=\S+$)/);
  const family = familyName(definition);
  const own = definitionOf({ kind: "operator family", name: family }, to.definitions);
  const members = (own === undefined ? [] : membersOf(own)).filter(({ types }) =>
    isOfType(types, typeOf(definition)),
  );
  const items = [
    ...members.map(({ text }) => text),
    ...(properties["STORAGE"] ? [`STORAGE ${properties["STORAGE"]}`] : []),
  ];
  const isDefault = properties["DEFAULT"] === "true" ? " DEFAULT" : "";
  const list = items.length === 0 ? [`STORAGE ${typeOf(definition)}`] : items;
  return `CREATE OPERATOR CLASS ${name}${isDefault} FOR TYPE ${typeOf(definition)} USING ${method} FAMILY ${family.split(" USING ")[0]} AS\n  ${list.join(",\n  ")}`;
}

function changedMembers(
  was: readonly Member[],
  is: readonly Member[],
  { object }: Definition,
): string[] {
  const lacks = (members: readonly Member[]) => (one: Member) =>
    !members.some(({ text }) => text === one.text);
  const [gone, given] = [was.filter(lacks(is)), is.filter(lacks(was))];
  const alter = (verb: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`ALTER OPERATOR FAMILY ${object.name} ${verb} ${items.join(", ")}`];
  return [
    ...alter(
      "DROP",
      gone.map(({ short }) => short),
    ),
    ...alter(
      "ADD",
      given.map(({ text }) => text),
    ),
  ];
}
