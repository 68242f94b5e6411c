import type { StableId } from "@supabase/pg-delta/core";
import { catalogObject, objectText } from "../objects.ts";
import { encodeId } from "../pg-delta.ts";
import { parseStatements } from "../../sql/statement/index.ts";
import type { CatalogChange, ChangeStep } from "./steps.ts";

/** @throws Error where PostgreSQL would refuse a step, and no other statement does the same */
export function refuseImpossible(steps: readonly ChangeStep[], way: CatalogChange): void {
  const hindrances = [typeInUse, collationInUse, inPartitionKey];
  for (const step of steps)
    for (const hindrance of hindrances) {
      const reason = hindrance(step, steps, way);
      if (reason !== undefined) throw new Error(reason);
    }
}

/** A type that makes room for another kind of type with its name, while columns that stay are of it. */
function typeInUse(
  { destroys }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): string | undefined {
  const type = [...destroys.values()].find(({ kind }) => kind === "type" || kind === "domain");
  if (type === undefined) return undefined;
  const { schema, name } = type as { schema: string; name: string };
  const isReplaced = ["type", "domain"].some(
    (kind) => kind !== type.kind && to.has({ kind, schema, name } as StableId),
  );
  const user = from
    .incomingEdges(type)
    .find(({ from: one, kind }) => kind === "depends" && isKept(one, steps, to));
  return isReplaced && user !== undefined
    ? `${textOf(user.from)} is of ${textOf(type)}, which makes room for another kind of type with its name: give the new one another name`
    : undefined;
}

/** A collation that makes room for another one with its name, while columns that stay have it. */
function collationInUse(
  { destroys }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): string | undefined {
  const collation = [...destroys.values()].find(({ kind }) => kind === "collation");
  if (collation === undefined || !to.has(collation)) return undefined;
  const user = from
    .incomingEdges(collation)
    .find(({ from: one, kind }) => kind === "depends" && isKept(one, steps, to));
  return user === undefined
    ? undefined
    : `${textOf(user.from)} has ${textOf(collation)}, which makes room for another one with its name: give the new one another name`;
}

/** Source: PostgreSQL, ATPrepAlterColumnType in tablecmds.c: a column of a partition key keeps its type. */
function inPartitionKey(
  { does, consumes }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): string | undefined {
  if (does?.kind !== "alter-column-type") return undefined;
  const column = columnsAmong(consumes).find((one) => isKept(one, steps, to) && divides(one, from));
  return column === undefined
    ? undefined
    : `${textOf(column)} cannot change its type, as its table is partitioned by it: make a new table, and move the rows`;
}

function columnsAmong(ids: ChangeStep["consumes"]): StableId[] {
  return [...ids.values()].filter(({ kind }) => kind === "column");
}

/** Whether the column is one by which its table is partitioned. */
function divides(column: StableId, facts: CatalogChange["from"]): boolean {
  const parent = facts.get(column)?.parent;
  const key = parent && facts.get(parent)?.payload["partitionKey"];
  if (key == null) return false;
  const [action] = parseStatements(`CREATE TABLE t () PARTITION BY ${String(key)}`)[0]!.actions;
  const { name } = column as { name: string };
  return action?.kind === "create-table" && (action.partitionBy?.includes(name) ?? false);
}

function isKept(id: StableId, steps: readonly ChangeStep[], to: CatalogChange["to"]): boolean {
  const key = encodeId(id);
  return to.has(id) && !steps.some(({ destroys }) => destroys.has(key));
}

function textOf(id: StableId): string {
  return objectText(catalogObject(id));
}
