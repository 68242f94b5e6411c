import { InvalidRequestError } from "../errors/index.ts";
import type { MigrationContent } from "../migrations/index.ts";
import { shownName } from "../sql/statement/index.ts";
import { quoteIfNeeded, quoteLiteral } from "../sql/text/index.ts";

/** A change that many migrations make, in its plainest form; what is safe, `lint` knows. */
interface CommonChange {
  /** What stands behind its name; one that ends in `...` may be several words. */
  readonly takes: readonly string[];
  readonly does: string;
  write(...given: string[]): MigrationContent;
  /** What comes first where lint would find that it is not there. */
  readonly needs?: { readonly rule: string; first(...given: string[]): NeededChange };
}

/** A change with what stands behind its name. */
export interface NeededChange {
  readonly change: CommonChangeName;
  readonly words: readonly string[];
}

/** The changes that `create` writes. */
export const commonChanges: Readonly<Record<CommonChangeName, CommonChange>> = {
  "create-table": {
    takes: ["table", "definitions..."],
    does: "a table; each column with its type: 'total numeric'",
    write: (table, ...definitions) => ({
      description: `The table ${table}`,
      up: `CREATE TABLE ${sql(table)} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    ${definitions.join(",\n    ")}\n);`,
      down: `DROP TABLE ${sql(table)};`,
    }),
  },
  "add-column": {
    takes: ["table", "column", "type..."],
    does: "a column; behind the type what else is said of it",
    write: (table, column, ...type) => ({
      description: `A column ${column} of ${table}`,
      up: addColumn(table, column, type),
      down: dropColumn(table, column),
    }),
  },
  "drop-column": {
    takes: ["table", "column", "type..."],
    does: "a column, once the old application is gone; the type is for the way back",
    write: (table, column, ...type) => ({
      description: `${table} without the column ${column}`,
      up: `-- pgmaestro: phase after\n-- pgmaestro-ignore drop-column: it waits until no release uses it\n${dropColumn(table, column)}`,
      down: addColumn(table, column, type),
    }),
  },
  "rename-column": {
    takes: ["table", "column", "new-name", "type..."],
    does: "a column with the new name, the first step of a rename; the type is that of the old one",
    write: (table, column, name, ...type) => ({
      description: `A column ${name} of ${table}, in place of ${column}`,
      up: `${stepsOfRename(table, [column, name], type)}\n${addColumn(table, name, type)}`,
      down: dropColumn(table, name),
    }),
  },
  "add-index": {
    takes: ["table", "columns..."],
    does: "an index",
    write: (table, ...columns) => ({
      description: `An index of ${table} on ${columns.join(", ")}`,
      up: createIndex(indexName(table, columns), table, columns),
      down: `DROP INDEX ${besideOf(table, indexName(table, columns))};`,
    }),
  },
  "drop-index": {
    takes: ["index", "table", "columns..."],
    does: "an index; table and columns are for the way back",
    write: (index, table, ...columns) => ({
      description: `${table} without the index ${index}`,
      up: `DROP INDEX ${besideOf(table, index)};`,
      down: createIndex(index, table, columns),
    }),
  },
  "add-foreign-key": {
    takes: ["table", "column", "referenced"],
    does: "a foreign key to the primary key of another table",
    write: (table, column, referenced) =>
      constraint(table, `${own(table)}_${column}_fkey`, {
        description: `${column} of ${table} references ${referenced}`,
        definition: `FOREIGN KEY (${quoteIfNeeded(column)}) REFERENCES ${sql(referenced)}`,
      }),
    needs: {
      rule: "foreign-key-without-index",
      first: (table, column) => ({ change: "add-index", words: [table, column] }),
    },
  },
  "add-check": {
    takes: ["table", "name", "condition..."],
    does: "a condition that each row must meet",
    write: (table, name, ...condition) =>
      constraint(table, name, {
        description: `Rows of ${table} meet ${name}`,
        definition: `CHECK (${condition.join(" ")})`,
      }),
  },
  "add-unique": {
    takes: ["table", "columns..."],
    does: "a unique index: no two rows have the same values there",
    write: (table, ...columns) => ({
      description: `${columns.join(", ")} of ${table}, each value once`,
      up: createIndex(keyName(table, columns), table, columns, "UNIQUE INDEX"),
      down: `DROP INDEX ${besideOf(table, keyName(table, columns))};`,
    }),
  },
  "set-not-null": {
    takes: ["table", "column"],
    does: "that a column holds no NULL",
    write: (table, column) => ({
      description: `${column} of ${table} is never NULL`,
      up: `ALTER TABLE ${sql(table)} ALTER COLUMN ${quoteIfNeeded(column)} SET NOT NULL;`,
      down: `ALTER TABLE ${sql(table)} ALTER COLUMN ${quoteIfNeeded(column)} DROP NOT NULL;`,
    }),
  },
  "add-enum-value": {
    takes: ["type", "value"],
    does: "a value of an enum, behind those that are there",
    write: (type, value) => ({
      description: `${value} is a value of ${type}`,
      up: `ALTER TYPE ${sql(type)} ADD VALUE IF NOT EXISTS ${quoteLiteral(value)};`,
      down: "-- pgmaestro: irreversible an enum keeps its values",
    }),
  },
  "create-view": {
    takes: ["view", "query..."],
    does: "a view of a query",
    write: (view, ...query) => ({
      description: `The view ${view}`,
      up: `CREATE VIEW ${sql(view)} AS\n${query.join(" ")};`,
      down: `DROP VIEW ${sql(view)};`,
    }),
  },
};

