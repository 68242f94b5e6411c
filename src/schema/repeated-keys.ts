import type { ConstraintSummary, CreateTable } from "../sql/statement/index.ts";

type Written = Pick<CreateTable, "columns" | "constraints">;

/**
 * What CREATE TABLE makes of the keys that are written: of several that say the same, such as `id int UNIQUE PRIMARY KEY`,
 * only one, the primary key before others. Source: `transformIndexConstraints`.
 */
export function withoutRepeatedKeys({ columns, constraints }: Written): Written {
  const written = [...columns.flatMap((column) => column.constraints), ...constraints];
  const keys = written.filter(({ kind }) => kind === "primary-key" || kind === "unique");
  const repeats = (one: ConstraintSummary) => one !== firstOf(keys, one);
  const kept = (some: readonly ConstraintSummary[]) =>
    some.filter((one) => !keys.includes(one) || !repeats(one)).map((one) => named(one, keys));
  if (!keys.some(repeats)) return { columns, constraints };
  return {
    columns: columns.map((column) => ({ ...column, constraints: kept(column.constraints) })),
    constraints: kept(constraints),
  };
}

function firstOf(keys: readonly ConstraintSummary[], key: ConstraintSummary): ConstraintSummary {
  const alike = keys.filter((one) => isAlike(one, key));
  return alike.find(({ kind }) => kind === "primary-key") ?? alike[0]!;
}

function isAlike(one: ConstraintSummary, other: ConstraintSummary): boolean {
  return (
    one.columns.join() === other.columns.join() &&
    one.deferrable === other.deferrable &&
    one.withoutOverlaps === other.withoutOverlaps
  );
}

/** The one that is left has the name of the first that has one. */
function named(one: ConstraintSummary, keys: readonly ConstraintSummary[]): ConstraintSummary {
  if (one.name !== undefined || !keys.includes(one)) return one;
  const name = keys.find((key) => isAlike(key, one) && key.name !== undefined)?.name;
  return name === undefined ? one : { ...one, name };
}
