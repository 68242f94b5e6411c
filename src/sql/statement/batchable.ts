import type { Node, SelectStmt } from "@pgsql/types";
import { tokens, type Token } from "../text/index.ts";
import type { RelationName } from "./parts.ts";
import { relationOf } from "./reader/name.ts";
import { parseTrees } from "./reader/parser.ts";
import { walkTree } from "./reader/tree-walk.ts";

/** A statement that does the same range by range of a table's key as it does at once. Offsets are UTF-16 units of its text. */
export interface Batchable {
  readonly command: "insert" | "update" | "delete";
  /** What the statement calls the table. */
  readonly alias: string;
  /** The columns of it that it sets. */
  readonly sets: readonly string[];
  /** Whether a row may be met together with several of other tables. */
  readonly joins: boolean;
  /** Its condition, from WHERE on; of no length where it has none. */
  readonly where: { readonly start: number; readonly end: number };
}

/** Why a statement cannot be cut by the key of a table. */
export type NotBatchable =
  /** It is no UPDATE, DELETE or INSERT … SELECT. */
  | "other-command"
  /** It changes, or reads, another table than the one that is named. */
  | "other-table"
  /** It has WITH queries. */
  | "with"
  /** It has RETURNING. */
  | "returning"
  /** It reads what it changes, so that a batch would see what the one before it has done. */
  | "reads-itself"
  /** DISTINCT, GROUP BY, LIMIT, ORDER BY, UNION, aggregates and window functions need all rows at once. */
  | "whole-set"
  /** A row of the table may be missing from what it is joined with. */
  | "outer-join";

/** Finds where a statement can be cut by the key of a table. `loadParser` must have been awaited before. */
export function batchable(text: string, table: RelationName): Batchable | NotBatchable {
  const [parsed] = parseTrees(text);
  if (parsed === undefined) return "other-command";
  const { tree } = parsed;
  if ("UpdateStmt" in tree || "DeleteStmt" in tree) return batchableChange(tree, text, table);
  return "InsertStmt" in tree ? batchableInsert(tree, text, table) : "other-command";
}

type Change = Extract<Node, { UpdateStmt: unknown } | { DeleteStmt: unknown }>;

function batchableChange(
  tree: Change,
  text: string,
  table: RelationName,
): Batchable | NotBatchable {
  const node = "UpdateStmt" in tree ? tree.UpdateStmt : tree.DeleteStmt;
  const { relation = {}, whereClause, withClause, returningClause } = node;
  if (withClause) return "with";
  if (returningClause) return "returning";
  if (whereClause && "CurrentOfExpr" in whereClause) return "other-command";
  if (!isSame(relationOf(relation), table)) return "other-table";
  if (timesNamed(tree, table) > 0) return "reads-itself";
  const isUpdate = "UpdateStmt" in tree;
  const sets = isUpdate ? (tree.UpdateStmt.targetList ?? []) : [];
  return {
    command: isUpdate ? "update" : "delete",
    joins: (isUpdate ? tree.UpdateStmt.fromClause : tree.DeleteStmt.usingClause) !== undefined,
    alias: relation.alias?.aliasname ?? relation.relname ?? "",
    sets: sets.flatMap((one) => ("ResTarget" in one ? [one.ResTarget.name ?? ""] : [])),
    where: conditionIn(text, () => false),
  };
}

type Insert = Extract<Node, { InsertStmt: unknown }>;

function batchableInsert(
  tree: Insert,
  text: string,
  table: RelationName,
): Batchable | NotBatchable {
  const { relation = {}, selectStmt, withClause, returningClause } = tree.InsertStmt;
  const select = selectStmt && "SelectStmt" in selectStmt ? selectStmt.SelectStmt : undefined;
  if (withClause || select?.withClause) return "with";
  if (returningClause) return "returning";
  if (select?.valuesLists || !select || isParenthesised(text)) return "other-command";
  if (needsWholeSet(select)) return "whole-set";
  const target = relationOf(relation);
  if (timesNamed(selectStmt, target) > 0) return "reads-itself";
  const times = timesNamed(selectStmt, table);
  if (times !== 1) return times === 0 ? "other-table" : "reads-itself";
  const place = (select.fromClause ?? []).map((item) => placeIn(item, table)).find(Boolean);
  if (place === undefined) return "outer-join";
  const from = select.fromClause ?? [];
  const joins = from.length > 1 || from.some((item) => "JoinExpr" in item);
  return {
    command: "insert",
    alias: place,
    sets: [],
    joins,
    where: conditionIn(text, isOnConflict),
  };
}

/** As a name without a schema may be the other one. */
function isSame(one: RelationName, other: RelationName): boolean {
  const isElsewhere = one.schema !== undefined && other.schema !== undefined;
  return one.name === other.name && (!isElsewhere || one.schema === other.schema);
}

/** How often it is read; what a statement changes is no reading. */
function timesNamed(tree: unknown, table: RelationName): number {
  const found: RelationName[] = [];
  walkTree(tree, { RangeVar: (node) => void found.push(relationOf(node)) }, undefined);
  return found.filter((one) => isSame(one, table)).length;
}

