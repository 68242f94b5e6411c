import type { Fact, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { shownName, isNumberType } from "../../sql/statement/index.ts";
import { quoteIdentifier, tokens, type Token } from "../../sql/text/index.ts";
import { withoutImpliedCasts } from "./casts.ts";
import { collatedType } from "./column-facts.ts";
import { defaultClause, typesOf, type ColumnId } from "./columns.ts";
import { withTokenEdits, rewritten } from "./rewritten.ts";
import { sequenceSql, usualLimits } from "./sequences.ts";
import { dropsDefault, setsDefault, type ChangeStep, type CatalogChange } from "./steps.ts";
import { addedColumnClause } from "./tables.ts";
import { quotedName, plainWords, withoutUsualScope } from "./wording.ts";

/** Steps without those that change nothing. */
export function withoutNoise(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const made = new Set(steps.flatMap(({ produces }) => [...produces.keys()]));
  return steps.filter(
    (step) =>
      !givesToMaker(step, made, way.user) &&
      !isExtensionComment(step, made) &&
      !dropsNoDefault(step, way) &&
      !isSaidLater(step, steps),
  );
}

/** What a user makes is that user's already. */
function givesToMaker(
  { does, consumes }: ChangeStep,
  made: ReadonlySet<string>,
  user: string,
): boolean {
  const isOwner = does?.kind === "owner" || does?.kind === "change-owner";
  const role = encodeId({ kind: "role", name: user });
  return isOwner && consumes.has(role) && [...consumes.keys()].some((id) => made.has(id));
}

/** An extension brings its comment along. */
function isExtensionComment({ does, produces }: ChangeStep, made: ReadonlySet<string>): boolean {
  const [id] = produces.values();
  return (
    does?.kind === "comment" &&
    id?.kind === "comment" &&
    id.target.kind === "extension" &&
    made.has(encodeId(id.target))
  );
}

function isSaidLater(step: ChangeStep, steps: readonly ChangeStep[]): boolean {
  return (
    (setsDefault(step) || step.does?.kind === "replica-identity") &&
    steps.slice(steps.indexOf(step) + 1).some(({ sql }) => sql === step.sql)
  );
}

/** Before a change of type, where the column has no default. */
function dropsNoDefault(step: ChangeStep, { from }: CatalogChange): boolean {
  if (!dropsDefault(step) || step.produces.size + step.destroys.size > 0) return false;
  return [...step.consumes.values()].some(
    (id) =>
      id.kind === "column" &&
      !from.childrenOf(id).some(({ id: child }) => child.kind === "default"),
  );
}

/** The SQL of a step, as people write it: from facts where they say it all, otherwise in other words. */
export function plainSql(step: ChangeStep, way: CatalogChange): string {
  if (step.isWritten) return step.sql;
  const fact = factOf(step, way);
  return fromFacts(step, fact, way) ?? inOtherWords(stated(step, fact, way), step, fact, way);
}

/** What a step makes, or alters, as it is afterwards. */
function factOf({ produces, consumes }: ChangeStep, { to }: CatalogChange): Fact | undefined {
  const ids = [...produces.values(), ...consumes.values()];
  return ids.map((id) => to.get(id)).find((fact) => fact !== undefined);
}

function fromFacts(
  step: ChangeStep,
  fact: Fact | undefined,
  way: CatalogChange,
): string | undefined {
  if (step.does?.kind === "create-sequence" && fact?.id.kind === "sequence")
    return sequenceSql(fact);
  if (setsDefault(step)) return newDefault(step, way);
  if (step.does?.kind !== "add-column" || fact?.id.kind !== "column") return undefined;
  const { schema, table } = fact.id;
  return `ALTER TABLE ${shownName([schema, table])} ADD COLUMN ${addedColumnClause(step, fact, way)}`;
}

function newDefault({ produces, consumes }: ChangeStep, { to }: CatalogChange): string | undefined {
  const ids = [...produces.values(), ...consumes.values()];
  const given = ids.map((id) => defaultOf(id, { to })).find((fact) => fact?.id.kind === "default");
  if (given === undefined) return undefined;
  const { schema, table, name } = given.id as ColumnId;
  const type = String(to.get({ kind: "column", schema, table, name })?.payload["type"]);
  const clause = defaultClause(type, String(given.payload["expr"]));
  return `ALTER TABLE ${shownName([schema, table])} ALTER COLUMN ${shownName([name])} SET DEFAULT ${clause}`;
}

function defaultOf(id: StableId, { to }: Pick<CatalogChange, "to">): Fact | undefined {
  if (id.kind === "default") return to.get(id);
  if (id.kind !== "column") return undefined;
  return to.childrenOf(id).find((child) => child.id.kind === "default");
}

/** PostgreSQL's or the library's words, said shorter where that means the same. */
function inOtherWords(
  sql: string,
  { does }: ChangeStep,
  fact: Fact | undefined,
  { to }: CatalogChange,
): string {
  const hasExpression =
    does?.kind === "create-index" ||
    does?.kind === "create-policy" ||
    does?.kind === "create-domain" ||
    (fact?.id.kind === "constraint" && fact.payload["type"] === "c");
  const holder = does?.kind === "create-domain" ? fact?.id : fact?.parent;
  return rewritten(sql, [
    ...(hasExpression ? [withoutImpliedCasts(typesOf(holder, to))] : []),
    ...(does?.kind === "create-policy" ? [withoutUsualScope] : []),
    ...plainWords,
  ]);
}

/** The library's SQL without what the facts show to be needless. */
function stated(step: ChangeStep, fact: Fact | undefined, way: CatalogChange): string {
  const sql = withPlainAside(step.sql, way);
  switch (step.does?.kind) {
    case "alter-column-type":
      return withoutNeedlessUsing(sql, step, way);
    case "alter-sequence":
      return fact === undefined ? sql : withUsualMaximum(sql, fact);
    case "create-other":
      return fact?.id.kind === "publication" ? withoutUsualPublish(sql, fact) : sql;
    default:
      return sql;
  }
}

const texts = /^(?:text|character|character varying)\b/;

/** `TYPE text USING "x"::text`: here the server casts by itself, and refuses what does not fit. */
function withoutNeedlessUsing(
  sql: string,
  { consumes }: ChangeStep,
  { from, to }: CatalogChange,
): string {
  const column = [...consumes.values()].find(({ kind }) => kind === "column") as
    | (ColumnId & { readonly kind: "column" })
    | undefined;
  if (column === undefined) return sql; // an attribute of a composite type
  const [was, is] = [from.get(column), to.get(column)];
  const [before, type] = [String(was?.payload["type"]), String(is?.payload["type"])];
  const isImplied = texts.test(type) || (isNumberType(type) && isNumberType(before));
  const mayGo = before === type || (isImplied && !type.endsWith("[]"));
  const using = [type, ...(is === undefined ? [] : [collatedType(is)])]
    .map((one) => ` USING ${quoteIdentifier(column.name)}::${one}`)
    .find((one) => sql.endsWith(one));
  return mayGo && using !== undefined ? sql.slice(0, -using.length) : sql;
}

/** `MAXVALUE 9223372036854775807` as NO MAXVALUE. */
function withUsualMaximum(sql: string, { payload }: Fact): string {
  const { max } = usualLimits(String(payload["dataType"]), String(payload["increment"]));
  const all = tokens(sql);
  const at = all.findIndex(
    ({ text }, index) => text === "MAXVALUE" && all[index + 1]?.text === max,
  );
  return at === -1
    ? sql
    : withTokenEdits(sql, [{ from: all[at]!, to: all[at + 1]!, text: "NO MAXVALUE" }]);
}

/** What a publication publishes when nobody says. Source: PostgreSQL manual, CREATE PUBLICATION. */
const usualPublish = " WITH (publish = 'insert, update, delete, truncate')";

function withoutUsualPublish(sql: string, { payload }: Fact): string {
  const isUsual = payload["viaRoot"] !== true && sql.endsWith(usualPublish);
  return isUsual ? sql.slice(0, -usualPublish.length) : sql;
}

const aside = /__pgdelta_replaced(_\d+)?$/;

/** The library's name for a type that is set aside for a moment, as `mood_before`. */
function withPlainAside(sql: string, way: CatalogChange): string {
  const set = tokens(sql).filter(
    (token) => token.kind === "quoted" && aside.test(quotedName(token)),
  );
  if (set.length === 0) return sql;
  const taken = namesIn(way);
  return withTokenEdits(
    sql,
    set.map((token) => ({ from: token, to: token, text: plainAside(token, taken) })),
  );
}

function plainAside(token: Token, taken: ReadonlySet<string>): string {
  const given = quotedName(token);
  const plain = given.replace(aside, "_before$1");
  return taken.has(given) || taken.has(plain) ? token.text : quoteIdentifier(plain);
}

function namesIn({ from, to }: CatalogChange): Set<string> {
  const ids = [...from.facts(), ...to.facts()].map(({ id }) => id as { name?: string });
  return new Set(ids.flatMap(({ name }) => name ?? []));
}
