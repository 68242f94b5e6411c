import { Graph, layout } from "@dagrejs/dagre";
import type { FullName, ReferenceChange, TableChange } from "../../schema/index.ts";
import { cut } from "../style.ts";
import { tableRows, type TableRow } from "./table-rows.ts";

/** A table at its place. */
export interface PlacedTable extends Box {
  readonly table: TableChange;
  readonly title: string;
  readonly rows: readonly TableRow[];
}

interface Box {
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A reference, from its table to the other one. */
export interface PlacedReference {
  readonly reference: ReferenceChange;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Tables that refer to each other. */
export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly tables: readonly PlacedTable[];
  readonly references: readonly PlacedReference[];
}

export const sizes = { letter: 7.3, row: 20, head: 28, margin: 12, sign: 22, gap: 12 } as const;

/** Tables laid out, those that have nothing to do with each other in diagrams of their own. */
export function diagrams(tables: readonly TableChange[]): Diagram[] {
  return groups(tables).map(diagram);
}

function keyOf({ schema, name }: FullName): string {
  return JSON.stringify([schema, name]);
}

/** Those that references lead to from each other, in the order of the first of each. */
function groups(tables: readonly TableChange[]): TableChange[][] {
  const linked = new Map(tables.map((one) => [keyOf(one), new Set<string>()]));
  for (const table of tables)
    for (const { to } of table.references) {
      linked.get(keyOf(table))?.add(keyOf(to));
      linked.get(keyOf(to))?.add(keyOf(table));
    }
  const seen = new Set<string>();
  const reach = (key: string): string[] => {
    if (seen.has(key) || !linked.has(key)) return [];
    seen.add(key);
    return [key, ...[...linked.get(key)!].flatMap(reach)];
  };
  return tables
    .map((table) => new Set(reach(keyOf(table))))
    .filter((group) => group.size > 0)
    .map((group) => tables.filter((table) => group.has(keyOf(table))));
}

function diagram(tables: readonly TableChange[]): Diagram {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 24, ranksep: 64, marginx: 4, marginy: 4 });
  const boxes = new Map(tables.map((table) => [keyOf(table), boxOf(table)]));
  for (const [key, { width, height }] of boxes) graph.setNode(key, { width, height });
  const edges = tables.flatMap((table) =>
    table.references
      .filter(({ to }) => boxes.has(keyOf(to)))
      .map((reference) => ({ from: keyOf(table), to: keyOf(reference.to), reference })),
  );
  for (const { from, to, reference } of edges) graph.setEdge(from, to, {}, reference.name);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    ...{ width, height },
    tables: [...boxes].map(([key, box]) => {
      const { x, y } = graph.node(key) as { readonly x: number; readonly y: number };
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    references: edges.map(({ from, to, reference }) => ({
      reference,
      points: (graph.edge(from, to, reference.name) as Pick<PlacedReference, "points">).points,
    })),
  };
}

function boxOf(table: TableChange): Omit<PlacedTable, "x" | "y"> {
  const rows = tableRows(table).map(fitted);
  const title = titleOf(table);
  const letters = Math.max(title.length + 2, ...rows.map(lettersOf));
  return {
    ...{ table, title, rows },
    width: Math.ceil(letters * sizes.letter + sizes.sign + 2 * sizes.margin),
    height: sizes.head + rows.length * sizes.row + (rows.length > 0 ? sizes.margin / 2 : 0),
  };
}

function titleOf({ schema, name, was, kind }: TableChange): string {
  const shown = cut(schema === "public" ? name : `${schema}.${name}`, 40);
  const before = was === undefined ? "" : ` ← ${cut(was.name, 24)}`;
  return `${shown}${before}${kind === "table" ? "" : ` (${kind})`}`;
}

const mostName = 32;
const mostText = 34;

function fitted(row: TableRow): TableRow {
  const { name, text, before, after } = row;
  return {
    ...row,
    name: cut(name, mostName),
    text: cut(text, mostText),
    ...(before !== undefined && { before: cut(before, mostText) }),
    ...(after !== undefined && { after: cut(after, mostText) }),
  };
}

function lettersOf({ name, text, before = "", after = "" }: TableRow): number {
  return name.length + 2 + Math.max(text.length, before.length, after.length);
}
