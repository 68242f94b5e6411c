import type { ConstraintSummary, IndexColumn } from "../sql/statement/index.ts";
import { bytesOfName, longestName, truncatedName } from "../sql/text/index.ts";
import type { Constraint, Relation } from "./objects.ts";

const suffixes: Readonly<Record<Constraint["kind"], string>> = {
  check: "check",
  "foreign-key": "fkey",
  unique: "key",
  "primary-key": "pkey",
  exclusion: "excl",
  "not-null": "not_null",
};

/** The name that the server makes for a constraint. Source: `ChooseConstraintName`. */
export function constraintName(
  table: Pick<Relation, "name" | "constraints">,
  { kind, columns }: Pick<ConstraintSummary, "kind" | "columns">,
): string {
  const named = [...new Set(columns)];
  const isLeftOut = kind === "primary-key" || (kind === "check" && named.length !== 1);
  return freeName(
    (number) => madeName(table.name, isLeftOut ? "" : joined(named), suffixes[kind] + number),
    (name) => table.constraints.has(name),
  );
}

interface IndexKeys {
  readonly columns: readonly IndexColumn[];
  readonly include?: readonly string[];
}

/** The name that the server makes for an index. Source: `ChooseIndexName` and `FigureIndexColname`. */
export function indexName(
  table: { readonly name: string; readonly indexes?: Relation["indexes"] },
  { columns, include = [] }: IndexKeys,
): string {
  const names: string[] = [];
  const keys = [...columns, ...include.map((name) => ({ name, expression: undefined }))];
  for (const { name, expression } of keys)
    names.push(
      freeName(
        (number) => `${name ?? expression?.called ?? "expr"}${number}`,
        (one) => names.includes(one),
      ),
    );
  return freeName(
    (number) => madeName(table.name, joined(names), `idx${number}`),
    (one) => table.indexes?.has(one) ?? false,
  );
}

/** The name of the sequence that comes with a serial or an identity column. */
export function sequenceName(table: string, column: string): string {
  return madeName(table, column, "seq");
}

/** A name that is not taken, with the first number behind it that makes it one. */
function freeName(
  withNumber: (number: number | "") => string,
  isTaken: (name: string) => boolean,
): string {
  let name = withNumber("");
  for (let number = 1; isTaken(name); number++) name = withNumber(number);
  return name;
}

/** Names of columns as they stand in other names; what is behind the first 63 bytes is left out. */
function joined(columns: readonly string[]): string {
  let name = "";
  for (const column of columns) {
    if (bytesOfName(name) > longestName) break;
    name += name === "" ? column : `_${column}`;
  }
  return name;
}

/** Parts with underscores between them; where they are too long, the longer of the first two loses its end. Source: `makeObjectName`. */
function madeName(first: string, second: string, label: string): string {
  const room = longestName - bytesOfName(label) - 1 - (second === "" ? 0 : 1);
  let [one, two] = [bytesOfName(first), bytesOfName(second)];
  while (one + two > room)
    if (one > two) one--;
    else two--;
  const parts = [truncatedName(first, one), truncatedName(second, two), label];
  return parts.filter((part) => part !== "").join("_");
}