/** One of the changes that `create` writes. */
export type CommonChangeName =
  | "create-table"
  | "add-column"
  | "drop-column"
  | "rename-column"
  | "add-index"
  | "drop-index"
  | "add-foreign-key"
  | "add-check"
  | "add-unique"
  | "set-not-null"
  | "add-enum-value"
  | "create-view";

/** The name of a change, where words begin with one. */
export function commonChangeIn([first = ""]: readonly string[]): CommonChangeName | undefined {
  return Object.hasOwn(commonChanges, first) ? (first as CommonChangeName) : undefined;
}

/** A change as a migration before lint has looked at it. */
export interface PlainChange {
  /** For the file: the change, and the names that it is about. */
  readonly words: string;
  readonly content: MigrationContent;
  readonly needs?: { readonly rule: string; readonly first: NeededChange };
}

/**
 * What a change is in its plainest form.
 * @throws InvalidRequestError for too few or too many words
 */
export function plainChange({ change, words }: NeededChange): PlainChange {
  const { takes, write, needs } = commonChanges[change];
  refuseOtherCount(change, words.length, takes);
  if (takes.at(-1) === "columns...") refuseExpressions(change, words.slice(takes.length - 1));
  const names = takes.at(-1) === "columns..." ? words : words.slice(0, namesIn(takes));
  return {
    words: [change, ...names].join(" ").toLowerCase(),
    content: write(...words),
    ...(needs && { needs: { rule: needs.rule, first: needs.first(...words) } }),
  };
}

/** How many of what it takes are names; what is open is SQL but for columns. */
function namesIn(takes: readonly string[]): number {
  return takes.filter((one) => !one.endsWith("...")).length;
}

/** What stands behind a change, as it is typed: `TABLE COLUMN TYPE…`. */
export function usageOf(change: CommonChangeName): string {
  return commonChanges[change].takes.map((one) => one.toUpperCase().replace("...", "…")).join(" ");
}

function refuseOtherCount(change: CommonChangeName, count: number, takes: readonly string[]): void {
  const isOpen = takes.at(-1)!.endsWith("...");
  if (count >= takes.length && (isOpen || count === takes.length)) return;
  throw new InvalidRequestError(
    `${change} takes ${usageOf(change)}`,
    `Write \`pgmaestro create ${change} ${usageOf(change)}\`; for an empty migration, another name.`,
  );
}

/** What is no column would be quoted as one. */
function refuseExpressions(change: CommonChangeName, columns: readonly string[]): void {
  const expression = columns.find((one) => one.includes("("));
  if (expression === undefined) return;
  throw new InvalidRequestError(
    `${change} takes names of columns, and ${expression} is an expression`,
    "Write an index on an expression into an empty migration: `pgmaestro create NAME`.",
  );
}

function addColumn(table: string, column: string, type: readonly string[]): string {
  return `ALTER TABLE ${sql(table)} ADD COLUMN ${quoteIfNeeded(column)} ${type.join(" ")};`;
}

function dropColumn(table: string, column: string): string {
  return `ALTER TABLE ${sql(table)} DROP COLUMN ${quoteIfNeeded(column)};`;
}

/** What the first step of a rename says of those that follow: each waits for a release of the application. */
function stepsOfRename(
  table: string,
  [column, name]: readonly [column: string, name: string],
  type: readonly string[],
): string {
  const [from, to] = [quoteIfNeeded(column), quoteIfNeeded(name)];
  return comment([
    `The first step of the rename of ${from} to ${to}. What follows:`,
    `1. a release that writes both columns, and still reads ${from};`,
    `2. a migration that copies the older rows, in batches with the directive \`backfill\`:`,
    `   UPDATE ${sql(table)} SET ${to} = ${from} WHERE ${to} IS DISTINCT FROM ${from};`,
    `   and \`create set-not-null\`, indexes and constraints as ${from} has them;`,
    `3. a release that reads and writes ${to} alone;`,
    `4. \`pgmaestro create drop-column ${[table, column, ...type].map(shellWord).join(" ")}\`.`,
  ]);
}

/** Lines as comments, whatever names have in them. */
function comment(lines: readonly string[]): string {
  return lines.map((line) => `-- ${line.replaceAll(/\s/g, " ")}`).join("\n");
}

/** A word as a shell takes it. */
function shellWord(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function createIndex(
  name: string,
  table: string,
  columns: readonly string[],
  kind = "INDEX",
): string {
  return `CREATE ${kind} ${quoteIfNeeded(name)} ON ${sql(table)} (${listed(columns)});`;
}

function constraint(
  table: string,
  name: string,
  { description, definition }: { readonly description: string; readonly definition: string },
): MigrationContent {
  const alter = `ALTER TABLE ${sql(table)}`;
  return {
    description,
    up: `${alter} ADD CONSTRAINT ${quoteIfNeeded(name)} ${definition};`,
    down: `${alter} DROP CONSTRAINT ${quoteIfNeeded(name)};`,
  };
}

function indexName(table: string, columns: readonly string[]): string {
  return `${own(table)}_${columns.join("_")}_idx`;
}

function keyName(table: string, columns: readonly string[]): string {
  return `${own(table)}_${columns.join("_")}_key`;
}

function listed(columns: readonly string[]): string {
  return columns.map(quoteIfNeeded).join(", ");
}

/** A name as it is typed, with or without its schema: `users`, `app.users`, `order items`. */
function partsOf(typed: string): string[] {
  const parts = typed.split(".");
  return parts.length === 2 && !parts.includes("") ? parts : [typed];
}

function sql(typed: string): string {
  return shownName(partsOf(typed));
}

/** A name without its schema. */
function own(typed: string): string {
  return partsOf(typed).at(-1)!;
}

/** An index, in the schema of its table. */
function besideOf(table: string, index: string): string {
  return shownName([...partsOf(table).slice(0, -1), index]);
}
