import type { Catalog } from "../read.ts";
import { parentOf } from "./columns.ts";
import { type Definition, definitionOf, propertyOf } from "../digest/definitions.ts";
import { isFact } from "./facts.ts";
import type { PropertyChange, PropertyKind } from "./kind.ts";
import { arrayItems, lastPart, optionChanges, triggerStates, withoutLast } from "./text.ts";

/** Of tables and views, indexes and sequences. */
export const ofRelations: readonly PropertyKind[] = [
  {
    of: /^(?:table|materialized view)$/,
    name: /^TOAST options$/,
    sql: ({ definition: { object }, was, is }) =>
      optionChanges(was, is, "toast.").map(
        (action) => `ALTER ${object.kind.toUpperCase()} ${object.name} ${action}`,
      ),
  },
  {
    of: /^table$/,
    name: /^type$/,
    sql: ({ definition: { object }, is }) => [
      `ALTER TABLE ${object.name} ${is === undefined ? "NOT OF" : `OF ${is}`}`,
    ],
  },
  {
    of: /^materialized view$/,
    name: /^population$/,
    isUsual: ({ properties }) => properties["population"] === "true",
    sql: ({ definition: { object }, is }) => [
      `REFRESH MATERIALIZED VIEW ${object.name}${is === "false" ? " WITH NO DATA" : ""}`,
    ],
  },
  {
    of: /^index$/,
    name: /^definition$/,
    isUnknown: ({ object }, { facts }) => !isFact(object, facts),
    isUsual: ({ properties }) => writtenOptions(properties["definition"]) === undefined,
    sql: ({ definition: { object }, was, is }) =>
      optionChanges(writtenOptions(was), writtenOptions(is)).map(
        (action) => `ALTER INDEX ${object.name} ${action}`,
      ),
  },
  {
    of: /^index$/,
    name: /^CLUSTER$/,
    isUsual: ({ properties }) => properties["CLUSTER"] === "false",
    sql: (change) => [
      onTable(
        change,
        change.is === "true" ? `CLUSTER ON ${indexOf(change)}` : "SET WITHOUT CLUSTER",
      ),
    ],
  },
  {
    of: /^index$/,
    name: /^replica identity$/,
    isUsual: ({ properties }) => properties["replica identity"] === "false",
    isOnlyAnew: true,
    sql: (change) => [onTable(change, `REPLICA IDENTITY USING INDEX ${indexOf(change)}`)],
  },
  {
    of: /^index$/,
    name: /^statistics targets$/,
    sql: ({ definition: { object }, was, is }) => {
      const [before, after] = [targetsIn(was), targetsIn(is)];
      const places = [...new Set([...before.keys(), ...after.keys()])];
      return places
        .filter((place) => before.get(place) !== after.get(place))
        .map(
          (place) =>
            `ALTER INDEX ${object.name} ALTER COLUMN ${place} SET STATISTICS ${after.get(place) ?? -1}`,
        );
    },
  },
  {
    of: /^trigger$/,
    name: /^state$/,
    isUnknown: ({ properties }) => properties["parent"] === "true",
    isUsual: (definition, side) =>
      definition.properties["state"] === stateOfParents(definition, side),
    sql: ({ definition: { object }, is }) => [
      `ALTER TABLE ${object.on} ${triggerStates[is!]} TRIGGER ${object.name}`,
    ],
  },
  {
    of: /^sequence$/,
    name: /^persistence$/,
    isUsual: (definition, { definitions }) => {
      const column = definition.properties["owning column"];
      const table = { kind: "table", name: withoutLast(column ?? "") };
      const usual = definitionOf(table, definitions)?.properties["persistence"] ?? "p";
      return definition.properties["persistence"] === usual;
    },
    sql: ({ definition: { object }, is }) => [
      `ALTER SEQUENCE ${object.name} SET ${is === "u" ? "UNLOGGED" : "LOGGED"}`,
    ],
  },
];

/** How the trigger of a partitioned table is, of which a partition's is made. */
function stateOfParents({ object }: Definition, side: Catalog): string | undefined {
  const on = parentOf(object.on!, side);
  const trigger = on === undefined ? undefined : { ...object, on };
  return trigger && propertyOf(trigger, "state", side.definitions);
}

function onTable({ definition }: PropertyChange, action: string): string {
  return `ALTER TABLE ${definition.properties["table"]} ${action}`;
}

function indexOf({ definition: { object } }: PropertyChange): string {
  return lastPart(object.name);
}

/** The options of a key, of which only the definition of its index tells: as an array. */
function writtenOptions(definition: string | undefined | null): string | undefined {
  const [, options] = / WITH \((.*?)\)(?= TABLESPACE |$)/.exec(definition ?? "") ?? [];
  return options && `{${options.replaceAll(/, (?=\w+=)/g, ",").replaceAll("'", "")}}`;
}

/** By the number of an index's column: of `{"(1,500)"}`. */
function targetsIn(text: string | undefined): Map<string, string> {
  return new Map(arrayItems(text).map((item) => item.slice(1, -1).split(",") as [string, string]));
}
