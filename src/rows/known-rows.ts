import { createHash } from "node:crypto";
import type { TableDefinition, TypeDefinition } from "./definitions.ts";
import type { RowPlan } from "./row.ts";
import type { Types } from "./values.ts";

/** A table's plan, how many rows it has already, and how many it is to have. */
export interface Planned {
  readonly plan: RowPlan;
  readonly from: number;
  readonly to: number;
}

/** One row of a table that is filled. */
export interface PlannedRow {
  readonly plan: RowPlan;
  readonly row: number;
  readonly isLast: boolean;
}

/** What became of a row: the statement that put it in, or the server's last word. */
export type RowOutcome = { readonly statement: string } | { readonly refusal: string };

/** What became of the rows of tables like these, wherever they were filled before. */
export class KnownRows {
  readonly #outcomes: Map<string, RowOutcome>;
  readonly #keys: ReadonlyMap<string, string>;

  /** @param outcomes from before; those of now are added */
  constructor(outcomes: Map<string, RowOutcome>, tables: readonly Planned[]) {
    this.#outcomes = outcomes;
    this.#keys = keysOf(tables);
  }

  of(row: PlannedRow): RowOutcome | undefined {
    return this.#outcomes.get(this.#keyOf(row));
  }

  /** A table that let no row in is tried again: it may be about one that it refers to. */
  keep(rows: readonly PlannedRow[], outcomes: readonly RowOutcome[]): void {
    const filled = new Set(
      rows.flatMap(({ plan }, index) => ("statement" in outcomes[index]! ? plan.table.oid : [])),
    );
    for (const [index, row] of rows.entries())
      if (filled.has(row.plan.table.oid)) this.#outcomes.set(this.#keyOf(row), outcomes[index]!);
  }

  #keyOf({ plan, row }: PlannedRow): string {
    return `${this.#keys.get(plan.table.oid)} ${row}`;
  }
}

/** By a table's oid, what decides which rows go in, hashed: its plan, and what limits those that it refers to. */
function keysOf(tables: readonly Planned[]): ReadonlyMap<string, string> {
  const definitions = new Map(tables.map(({ plan: { table } }) => [table.oid, table]));
  const limits = new Map(tables.map((one) => [one.plan.table.oid, limitsOf(one)]));
  return new Map(
    tables.map(({ plan: { table, types, solutions, tame }, from, to }) => {
      const others = [...referredTo(table.oid, definitions)].map((oid) => limits.get(oid));
      const whole = [table, [...typesOf(table, types)], solutions, tame, from, to, others];
      return [table.oid, createHash("sha256").update(JSON.stringify(whole)).digest("base64")];
    }),
  );
}

/** What decides how many rows a table takes. */
function limitsOf({ plan: { table, solutions }, from, to }: Planned): readonly unknown[] {
  const { oid, references, checks, unique } = table;
  return [oid, references, checks, unique, solutions, from, to];
}

function referredTo(
  oid: string,
  tables: ReadonlyMap<string, TableDefinition>,
  found = new Set<string>(),
): Set<string> {
  for (const source of tables.get(oid)?.references.flatMap(({ sources }) => sources) ?? []) {
    if (found.has(source)) continue;
    found.add(source);
    referredTo(source, tables, found);
  }
  return found;
}

/** The types of a table's columns, with those that they are made of. */
function typesOf(table: TableDefinition, types: Types): Set<TypeDefinition> {
  const found = new Set<TypeDefinition>();
  const enter = (oid: string | null): void => {
    const type = oid === null ? undefined : types.get(oid);
    if (type === undefined || found.has(type)) return;
    found.add(type);
    const { element, base, subtype, attributes } = type;
    [element, base, subtype, ...(attributes ?? []).map((one) => one.type)].forEach(enter);
  };
  table.columns.forEach(({ type }) => enter(type));
  return found;
}
