import type { StableId } from "@supabase/pg-delta/core";
import { apart } from "../attachments/changes.ts";
import { encodeId } from "../pg-delta.ts";
import { singleSteps } from "./around-generated.ts";
import { aroundTypes } from "./around-types.ts";
import { withDistribution } from "./distribution-order.ts";
import { withoutImpliedDrops } from "./drops.ts";
import { asForeignPartition } from "./foreign-partitions.ts";
import { gathered } from "./gathered.ts";
import { guarded, type GuardContext } from "./guards.ts";
import { refuseImpossible } from "./impossible.ts";
import { laidOut } from "./layout.ts";
import { catalogObject, type CatalogObject } from "../objects.ts";
import { ordered } from "./order.ts";
import { privilegeSteps } from "./privileges.ts";
import type { Catalog } from "../read.ts";
import { objectSteps, propertySteps } from "./properties.ts";
import { byId, type ChangeStep, type CatalogChange } from "./steps.ts";
import { withColumnsWhole, withTablesWhole } from "./tables.ts";
import { withVariables } from "./unfinished.ts";
import { withoutOnly } from "./wording.ts";
import { withoutColumnsOfTypes } from "./typed-tables.ts";
import { withUncheckedBodies } from "./bodies.ts";
import { withPositionsInside } from "./positions.ts";
import { plainSql, withoutNoise } from "./plain.ts";

/** A statement that brings one catalog nearer to another. */
export interface ChangeStatement {
  /** Without a semicolon; perhaps of several lines. */
  readonly sql: string;
  /** What it makes and what it takes away, what hangs on those included. */
  readonly creates: readonly CatalogObject[];
  readonly drops: readonly CatalogObject[];
  /** What else it is about: the object that it alters, comments on, or grants. */
  readonly touches: readonly CatalogObject[];
  /** Whether rows or values are lost with it. */
  readonly losesData: boolean;
  /** Whether it must be committed before what follows it. */
  readonly commits: boolean;
  /** Whether it may be run again when it has been run. */
  readonly isRepeatable: boolean;
  /** Whether a person must fill in secrets, for which variables of psql stand: `:'token'`. */
  readonly isUnfinished: boolean;
}

export interface StatementOptions {
  /** Whether statements get the IF EXISTS, IF NOT EXISTS and OR REPLACE that let them run twice. Default: true. */
  readonly guarded?: boolean | undefined;
}

/**
 * The statements that turn the first catalog into the second, as a person writes them, in an order in which
 * they run; none that another implies. `loadParser` must have been awaited before.
 * @throws Error where there are none, as for what PostgreSQL cannot change in place
 */
export function statementsBetween(
  from: Catalog,
  to: Catalog,
  options: StatementOptions = {},
): ChangeStatement[] {
  const { steps, way } = stepsBetween(from, to);
  return steps.flatMap((step) => written(step, steps, way, options.guarded ?? true));
}

/** A statement of a whole schema. */
export interface SchemaStatement extends Pick<ChangeStatement, "sql" | "isUnfinished"> {
  /** The object to which it belongs: a table, of its indexes, constraints, triggers, policies, comments and privileges, too. */
  readonly group: string;
}

/**
 * The statements that make a schema of an empty database, for people to read: what belongs to an object follows it, as far as
 * nothing that comes later is needed. `loadParser` must have been awaited before.
 * @throws as `statementsBetween`
 */
export function schemaBetween(empty: Catalog, to: Catalog): SchemaStatement[] {
  const { steps, way } = stepsBetween(empty, to);
  return gathered(steps, way).flatMap(({ step, group }) =>
    written(step, steps, way, false).map((statement) => ({ ...statement, group })),
  );
}

