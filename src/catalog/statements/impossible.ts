import type { StableId } from "@supabase/pg-delta/core";
import { catalogObject, objectText } from "../objects.ts";
import { encodeId } from "../pg-delta.ts";
import type { CatalogChange, ChangeStep } from "./steps.ts";

/** @throws Error where PostgreSQL would refuse a step, and no other statement does the same */
export function refuseImpossible(steps: readonly ChangeStep[], way: CatalogChange): void {
  const reason = steps
    .map((step) => typeInUse(step, steps, way) ?? underGenerated(step, steps, way))
    .find((one) => one !== undefined);
  if (reason !== undefined) throw new Error(reason);
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
  const columns = [...consumes.values()].filter(({ kind }) => kind === "column");
  for (const column of columns) {
    const reader = from
      .incomingEdges(column)
      .map((edge) => edge.from)
      .find(
        (one) =>
          one.kind === "column" &&
          from.get(one)?.payload["generatedExpr"] != null &&
          isKept(one, steps, to),
      );
    if (reader !== undefined)
      return `${textOf(column)} cannot change its type under the generated ${textOf(reader)}: drop that one first, and add it afterwards`;
  }
  return undefined;
}

function isKept(id: StableId, steps: readonly ChangeStep[], to: CatalogChange["to"]): boolean {
  const key = encodeId(id);
  return to.has(id) && !steps.some(({ destroys }) => destroys.has(key));
}

function textOf(id: StableId): string {
  return objectText(catalogObject(id));
}
