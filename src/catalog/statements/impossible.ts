import type { StableId } from "@supabase/pg-delta/core";
import { catalogObject, objectText } from "../objects.ts";
import { encodeId } from "../pg-delta.ts";
import { parseStatements } from "../../sql/statement/index.ts";
import type { CatalogChange, ChangeStep } from "./steps.ts";

/** @throws Error where PostgreSQL would refuse a step, and no other statement does the same */
export function refuseImpossible(steps: readonly ChangeStep[], way: CatalogChange): void {
  const hindrances = [typeInUse, underGenerated, inPartitionKey, calledByGenerated];
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

/** Source: PostgreSQL manual, ALTER TABLE: a column that a generated column reads keeps its type. */
function underGenerated(
  { does, consumes }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): string | undefined {
  if (does?.kind !== "alter-column-type") return undefined;
  for (const column of columnsAmong(consumes)) {
    const reader = generatedFrom(column, from).find((one) => isKept(one, steps, to));
    if (reader !== undefined)
      return `${textOf(column)} cannot change its type under the generated ${textOf(reader)}: drop that one first, and add it afterwards`;
  }
  return undefined;
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

/** A function that goes, or is made again, under a generated column that stays. */
function calledByGenerated(
  { destroys }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): string | undefined {
  for (const routine of destroys.values()) {
    if (routine.kind !== "function") continue;
    const caller = generatedFrom(routine, from).find((one) => isKept(one, steps, to));
    if (caller !== undefined)
      return `${textOf(routine)} cannot be made again under the generated ${textOf(caller)}: drop that one first, and add it afterwards`;
  }
  return undefined;
}

function columnsAmong(ids: ChangeStep["consumes"]): StableId[] {
  return [...ids.values()].filter(({ kind }) => kind === "column");
}

/** The generated columns whose expression names this. */
function generatedFrom(id: StableId, facts: CatalogChange["from"]): StableId[] {
  return facts
    .incomingEdges(id)
    .map((edge) => edge.from)
    .filter((one) => one.kind === "column" && facts.get(one)?.payload["generatedExpr"] != null);
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