/** What FROM calls the table, where each of its rows is met by itself. */
function placeIn(item: Node | undefined, table: RelationName): string | undefined {
  if (item === undefined) return undefined;
  if ("RangeVar" in item) {
    const { alias, relname } = item.RangeVar;
    return isSame(relationOf(item.RangeVar), table) ? (alias?.aliasname ?? relname) : undefined;
  }
  if (!("JoinExpr" in item)) return undefined;
  const { jointype, larg, rarg } = item.JoinExpr;
  const left =
    jointype === "JOIN_INNER" || jointype === "JOIN_LEFT" ? placeIn(larg, table) : undefined;
  const right =
    jointype === "JOIN_INNER" || jointype === "JOIN_RIGHT" ? placeIn(rarg, table) : undefined;
  return left ?? right;
}

function needsWholeSet(select: SelectStmt): boolean {
  const { op, distinctClause, groupClause, havingClause, limitCount, limitOffset, sortClause } =
    select;
  const { lockingClause, targetList, windowClause } = select;
  const clauses = [distinctClause, groupClause, sortClause, lockingClause, windowClause];
  return (
    (op !== undefined && op !== "SETOP_NONE") ||
    clauses.some((clause) => clause !== undefined && clause.length > 0) ||
    [havingClause, limitCount, limitOffset].some((clause) => clause !== undefined) ||
    hasAggregate(targetList)
  );
}

/** Source: PostgreSQL manual, 9.21 "Aggregate Functions". */
const aggregates =
  /^(?:count|sum|avg|min|max|every|any_value|mode|corr|.*_agg(?:_strict|_unique)*|bool_(?:and|or)|bit_(?:and|or|xor)|stddev.*|var(?:iance|_.*)|covar_.*|regr_.*|percentile_.*|range_intersect_agg)$/;

/** Whether a value is made of several rows, those of subqueries left out. */
function hasAggregate(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  return Object.entries(tree).some(([kind, node]) => {
    if (kind === "SubLink") return false;
    return (kind === "FuncCall" && isAggregate(node)) || hasAggregate(node);
  });
}

function isAggregate(node: Extract<Node, { FuncCall: unknown }>["FuncCall"]): boolean {
  const last = node.funcname?.at(-1);
  const name = last && "String" in last ? (last.String.sval ?? "") : "";
  return Boolean(node.over ?? node.agg_star ?? node.agg_within_group) || aggregates.test(name);
}

/** The words and signs of a text that stand in no parentheses. */
function outermost(text: string): Token[] {
  let depth = 0;
  return tokens(text).filter(({ text: word }) => {
    if (word === ")" || word === "]") depth--;
    const isOutside = depth === 0;
    if (word === "(" || word === "[") depth++;
    return isOutside;
  });
}

function isParenthesised(text: string): boolean {
  return !outermost(text).some((token) => isWord(token, "select"));
}

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === "word" && text.toLowerCase() === word;
}

function isOnConflict(index: number, all: readonly Token[]): boolean {
  const [first, second] = all.slice(index, index + 2);
  return isWord(first!, "on") && second !== undefined && isWord(second, "conflict");
}

/** The condition, up to where something else begins. */
function conditionIn(
  text: string,
  isEnd: (index: number, all: readonly Token[]) => boolean,
): Batchable["where"] {
  const all = outermost(text);
  const last = all.findIndex((_, index) => isEnd(index, all));
  const end = last === -1 ? endOfCode(text) : all[last]!.start;
  const start = all.find((token) => isWord(token, "where") && token.start < end)?.start ?? end;
  return { start, end };
}

function endOfCode(text: string): number {
  return tokens(text).at(-1)?.end ?? 0;
}

/** Its condition as it is written; undefined where it has none. */
export function ownCondition(text: string, { where }: Batchable): string | undefined {
  const { start, end } = where;
  return start === end ? undefined : text.slice(start + "where".length, end);
}

/** A statement for the rows that fit one more condition. */
export interface Narrowed {
  readonly text: string;
  /** Where a place of it is in the statement as it is written; undefined for what was put in. */
  written(offset: number): number | undefined;
}

export function withCondition(text: string, place: Batchable, condition: string): Narrowed {
  const { start, end } = place.where;
  const own = ownCondition(text, place) ?? "";
  const isBare = start === end;
  const opening = isBare ? "" : "WHERE (";
  const closing = isBare ? `\nWHERE ${condition}\n` : `\n) AND ${condition}\n`;
  const before = `${text.slice(0, start)}${opening}${own}`;
  const added = opening.length - (isBare ? 0 : "where".length);
  return {
    text: `${before}${closing}${text.slice(end)}`,
    written(offset) {
      if (offset < start + opening.length) return Math.min(offset, start);
      if (offset < before.length) return offset - added;
      const behind = offset - added - closing.length;
      return behind < end ? undefined : behind;
    },
  };
}
