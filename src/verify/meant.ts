import {
  flattened,
  opaqueCode,
  type RelationName,
  type Statement,
  type Write,
  writtenBy,
} from "../sql/statement/index.ts";
import type { DataDifference, TableRows } from "../rows/index.ts";
import { nameOf } from "../rows/index.ts";
import type { PossibleCause } from "./remarks.ts";

/** What the statements of a section say that they write. */
export interface MeantChanges {
  readonly writes: readonly Write[];
  /** What may write anything, as DO, CALL and functions do. */
  readonly unknown: readonly PossibleCause[];
}

/** What a difference means for the migration that made it. */
export interface JudgedDifference {
  readonly difference: DataDifference;
  /**
   * `failure`: no statement names what changed. `unclear`: none does, and `because` says which could have
   * meant it. `lost`: a table or column is dropped, with its values. `meant`: a statement names it.
   */
  readonly verdict: "failure" | "unclear" | "lost" | "meant";
  readonly because?: readonly PossibleCause[];
}

/** What statements mean to change, from their syntax. */
export function meantChanges(statements: readonly Pick<Statement, "actions">[]): MeantChanges {
  const actions = flattened(statements.flatMap((statement) => statement.actions));
  const opaque = actions.flatMap((action) => opaqueCode(action) ?? []);
  return {
    writes: actions.flatMap(writtenBy),
    unknown: eachOnce(opaque),
  };
}

function eachOnce(causes: readonly PossibleCause[]): PossibleCause[] {
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()];
}

/** Where nothing ran yet. */
export const nothingMeant: MeantChanges = { writes: [], unknown: [] };

/** Where the statements are not known: modules, sections that are not parsed. */
export function anythingMeant(): MeantChanges {
  return { writes: [], unknown: [{ kind: "own-code" }] };
}

/** What several sections mean together, such as a down section and then the up section. */
export function meantTogether(...all: readonly MeantChanges[]): MeantChanges {
  return {
    writes: all.flatMap(({ writes }) => writes),
    unknown: eachOnce(all.flatMap(({ unknown }) => unknown)),
  };
}

/**
 * Which differences a migration did not mean. New tables and columns are left out: they lose nothing.
 * @param contents all tables before and after: a statement that writes another relation writes through a
 *   view, so it may have meant any table
 */
export function judge(
  differences: readonly DataDifference[],
  meant: MeantChanges,
  contents: readonly TableRows[],
): JudgedDifference[] {
  const tables = contents.flatMap((table) => [nameOf(table), ...table.ancestors]);
  const unknown = [...meant.unknown, ...throughViews(meant.writes, tables)];
  const triggers = triggersRun(meant.writes, contents);
  return differences
    .filter(({ kind }) => kind !== "table new" && kind !== "column new")
    .map((difference) => verdictOn(difference, meant.writes, { unknown, triggers }));
}

/** The triggers of tables that statements write to; they may write anywhere. */
function triggersRun(writes: readonly Write[], contents: readonly TableRows[]): PossibleCause[] {
  const tables = contents.filter(
    (table) =>
      table.hasTriggers && writes.some((write) => !write.type && writesTo(write, nameOf(table))),
  );
  return [...new Set(tables.map(nameOf))].map((table) => ({ kind: "trigger", table }));
}

function writesTo({ relation, schema }: Write, table: string): boolean {
  return schema === undefined ? isCalled(table, relation!) : table.startsWith(`${schema}.`);
}

function throughViews(writes: readonly Write[], tables: readonly string[]): PossibleCause[] {
  const created = writes.filter(({ creates }) => creates).map(({ relation }) => relation!.name);
  return writes.flatMap(({ relation, mayBeView }) =>
    relation === undefined ||
    !mayBeView ||
    created.includes(relation.name) ||
    tables.some((table) => isCalled(table, relation))
      ? []
      : [{ kind: "view" as const, relation }],
  );
}

function verdictOn(
  difference: DataDifference,
  writes: readonly Write[],
  {
    unknown,
    triggers,
  }: { readonly unknown: readonly PossibleCause[]; readonly triggers: readonly PossibleCause[] },
): JudgedDifference {
  if (loses(difference)) return { difference, verdict: "lost" };
  if (isHarmless(difference) || writes.some((write) => means(write, difference)))
    return { difference, verdict: "meant" };
  const because = unknown.length > 0 ? unknown : byTrigger(difference, writes, triggers);
  return because.length === 0
    ? { difference, verdict: "failure" }
    : { difference, verdict: "unclear", because };
}

function loses(difference: DataDifference): boolean {
  if (difference.kind === "values changed") return difference.recreated;
  if (difference.kind === "rows gone") return difference.tableRecreated;
  return difference.kind === "table gone" || difference.kind === "column gone";
}

function isHarmless(difference: DataDifference): boolean {
  if (difference.kind === "values changed") return difference.generated;
  return difference.kind === "rows new";
}

function means(write: Write, difference: DataDifference): boolean {
  if (write.type !== undefined)
    return difference.kind === "values changed" && ofType(difference.type.before, write.type);
  if (!targets(write, difference)) return false;
  if (write.schema !== undefined || write.removesRows) return true;
  if (difference.kind !== "values changed") return rowsByKey(write, difference);
  return [difference.column, difference.renamedTo].some(
    (column) => column !== undefined && write.columns?.includes(column),
  );
}

/** An UPDATE of a key can look like rows gone and others new. */
function rowsByKey({ columns }: Write, difference: DataDifference): boolean {
  return (
    difference.kind === "rows gone" &&
    (columns ?? []).some((column) => difference.example.some(({ name }) => name === column))
  );
}

function targets(write: Write, { alsoCalled }: DataDifference): boolean {
  return alsoCalled.some((table) => writesTo(write, table));
}

/** Without a schema, the search path decides; any table of that name is taken. */
function isCalled(table: string, { schema, name }: RelationName): boolean {
  return schema === undefined ? table.endsWith(`.${name}`) : table === `${schema}.${name}`;
}

function ofType(type: string, { schema, name }: RelationName): boolean {
  const bare = type.replaceAll(/"|\[\]$/g, "");
  return isCalled(bare.includes(".") ? bare : `pg_catalog.${bare}`, {
    ...(schema !== undefined && { schema }),
    name,
  });
}

/** A statement that writes to a table runs its triggers, and they may set other columns, and values elsewhere; rows that go are told as a loss. */
function byTrigger(
  difference: DataDifference,
  writes: readonly Write[],
  triggers: readonly PossibleCause[],
): PossibleCause[] {
  if (difference.hasTriggers && writes.some((write) => targets(write, difference) && !write.type))
    return [{ kind: "trigger", table: difference.table }];
  return difference.kind === "values changed" ? [...triggers] : [];
}
