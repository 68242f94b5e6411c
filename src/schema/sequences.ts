import type { RelationName, SequenceOwner } from "../sql/statement/index.ts";
import { type Column, type Relation } from "./objects.ts";
import { sequenceName } from "./made-names.ts";
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

/** OWNED BY. */
export function setOwner(schema: Schema, sequence: Relation, owner: SequenceOwner): void {
  const table = owner === "none" ? undefined : schema.reference(owner.relation);
  const column = owner === "none" ? "" : owner.column;
  schema.putOwner(sequence, table && { table, column });
}

/** Sequences go with what they belong to: a table, or one of its columns. */
export function dropOwned(schema: Schema, table: Relation, column?: string): void {
  for (const sequence of schema.sequencesOf(table))
    if (column === undefined || sequence.ownedBy?.column === column) schema.remove(sequence);
}

/** By nextval('…'), or as the sequence of a serial column. */
function takesFrom({ name }: RelationName, table: Relation, column: Column): boolean {
  const { default: value, type } = column;
  if (value === undefined)
    return (
      /^(?:big|small)?serial$/.test(type?.name ?? "") &&
      name === sequenceName(table.name, column.name)
    );
  return (
    value.functions.some((one) => one.name === "nextval") &&
    value.strings.some((written) => written.split(".").at(-1)?.replaceAll('"', "") === name)
  );
}
