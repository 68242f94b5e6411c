import type { Fact, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { sequenceSql } from "./sequences.ts";
import type { Step, Way } from "./steps.ts";
import { addedColumnClause } from "./tables.ts";
import { defaultFor, peeled, relaxed, reworded } from "./wording.ts";

/** Steps without those that change nothing. */
export function withoutNoise(steps: readonly Step[], way: Way): Step[] {
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
function givesToMaker({ sql, consumes }: Step, made: ReadonlySet<string>, user: string): boolean {
  const owner = `OWNER TO "${user.replaceAll('"', '""')}"`;
  return sql.endsWith(owner) && [...consumes.keys()].some((id) => made.has(id));
}

/** An extension brings its comment along. */
function isExtensionComment({ sql, produces }: Step, made: ReadonlySet<string>): boolean {
  const [id] = produces.values();
  return (
    sql.startsWith("COMMENT ON EXTENSION ") &&
    id?.kind === "comment" &&
    made.has(encodeId(id.target))
  );
}

function isSaidLater(step: Step, steps: readonly Step[]): boolean {
  const isDefault = / SET DEFAULT /.test(step.sql);
  return isDefault && steps.slice(steps.indexOf(step) + 1).some(({ sql }) => sql === step.sql);
}

/** Before a change of type, where the column has no default. */
function dropsNoDefault({ sql, produces, destroys, consumes }: Step, { from }: Way): boolean {
  if (!sql.endsWith(" DROP DEFAULT") || produces.size + destroys.size > 0) return false;
  return [...consumes.values()].some(
    (id) =>
      id.kind === "column" &&
      !from.childrenOf(id).some(({ id: child }) => child.kind === "default"),
  );
}

/** The SQL of a step, as people write it. */
export function plainSql(step: Step, way: Way): string {
  if (/^CREATE (?:UNLOGGED )?TABLE .*\(\n/.test(step.sql)) return step.sql;
  const [fact] = / SET DEFAULT /.test(step.sql)
    ? [...step.produces.values(), ...step.consumes.values()].map((id) => defaultOf(id, way))
    : [...step.produces.values()].map((id) => way.to.get(id));
  const special = fact && specials[fact.id.kind]?.(step.sql, fact, way, step);
  return special ?? general(withoutNeedlessCast(step, way));
}

function defaultOf(id: StableId, { to }: Way): Fact | undefined {
  if (id.kind === "default") return to.get(id);
  return to.childrenOf(id).find((child) => child.id.kind === "default");
}

type Special = (sql: string, fact: Fact, way: Way, step: Step) => string | undefined;

const specials: Record<string, Special> = {
  sequence: (sql, fact) => (sql.startsWith("CREATE ") ? sequenceSql(fact) : undefined),
  schema: (sql, _fact, { user }) =>
    reworded(sql.replace(` AUTHORIZATION "${user.replaceAll('"', '""')}"`, "")),
  column: (sql, fact, way, step) =>
    / ADD COLUMN /.test(sql)
      ? `${reworded(/^.*? ADD COLUMN /.exec(sql)![0])}${addedColumnClause(step, fact, way)}`
      : undefined,
  default: (sql, { id, payload }, { to }) => {
    const { schema, table, name } = id as Extract<StableId, { kind: "default" }>;
    const type = String(to.get({ kind: "column", schema, table, name })?.payload["type"]);
    const head = /^.*? SET DEFAULT /s.exec(sql)?.[0];
    return head && reworded(head) + reworded(defaultFor(type, String(payload["expr"])));
  },
  index: (sql) => {
    const [head, where] = sql.split(/ WHERE (?=\()/s);
    if (where === undefined) return reworded(relaxed(sql));
    return `${reworded(relaxed(head!))} WHERE ${reworded(relaxed(peeled(where)))}`;
  },
  constraint: (sql) => (/ CHECK /.test(sql) ? general(relaxed(sql)) : undefined),
  policy: (sql) =>
    sql.startsWith("CREATE ")
      ? reworded(
          relaxed(sql)
            .replace(/ FOR ALL(?= TO )/, "")
            .replace(/ TO PUBLIC(?= |$)/, ""),
        )
      : undefined,
};

function general(sql: string): string {
  return reworded(sql)
    .replace(/ REFERENCES ([^( ]+)\(/, " REFERENCES $1 (")
    .replace(/(?<=^ALTER SEQUENCE .* )MAXVALUE 9223372036854775807/, "NO MAXVALUE")
    .replaceAll("__pgdelta_replaced", "_before")
    .replace(
      /^(CREATE PUBLICATION .*) WITH \(publish = 'insert, update, delete, truncate'\)$/s,
      "$1",
    );
}

const texts = /^(?:text|character|character varying)\b/;
const numbers = /^(?:smallint|integer|bigint|numeric|real|double precision)\b/;

/** `TYPE text USING "x"::text`: here the server casts by itself, and refuses what does not fit. */
function withoutNeedlessCast({ sql, consumes }: Step, { from }: Way): string {
  const [all, type] = / TYPE (.+) USING ".*"::\1$/s.exec(sql) ?? [];
  if (all === undefined || type === undefined) return sql;
  const column = [...consumes.values()].find(({ kind }) => kind === "column");
  const before = String(column && from.get(column)?.payload["type"]);
  const isImplied = texts.test(type) || (numbers.test(type) && numbers.test(before));
  return isImplied && !type.endsWith("[]") ? sql.replace(all, () => ` TYPE ${type}`) : sql;
}
