import type { RelationName } from "../sql/statement/index.ts";
import type { Column, Relation } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** A column that gets its numbers from a sequence. */
export interface CountedColumn {
  readonly table: Relation;
  readonly column: Column;
}

/** The columns that a sequence counts for, as far as the migrations show; to be read only. */
export function countedBy(sequence: RelationName, schema: Schema): CountedColumn[] {
  return [...schema.relations.view().values()].flatMap((table) =>
    [...table.columns.values()]
      .filter((column) => takesFrom(sequence, table, column))
      .map((column) => ({ table, column })),
  );
}

/** By nextval('…'), or as the sequence of a serial column. */
function takesFrom({ name }: RelationName, table: Relation, column: Column): boolean {
  const { default: value, type } = column;
  if (value === undefined)
    return (
      /^(?:big|small)?serial$/.test(type?.name ?? "") && name === `${table.name}_${column.name}_seq`
    );
  return (
    value.functions.some((one) => one.name === "nextval") &&
    value.strings.some((written) => written.split(".").at(-1)?.replaceAll('"', "") === name)
  );
}
