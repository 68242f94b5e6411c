import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { nameOfToken, tokens } from "../../sql/text/index.ts";
import { optionWords } from "./sequences.ts";
import type { CatalogChange } from "./steps.ts";
import { plainDefault, withoutImpliedCasts, type ColumnTypes } from "./casts.ts";
import { rewritten } from "./rewritten.ts";
import { inPlainWords, plainWords } from "./wording.ts";
import { shownName } from "../../sql/statement/index.ts";

/** The identity of a table's fact, and of a column's. */
export interface TableId {
  readonly schema: string;
  readonly name: string;
}

export interface ColumnId extends TableId {
  readonly table: string;
}

const kinds = ["p", "u", "f", "c", "x"];

export function byKind(a: Fact, b: Fact): number {
  return kinds.indexOf(String(a.payload["type"])) - kinds.indexOf(String(b.payload["type"]));
}

/** The types of the columns of a table; of a domain that of its VALUE. */
export function typesOf(holder: StableId | undefined, facts: FactBase): ColumnTypes {
  if (holder === undefined) return new Map();
  if (holder.kind === "domain")
    return new Map([["VALUE", String(facts.get(holder)?.payload["baseType"])]]);
  return new Map(
    facts
      .childrenOf(holder)
      .flatMap(({ id, payload }) =>
        id.kind === "column" ? [[id.name, String(payload["type"])]] : [],
      ),
  );
}

export function constraintLine({ id, payload, parent }: Fact, facts: FactBase): string {
  const { name, table } = id as { name: string; table: string };
  const definition = rewritten(
    String(payload["def"]),
    [withoutImpliedCasts(typesOf(parent, facts)), ...plainWords],
    (part) => `ALTER TABLE t ADD ${part}`,
  );
  return name === usualName(table, definition)
    ? definition
    : `CONSTRAINT ${shownName([name])} ${definition}`;
}

/** The name that PostgreSQL gives a key that has none. */
function usualName(table: string, definition: string): string | undefined {
  if (definition.startsWith("PRIMARY KEY (")) return `${table}_pkey`;
  const [, kind, columns] = /^(UNIQUE|FOREIGN KEY) \(([\w, ]+)\)/.exec(definition) ?? [];
  if (kind === undefined || columns === undefined) return undefined;
  return [table, ...columns.split(", "), kind === "UNIQUE" ? "key" : "fkey"].join("_");
}

/**
 * A constraint as its column's own, where it has the name that PostgreSQL gives then.
 * Source: PostgreSQL's `ChooseConstraintName` and `ChooseIndexName`.
 */
export function columnConstraint(
  { id, payload, parent }: Fact,
  column: string,
  facts: FactBase,
): string | undefined {
  const { name, table } = id as { name: string; table: string };
  const definition = String(payload["def"]);
  const quoted = shownName([column]);
  const expected = (suffix: string) => name === `${table}_${column}_${suffix}`;
  if (definition === `PRIMARY KEY (${quoted})`)
    return name === `${table}_pkey` ? "PRIMARY KEY" : undefined;
  if (definition === `UNIQUE (${quoted})`) return expected("key") ? "UNIQUE" : undefined;
  const foreign = `FOREIGN KEY (${quoted}) `;
  if (definition.startsWith(foreign))
    return expected("fkey") ? inPlainWords(definition.slice(foreign.length), asColumn) : undefined;
  const isCheck = payload["type"] === "c" && !definition.endsWith(" NO INHERIT");
  return isCheck && expected("check") && !namesOthers(definition, column, parent, facts)
    ? rewritten(definition, [withoutImpliedCasts(typesOf(parent, facts)), ...plainWords], asColumn)
    : undefined;
}

/** Whether a definition names, or may name, another column: then PostgreSQL gives a CHECK no column's name. */
function namesOthers(
  definition: string,
  column: string,
  table: StableId | undefined,
  facts: FactBase,
): boolean {
  const others = new Set(typesOf(table, facts).keys());
  others.delete(column);
  return tokens(definition).some((token) => others.has(nameOfToken(token)));
}

/** A constraint of a column in a statement. */
function asColumn(constraint: string): string {
  return `CREATE TABLE t (c int ${constraint})`;
}

/** A default as people write it for a column of a type. */
export function defaultClause(type: string, expression: string): string {
  return rewritten(expression, [plainDefault(type), ...plainWords], (part) => `SELECT ${part}`);
}

interface ColumnContext {
  readonly serial?: string | undefined;
  readonly isKey: boolean;
}

/** A column with its type, default and the like. */
export function columnClause(
  { id, payload }: Fact,
  { to }: Pick<CatalogChange, "to">,
  { serial, isKey }: ColumnContext = { isKey: false },
): string {
  const { name } = id as { name: string };
  const type = String(payload["type"]);
  if (serial !== undefined) return `${shownName([name])} ${serial}${isKey ? " PRIMARY KEY" : ""}`;
  const [given] = to.childrenOf(id).filter((child) => child.id.kind === "default");
  const notNull = payload["notNull"] === true && !isKey && payload["identity"] == null;
  const words = [
    shownName([name]),
    type,
    payload["collation"] == null ? undefined : `COLLATE ${String(payload["collation"])}`,
    identityClause(id as ColumnId, payload),
    isKey ? "PRIMARY KEY" : undefined,
    notNull ? "NOT NULL" : undefined,
    given && `DEFAULT ${defaultClause(type, String(given.payload["expr"]))}`,
    payload["generatedExpr"] == null
      ? undefined
      : `GENERATED ALWAYS AS (${String(payload["generatedExpr"])}) ${payload["_virtual"] === true ? "VIRTUAL" : "STORED"}`,
  ].filter((word) => word !== undefined);
  return inPlainWords(words.join(" "), (clause) => `CREATE TABLE t (${clause})`);
}

interface Identity {
  readonly generation: string;
  readonly sequence: { readonly schema: string; readonly name: string } | null;
  readonly options: Readonly<Record<string, unknown>> | null;
}

function identityClause(
  { schema, table, name }: ColumnId,
  { identity, type }: Fact["payload"],
): string | undefined {
  if (identity == null) return undefined;
  const { generation, sequence, options } = identity as unknown as Identity;
  const isUsual = sequence?.schema === schema && sequence.name === `${table}_${name}_seq`;
  const words = [
    ...(sequence === null || isUsual
      ? []
      : [`SEQUENCE NAME ${shownName([sequence.schema, sequence.name])}`]),
    ...optionWords(options ?? {}, String(type)),
  ];
  const when = generation === "a" ? "ALWAYS" : "BY DEFAULT";
  return `GENERATED ${when} AS IDENTITY${words.length > 0 ? ` (${words.join(" ")})` : ""}`;
}
