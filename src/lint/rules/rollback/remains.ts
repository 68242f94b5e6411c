import type { Column, Origin, Relation, Schema } from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";

/** Something that an up section made and that is there after the down section. */
export interface Remains {
  /** For messages: `the column note of orders`. */
  readonly what: string;
  /** Its name, and that of what it is on. */
  readonly name: string;
  readonly on?: string;
}

/** What is left of an up section, as far as the migrations show. What is on a table that is left is not reported again.
 * Views and functions may have been there before where not all is known: CREATE OR REPLACE does not say so. */
export function remainsOf(migration: number, schema: Schema): Remains[] {
  const isOwn = ({ origin }: { readonly origin: Origin }) =>
    origin.migration === migration && origin.section === "up";
  const relations = [...schema.touched].filter(
    (one) => !one.temporary && one.schema !== "pg_temp" && schema.isHere(one),
  );
  const isNew = ({ kind }: Relation) => kind !== "view" || !schema.isPartial;
  return [
    ...relations
      .filter((one) => one.isCreated && isOwn(one) && isNew(one))
      .map((one) => named(one.kind, one)),
    ...relations.filter((one) => !isOwn(one)).flatMap((one) => remainsOn(one, isOwn)),
    ...[...schema.types.values()].filter(isOwn).map((one) => named("type", one)),
    ...[...schema.routines.values()]
      .flat()
      .filter((one) => isOwn(one) && !schema.isPartial)
      .map((one) => named("function", one)),
  ];
}

function named(kind: string, { name }: RelationName): Remains {
  return { what: `the ${kind} ${name}`, name };
}

function remainsOn(
  table: Relation,
  isOwn: (made: { readonly origin: Origin }) => boolean,
): Remains[] {
  if (table.parent !== undefined) return [];
  const on =
    (kind: string) =>
    ({ name }: { readonly name: string }) => ({
      what: `the ${kind} ${name} of ${table.name}`,
      name,
      on: table.name,
    });
  const columns = [...table.columns.values()].filter(isOwn);
  const isApart = (names: readonly string[]) => !columns.some((one) => isAmong(one, names));
  return [
    ...columns.map(on("column")),
    ...[...table.constraints.values()]
      .filter((one) => isOwn(one) && isApart(one.columns))
      .map(on("constraint")),
    ...[...table.indexes.values()]
      .filter((one) => isOwn(one) && one.constraint === undefined)
      .filter((one) => isApart(one.columns.flatMap(({ name }) => name ?? [])))
      .map(on("index")),
  ];
}

function isAmong({ name }: Column, names: readonly string[]): boolean {
  return names.includes(name);
}

/** The action that made it; undefined where the name came later. */
export function makerOf({ name, on }: Remains, actions: readonly Action[]): Action | undefined {
  return actions.find((action) => {
    if (on !== undefined && "relation" in action && action.relation?.name !== on) return false;
    switch (action.kind) {
      case "add-column":
        return action.column.name === name;
      case "add-constraint":
        return action.constraint.name === name;
      case "create-index":
        return action.name === name;
      case "create-type":
      case "create-domain":
      case "create-function":
        return action.name.name === name;
      default:
        return action.kind.startsWith("create-") && "relation" in action
          ? action.relation?.name === name && on === undefined
          : false;
    }
  });
}
