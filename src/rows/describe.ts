import type { SequenceChange } from "./sequences.ts";
import type { ChangedValues, DataDifference, RowName } from "./compare.ts";

/** A difference as a sentence without its full stop. */
export function describeDataDifference(difference: DataDifference): string {
  const { table } = difference;
  switch (difference.kind) {
    case "table gone":
      return `table ${table} is gone${withCount(difference.rows, "row")}`;
    case "table new":
      return `table ${table} is new${withCount(difference.rows, "row")}`;
    case "rows gone":
      return `${table} loses ${counted(difference.rows, "row")} (${describeRow(difference.example)})`;
    case "rows new":
      return `${table} has ${counted(difference.rows, "new row")} (${describeRow(difference.example)})`;
    case "column gone":
      return `column ${table}.${difference.column} is gone${withCount(difference.values, "value")}${suchAs(difference.example)}`;
    case "column new":
      return `column ${table}.${difference.column} is new${withCount(difference.values, "value")}${suchAs(difference.example)}`;
    case "values changed":
      return changed(difference);
  }
}

/** Where a sequence stands, as a sentence without its full stop. */
export function describeSequenceChange(change: SequenceChange): string {
  return change.kind === "collides"
    ? `the next value of ${change.column} is ${change.next}, but its rows have reached ${change.reached}: INSERT will meet a value that is taken`
    : `sequence ${change.sequence} goes on with ${change.next}, and went on with ${change.was}`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function withCount(count: number, noun: string): string {
  return count === 0 ? `, without any ${noun}` : `, with ${counted(count, noun)}`;
}

function suchAs(example: string | undefined): string {
  return example === undefined ? "" : `, such as ${shown(example)}`;
}

function changed({ table, column, values, example, type, recreated }: ChangedValues): string {
  const what = `${counted(values, "value")} of ${table}.${column}`;
  const verb = values === 1 ? "changes" : "change";
  const how = recreated
    ? ` with the column, which is dropped and added again`
    : type.before === type.after
      ? ""
      : ` with its type, from ${type.before} to ${type.after}`;
  return `${what} ${verb}${how} (${describeRow(example.row)}: ${shown(example.before)} becomes ${shown(example.after)})`;
}

/** A row by its values: `id = 1, name = NULL`. */
export function describeRow(row: RowName): string {
  return row.map(({ name, value }) => `${name} = ${value ?? "NULL"}`).join(", ");
}

function shown(value: string | null): string {
  if (value === null) return "NULL";
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `'${short.replaceAll("\n", "\\n")}'`;
}
