import type { Fact, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import {
  byKind,
  columnClause,
  columnConstraint,
  constraintLine,
  type ColumnId,
  type TableId,
} from "./columns.ts";
import { Acyclic, merged, type ChangeStep, type CatalogChange } from "./steps.ts";
import { optionWords } from "./sequences.ts";
import { inPlainWords } from "./wording.ts";
import { shownName } from "../../sql/statement/index.ts";

/** The tables that are made, each in one statement, its columns and constraints included. */
export function withTablesWhole(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const references = new Acyclic();
  const replaced = new Map<ChangeStep, ChangeStep | undefined>();
  for (const step of steps) {
    const table = plainTable(step, way);
    if (table === undefined) continue;
    const parts = partsOf(table, steps, way, references);
    for (const part of parts) replaced.set(part, undefined);
    replaced.set(step, merged(step, parts, tableSql(table, parts, way)));
  }
  return steps.flatMap((step) => (replaced.has(step) ? (replaced.get(step) ?? []) : step));
}

/** The columns that are added, each with its own constraints. */
export function withColumnsWhole(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const references = new Acyclic();
  const folded = new Map<ChangeStep, ChangeStep>();
  for (const step of steps) {
    const column = addedColumn(step);
    if (column === undefined) continue;
    for (const part of steps) {
      const key = encodeId({ kind: "table", schema: column.schema, name: column.table });
      if (isOwnConstraint(part, column, way) && isInline(part, key, way, references))
        folded.set(part, step);
    }
  }
  return steps
    .filter((step) => !folded.has(step))
    .map((step) =>
      merged(
        step,
        [...folded].filter(([, whole]) => whole === step).map(([part]) => part),
      ),
    );
}

function addedColumn({ does, produces }: ChangeStep): ColumnId | undefined {
  if (does?.kind !== "add-column") return undefined;
  return [...produces.values()].find(({ kind }) => kind === "column") as ColumnId | undefined;
}

function isOwnConstraint(
  { does, produces }: ChangeStep,
  column: ColumnId,
  { from, to }: CatalogChange,
): boolean {
  const [id] = produces.values();
  if (id?.kind !== "constraint" || does?.kind !== "add-constraint") return false;
  // Where one of its name goes, it comes by itself: run again, the column is there, and the one that went was this.
  return (
    !from.has(id) &&
    id.schema === column.schema &&
    id.table === column.table &&
    columnConstraint(to.get(id)!, column.name, to) !== undefined
  );
}

/** A column that is added, with the constraints that come with it. */
export function addedColumnClause(step: ChangeStep, column: Fact, way: CatalogChange): string {
  const { name } = column.id as ColumnId;
  const own = [...step.produces.values()]
    .filter(({ kind }) => kind === "constraint")
    .map((id) => columnConstraint(way.to.get(id)!, name, way.to)!);
  const isKey = own.includes("PRIMARY KEY");
  const others = own.filter((text) => text !== "PRIMARY KEY");
  return [columnClause(column, way, { isKey }), ...others].join(" ");
}

/** A table that is made here with columns of its own, those that it inherits aside; no partition. */
function plainTable(step: ChangeStep, { to }: CatalogChange): Fact | undefined {
  if (step.does?.kind !== "create-table") return undefined;
  const id = [...step.produces.values()].find(({ kind }) => kind === "table");
  const fact = id && to.get(id);
  return fact?.payload["partitionBound"] == null ? fact : undefined;
}

/** The steps that add its columns, its constraints, and the sequences of its serial columns. */
function partsOf(
  table: Fact,
  steps: readonly ChangeStep[],
  way: CatalogChange,
  references: Acyclic,
): ChangeStep[] {
  const key = encodeId(table.id);
  const sequences = new Map(
    serials(table, way).map(({ sequence }) => [encodeId(sequence.id), sequence]),
  );
  return steps.filter((step) => {
    if (addsTo(step, key, way)) return isInline(step, key, way, references);
    const subjects = [...step.produces.keys(), ...step.consumes.keys()];
    return isOfSequence(step) && subjects.some((id) => sequences.has(id));
  });
}

/** CREATE and ALTER SEQUENCE. */
function isOfSequence({ does }: ChangeStep): boolean {
  if (does?.kind === "create-sequence" || does?.kind === "alter-sequence") return true;
  return does?.kind === "change-owner" && does.objectKind === "SEQUENCE";
}

function addsTo({ does, produces }: ChangeStep, table: string, { to }: CatalogChange): boolean {
  const [id] = produces.values();
  const parent = id && to.get(id)?.parent;
  return (
    parent !== undefined &&
    encodeId(parent) === table &&
    (does?.kind === "add-column" || does?.kind === "add-constraint")
  );
}

/** A constraint that is not validated cannot stand in the table's own statement. */
function isInline(
  { produces }: ChangeStep,
  table: string,
  { to }: CatalogChange,
  references: Acyclic,
): boolean {
  const [id] = produces.values();
  if (id?.kind === "constraint" && to.get(id)?.payload["validated"] !== true) return false;
  if (id?.kind !== "constraint" || to.get(id)?.payload["type"] !== "f") return true;
  const others = to
    .outgoingEdges(id)
    .map(({ to: other }) => tableKey(other))
    .filter((other) => other !== undefined && other !== table);
  return others.every((other) => references.add(table, other!));
}

/** The table that a fact is, or is a part of. */
function tableKey(id: StableId): string | undefined {
  if (id.kind === "table") return encodeId(id);
  const { schema, table } = id as { schema?: string; table?: string };
  return schema === undefined || table === undefined
    ? undefined
    : encodeId({ kind: "table", schema, name: table });
}

interface Serial {
  readonly column: string;
  readonly type: string;
  readonly sequence: Fact;
}

const serialTypes: Record<string, string> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

/** Source: PostgreSQL manual, 8.1.4 "Serial Types". */
function serials(table: Fact, { from, to }: CatalogChange): Serial[] {
  const { schema, name } = table.id as TableId;
  return to.childrenOf(table.id).flatMap(({ id, payload }) => {
    if (id.kind !== "column" || payload["notNull"] !== true) return [];
    const sequence = to.get({ kind: "sequence", schema, name: `${name}_${id.name}_seq` });
    const type = serialTypes[String(payload["type"])];
    if (sequence === undefined || type === undefined || from.has(sequence.id)) return [];
    return isSerial(sequence, id.name, payload["type"]) && hasDefault(id, to, sequence)
      ? [{ column: id.name, type, sequence }]
      : [];
  });
}

function isSerial({ payload }: Fact, column: string, type: unknown): boolean {
  const owner = payload["ownedBy"] as { column: string } | null;
  return (
    owner?.column === column &&
    payload["dataType"] === type &&
    optionWords(payload, String(type)).length === 0
  );
}

function hasDefault(column: StableId, to: CatalogChange["to"], sequence: Fact): boolean {
  const { schema, name } = sequence.id as { schema: string; name: string };
  const [given] = to.childrenOf(column).filter(({ id }) => id.kind === "default");
  return given?.payload["expr"] === `nextval('${shownName([schema, name])}'::regclass)`;
}

function tableSql(table: Fact, parts: readonly ChangeStep[], all: CatalogChange): string {
  const { schema, name } = table.id as TableId;
  const { persistence, partitionKey, parentTable } = table.payload;
  const lines = new TableLines(table, parts, all).lines();
  const head = persistence === "u" ? "CREATE UNLOGGED TABLE" : "CREATE TABLE";
  const body = lines.length === 0 ? "()" : `(\n${lines.map((line) => `  ${line}`).join(",\n")}\n)`;
  const parent = parentTable as unknown as TableId | null;
  const inherits = parent === null ? "" : ` INHERITS (${shownName([parent.schema, parent.name])})`;
  const whole = `${head} ${shownName([schema, name])} ${body}${inherits}`;
  return partitionKey == null
    ? whole
    : `${whole} PARTITION BY ${inPlainWords(String(partitionKey), (key) => `CREATE TABLE t () PARTITION BY ${key}`)}`;
}

/** The lines of a table: its columns in order, with the constraints that are usually written there, and the others. */
class TableLines {
  readonly #table: Fact;
  readonly #way: CatalogChange;
  readonly #serials: readonly Serial[];
  readonly #constraints: readonly Fact[];

  constructor(table: Fact, parts: readonly ChangeStep[], all: CatalogChange) {
    this.#table = table;
    this.#way = all;
    this.#serials = serials(table, all);
    this.#constraints = parts
      .flatMap(({ produces }) => [...produces.values()])
      .filter(({ kind }) => kind === "constraint")
      .map((id) => all.to.get(id)!);
  }

  lines(): string[] {
    const columns = this.#way.to
      .childrenOf(this.#table.id)
      .filter(({ id }) => id.kind === "column")
      .toSorted((a, b) => Number(a.payload["_position"]) - Number(b.payload["_position"]));
    const inline = new Set<Fact>();
    const written = columns.map((column) => this.#columnLine(column, inline));
    const others = this.#constraints.filter((constraint) => !inline.has(constraint));
    return [
      ...written,
      ...others.toSorted(byKind).map((constraint) => constraintLine(constraint, this.#way.to)),
    ];
  }

  #columnLine(column: Fact, inline: Set<Fact>): string {
    const { name } = column.id as { name: string };
    const serial = this.#serials.find((one) => one.column === name);
    const own = this.#constraints.flatMap((constraint) => {
      const text = columnConstraint(constraint, name, this.#way.to);
      if (text === undefined) return [];
      inline.add(constraint);
      return [{ constraint, text }];
    });
    const isKey = own.some(({ text }) => text === "PRIMARY KEY");
    const words = [
      columnClause(column, this.#way, { serial: serial?.type, isKey }),
      ...own
        .filter(({ text }) => text !== "PRIMARY KEY")
        .toSorted((a, b) => byKind(a.constraint, b.constraint))
        .map(({ text }) => text),
    ];
    return words.join(" ");
  }
}
