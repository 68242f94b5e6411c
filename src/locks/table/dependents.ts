import {
  keyOf,
  tablesUsing,
  type FullName,
  type Relation,
  type Schema,
} from "../../schema/index.ts";
import type { Action, ActionOf, LockMode, RelationName } from "../../sql/statement/index.ts";

/** Locks by the names of relations. */
export type LockList = readonly (readonly [RelationName, LockMode])[];

/** How locks are read of actions, by their kinds. */
export type LockReaders = {
  readonly [Kind in Action["kind"]]?: (action: ActionOf<Kind>, schema: Schema) => LockList;
};

const AE = "ACCESS EXCLUSIVE";

/** The tables whose foreign keys go with the key that they lead to. */
export function referencingKey(table: RelationName, name: string, schema: Schema): LockList {
  const { kind, columns = [] } = schema.relation(table)?.constraints.get(name) ?? {};
  if (kind !== "primary-key" && kind !== "unique") return [];
  return columns.flatMap((column) => referencingColumn(table, column, schema));
}

/** The views that read a table and are dropped with what they read. */
export function viewsOver(
  table: RelationName,
  schema: Schema,
  isMet: (reads: NonNullable<Relation["reads"]>) => boolean,
): LockList {
  const views = schema.viewsOver(schema.resolve(table));
  return views.filter(({ reads }) => reads && isMet(reads)).map((view) => [view, AE] as const);
}

/** The tables whose foreign keys lead to a column. */
export function referencingColumn(table: RelationName, column: string, schema: Schema): LockList {
  const known = schema.relation(table);
  if (known === undefined) return [];
  const key = [...known.constraints.values()].find(({ kind }) => kind === "primary-key");
  return schema.referencing(known).flatMap(({ table: other, constraint }) => {
    const { columns = [] } = constraint.references ?? {};
    const met = columns.length > 0 ? columns : (key?.columns ?? []);
    return met.includes(column) ? [[other, AE] as const] : [];
  });
}

/** TRUNCATE … CASCADE goes on from table to table. */
export function allReferencing(name: RelationName, schema: Schema): LockList {
  const met = new Map<string, FullName>();
  const meet = (table: FullName) => {
    for (const { table: next } of schema.referencing(table)) {
      if (met.has(keyOf(next))) continue;
      met.set(keyOf(next), next);
      meet(next);
    }
  };
  meet(schema.resolve(name));
  return [...met.values()].map((table) => [table, AE] as const);
}

/** The table, and where it is partitioned its partitions too. */
export function withPartitions(name: RelationName, mode: LockMode, schema: Schema): LockList {
  const partitions = schema.relation(name)?.partitions ?? [];
  return [[name, mode], ...partitions.map((one) => [one, mode] as const)];
}

/** The relations of a schema. */
export function allIn(name: string, schema: Schema): LockList {
  const all = [...schema.relations.view().values()].filter((relation) => relation.schema === name);
  return all.map((relation) => [relation, AE] as const);
}

/** The tables whose rows ALTER DOMAIN checks: all that have a column of the domain. */
export function checkedByDomain(
  { name, does, notValid }: ActionOf<"alter-domain">,
  schema: Schema,
): FullName[] {
  const checks = /^(?:validate-constraint|set-not-null)$/.test(does);
  return checks || (does === "add-constraint" && !notValid) ? tablesUsing(name, schema) : [];
}