/** The steps in their order. */
function stepsBetween(from: Catalog, to: Catalog) {
  const { detach, attach, onAll, ...facts } = apart(from, to);
  const way: CatalogChange = {
    ...facts,
    user: to.user,
    majorVersion: to.majorVersion,
  };
  const single = withoutColumnsOfTypes(singleSteps(way), from)
    .map((step) => asForeignPartition(onAllPartitions(step, onAll), to))
    .filter((step) => !isPrivilege(step));
  refuseImpossible(single, way);
  const aside = [...single, ...aroundTypes(single, way)];
  const steps = withColumnsWhole(withTablesWhole(aside, way), way);
  const needed = withoutNoise(withoutImpliedDrops(steps, way), way);
  const besides = objectSteps(needed, from, to);
  const all = [...detach, ...besides.inside, ...needed, ...privilegeSteps(needed, way)];
  const inside = ordered(all, way);
  const { after, distributing } = propertySteps([...inside, ...besides.after], from, to);
  const whole = [
    ...besides.before,
    ...withDistribution([...inside, ...attach], distributing),
    ...besides.after,
    ...after,
  ];
  return { steps: withPositionsInside(withUncheckedBodies(whole), way), way };
}

/** Where all partitions are to have the index, without ON ONLY. */
function onAllPartitions(step: ChangeStep, onAll: ReadonlySet<string>): ChangeStep {
  const { does } = step;
  if (does?.kind !== "create-index") return step;
  return [...step.produces.keys()].some((key) => onAll.has(key))
    ? { ...step, sql: withoutOnly(step.sql), does: { ...does, only: false } }
    : step;
}

/** Grants on objects are written from what they change, see privileges.ts. */
function isPrivilege({ does }: ChangeStep): boolean {
  return does?.kind === "grant" && !does.ofRoles;
}

function written(
  step: ChangeStep,
  all: readonly ChangeStep[],
  way: CatalogChange,
  withGuards: boolean,
) {
  const sql = laidOut(plainSql(step, way));
  const { before, ...statement } = guarded(sql, contextOf(step, all, way));
  const text = withVariables(withGuards ? statement.sql : sql, step);
  const facts = {
    losesData: step.losesData,
    commits: step.commits,
    isRepeatable: withGuards && statement.isRepeatable,
    isUnfinished: text.isUnfinished,
  };
  const none = { creates: [], drops: [], touches: [], isRepeatable: true, isUnfinished: false };
  return [
    ...(withGuards ? before.map((one) => ({ ...facts, ...none, sql: one })) : []),
    {
      ...facts,
      sql: text.sql,
      creates: objects(step.produces),
      drops: objects(step.destroys),
      touches: touched(step),
    },
  ];
}

function contextOf(
  step: ChangeStep,
  all: readonly ChangeStep[],
  { majorVersion }: CatalogChange,
): GuardContext {
  const made = [...step.produces.values()];
  const isGone = (id: StableId) => all.some(({ destroys }) => destroys.has(encodeId(id)));
  return {
    majorVersion,
    isReplaced: made.some(isGone),
    tableFalls: [...step.destroys.values(), ...step.consumes.values()].some((id) => {
      const { schema, table } = id as { schema?: string; table?: string };
      return (
        schema !== undefined &&
        table !== undefined &&
        isGone({ kind: "table", schema, name: table })
      );
    }),
  };
}

const satellites =
  /^(?:acl|comment|default|securityLabel|typeAttribute|publicationRel|publicationSchema)$/;

function objects(ids: ReadonlyMap<string, StableId>): CatalogObject[] {
  return [...ids.values()].filter(({ kind }) => !satellites.test(kind)).map(catalogObject);
}

/** Objects that are neither made nor taken away, those whose comment or default it is included. */
function touched({ produces, destroys, consumes }: ChangeStep): CatalogObject[] {
  const hung = [...produces.values(), ...destroys.values(), ...consumes.values()]
    .filter(({ kind }) => satellites.test(kind))
    .flatMap(holderOf);
  const used = [...consumes.values()].filter(({ kind }) => kind !== "role" && kind !== "schema");
  return objects(byId([...hung, ...used]));
}

function holderOf(id: StableId): StableId[] {
  if (id.kind === "comment" || id.kind === "acl" || id.kind === "securityLabel") return [id.target];
  if (id.kind === "default") return [{ ...id, kind: "column" }];
  return [];
}
