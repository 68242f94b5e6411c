import { isAtLeast, locksTaken, slowWork, type LockMode } from "../locks/table/index.ts";
import { apply, type FullName, type Schema } from "../schema/index.ts";
import {
  addedEnumValue,
  isRelationKind,
  mentionsValue,
  validatedConstraint,
  type Action,
  type ActionOf,
  type ConstraintName,
  type RelationName,
} from "../sql/statement/index.ts";
import type { SequentialCause, SlowWorkReason } from "./reason.ts";
import { isDistributed } from "./distribution.ts";
import { whySequential } from "./sequential.ts";
import type { MigrationWork } from "./work.ts";

/** What decides in which transaction a migration may run. */
export interface WorkFacts {
  /** Locks that stop the application, where it uses what they are on. */
  readonly locks: readonly StoppingLock[];
  /** What takes long. */
  readonly slow: readonly SlowStep[];
  readonly enumValues: readonly AddedEnumValue[];
  /** Those of them that it then uses itself. */
  readonly usedEnumValues: readonly AddedEnumValue[];
  /** Why Citus is to use one connection for each node, by the index of the statement. */
  readonly sequential: readonly { readonly at: number; readonly cause: SequentialCause }[];
}

/** Something that is done to a table. */
interface Done {
  readonly table: FullName;
  /** Which migration of the plan makes the table; -1 for one that was there before. */
  readonly madeBy: number;
}

/** SHARE or stronger: writers wait at least. */
export interface StoppingLock extends Done {
  readonly mode: LockMode;
}

/** Work that takes long on a large table. */
export interface SlowStep extends Done {
  readonly work: SlowWorkReason["work"];
  /** Of a validation: the constraint, and which migration of the plan adds it; -1 where none does. */
  readonly validates?: { readonly constraint: string; readonly addedBy: number };
}

interface AddedEnumValue {
  readonly value: string;
  /** Whether the plan creates its type as well. */
  readonly isOfNewType: boolean;
}

/**
 * What a migration would do to a schema, which is brought to what it is after it.
 * @param index of the migration in its plan
 */
export function workFactsOf(
  { statements, direction }: MigrationWork,
  index: number,
  schema: Schema,
): WorkFacts {
  const locks: StoppingLock[] = [];
  const slow: SlowStep[] = [];
  const enumValues: AddedEnumValue[] = [];
  const usedEnumValues: AddedEnumValue[] = [];
  const sequential: { at: number; cause: SequentialCause }[] = [];
  const origin = { migration: index, section: direction, transaction: index };
  for (const [at, { text, read }] of statements.entries()) {
    usedEnumValues.push(...enumValues.filter(({ value }) => mentionsValue(text, value)));
    for (const action of read.actions) {
      locks.push(...stoppingLocks(action, schema));
      slow.push(...slowSteps(action, schema));
      enumValues.push(...addedValues(action, schema));
      const cause = isDistributed(schema) ? whySequential(action, schema) : undefined;
      if (cause !== undefined) sequential.push({ at, cause });
      apply(schema, action, origin);
    }
  }
  return { locks, slow, enumValues, usedEnumValues, sequential };
}

function stoppingLocks(action: Action, schema: Schema): StoppingLock[] {
  const taken = [...locksTaken(action, schema), ...locksPerhaps(action, schema)];
  return taken
    .filter(({ mode }) => isAtLeast(mode, "SHARE"))
    .flatMap(({ relation, mode }) => doneTo(relation, schema).map((done) => ({ ...done, mode })));
}

function slowSteps(action: Action, schema: Schema): SlowStep[] {
  const validated = validatedConstraint(action);
  return slowWork(action, schema).flatMap(({ kind: work, relation }) =>
    doneTo(relation, schema).map((done) => ({
      ...done,
      work,
      ...(validated && {
        validates: { constraint: validated.name, addedBy: addedBy(validated, schema) },
      }),
    })),
  );
}

function addedBy({ table, name }: ConstraintName, schema: Schema): number {
  const known = schema.relation(table)?.constraints.get(name);
  return known === undefined || known.valid ? -1 : known.origin.migration;
}

/** A temporary table is nobody else's. */
function doneTo(table: FullName, schema: Schema): Done[] {
  const known = schema.relation(table);
  if (known?.temporary || table.schema === "pg_temp") return [];
  return [{ table, madeBy: known?.isCreated ? known.origin.migration : -1 }];
}

/**
 * Locks on what no migration of the plan is known to make: it was there before, for all that is known, and goes or is
 * replaced by the action.
 */
function locksPerhaps(
  action: Action,
  schema: Schema,
): { readonly relation: FullName; readonly mode: LockMode }[] {
  const name = perhapsThere(action, schema);
  if (name === undefined) return [];
  const mode = action.kind === "reindex" ? "SHARE" : "ACCESS EXCLUSIVE";
  return [{ relation: schema.resolve(name), mode }];
}

function perhapsThere(action: Action, schema: Schema): RelationName | undefined {
  switch (action.kind) {
    case "create-view":
      return action.replace && !schema.relation(action.relation) ? action.relation : undefined;
    case "reindex":
      return action.scope === "INDEX" && action.relation && !schema.index(action.relation)
        ? action.relation
        : undefined;
    case "drop":
      return droppedPerhaps(action, schema);
    default:
      return undefined;
  }
}

function droppedPerhaps(
  { objectKind, object, concurrently }: ActionOf<"drop">,
  schema: Schema,
): RelationName | undefined {
  if (object.on !== undefined) return schema.relation(object.on)?.isCreated ? undefined : object.on;
  if (objectKind === "INDEX") return concurrently || schema.index(object) ? undefined : object;
  return isRelationKind(objectKind) && schema.relation(object) === undefined ? object : undefined;
}

function addedValues(action: Action, schema: Schema): AddedEnumValue[] {
  const added = addedEnumValue(action);
  return added ? [{ value: added.value, isOfNewType: schema.type(added.type) !== undefined }] : [];
}
