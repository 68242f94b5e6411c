import {
  readIdentities,
  renamesBetween,
  scriptOf,
  statementsBetween,
  undescribedChanges,
  valuesOfAdded,
  withSameRoles,
  type Catalog,
  type CatalogObject,
  type ChangeStatement,
  type Identities,
  type ScriptLine,
} from "../catalog/index.ts";
import { StatementError } from "../database/index.ts";
import type { Plan } from "../plan/index.ts";
import { type Action, flattened, parseStatements } from "../sql/statement/index.ts";
import { literal, quoteIfNeeded } from "../sql/text/index.ts";
import { replacedSequences, rowsOf, type TableRows } from "../rows/index.ts";
import {
  textOfPlan,
  type Catalogs,
  type Observation,
  type PhaseResult,
  type Stage,
} from "../trial/index.ts";
import { destructions, type Note, refusedRowsNote } from "../verify/index.ts";
import type { Loss, ReverseReason } from "./remarks.ts";
import { deletionsOf } from "./rows.ts";
import { lossText } from "./wording.ts";

/** A down section that is not proved yet. */
export interface Draft {
  readonly section: string;
  readonly lost: readonly Loss[];
  /** What a person must decide. */
  readonly reasons: readonly ReverseReason[];
  /** What should be known of the way up. */
  readonly notes: readonly Note[];
  /** Whether the stage was changed to work it out. */
  readonly isSpoilt: boolean;
}

/**
 * Writes what turns the database back once a migration's up section has run: first the names that objects had, then
 * the rest.
 * @param names those from before
 * @param catalogs that from before is in it; keeps the other
 */
export async function draftDown(
  { stage, plans, before, now: after, refusedRows }: PhaseResult,
  names: Identities,
  catalogs: Catalogs,
): Promise<Draft> {
  const [from, to] = [await catalogs.read(stage, after), catalogs.of(before)!];
  const rows = await rowsBack(before, after, plans[0]!, stage);
  const renames = await renameBack(await readIdentities(stage.connection), names, stage);
  const isSpoilt = renames.lines.length > 0;
  const now = isSpoilt ? await stage.catalog() : from;
  const isAboutRoles = !after.sharesRoles || changesRoles(plans[0]!);
  const catalogsToTurn = isAboutRoles ? ([now, to] as const) : withSameRoles(now, to);
  const schema = schemaBack(...catalogsToTurn, after.rows);
  return {
    section: scriptOf([
      ...rows.lines,
      ...renames.lines,
      ...schema.lines,
      ...sequencesBack(before, after),
    ]),
    lost: schema.lost,
    reasons: [
      ...rows.reasons,
      ...renames.reasons,
      ...schema.reasons,
      ...notDescribed(before, after),
    ],
    notes: refusedRows === undefined ? [] : [refusedRowsNote("up", refusedRows)],
    isSpoilt,
  };
}

/** Whether a migration makes, changes or drops roles: on a server that others use, theirs come and go meanwhile. */
function changesRoles(plan: Plan): boolean {
  const text = textOfPlan(plan);
  const actions = text === undefined ? [] : parseStatements(text).flatMap((one) => one.actions);
  return flattened(actions).some((action) =>
    "objectKind" in action ? action.objectKind === "ROLE" : ofRoles.has(action.kind),
  );
}

const ofRoles: ReadonlySet<Action["kind"]> = new Set(["create-role", "alter-role", "drop-role"]);

/** A sequence that is made anew begins at its start; the rows of its column go on. */
function sequencesBack(before: Observation, after: Observation): ScriptLine[] {
  return replacedSequences(before, after).map(({ table, column }) => {
    const name = `${quoteIfNeeded(table.schema)}.${quoteIfNeeded(table.name)}`;
    const sequence = `pg_get_serial_sequence(${literal(name)}, ${literal(column)})`;
    return { sql: `SELECT setval(${sequence}, max(${quoteIfNeeded(column)})) FROM ${name}` };
  });
}

interface Part {
  readonly lines: readonly ScriptLine[];
  readonly reasons: readonly ReverseReason[];
}

async function rowsBack(
  before: Observation,
  after: Observation,
  plan: Plan,
  { connection }: Stage,
): Promise<Part> {
  const text = textOfPlan(plan);
  const written = text === undefined ? undefined : parseStatements(text);
  const inserts = written?.flatMap(({ actions }) =>
    actions.filter((action) => action.kind === "insert"),
  );
  const { statements, reasons } = await deletionsOf(before.rows, after.rows, inserts, connection);
  const unknowable = written ? destructions(written, before.rows, after.rows) : [];
  return { lines: statements.map((sql) => ({ sql })), reasons: [...unknowable, ...reasons] };
}

/** Names and schemas given back on the stage, so that the rest can be worked out from there. */
async function renameBack(now: Identities, then: Identities, { connection }: Stage): Promise<Part> {
  const lines: ScriptLine[] = [];
  for (const { sql } of renamesBetween(now, then)) {
    try {
      await connection.run([sql]);
      lines.push({ sql });
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      return {
        lines,
        reasons: [{ kind: "rename-fails", statement: sql, message: error.message }],
      };
    }
  }
  return { lines, reasons: [] };
}

function schemaBack(
  from: Catalog,
  to: Catalog,
  rows: readonly TableRows[],
): Part & { readonly lost: readonly Loss[] } {
  let statements: ChangeStatement[];
  try {
    statements = statementsBetween(from, to);
  } catch (error) {
    return {
      lines: [],
      lost: [],
      reasons: [{ kind: "no-statements", message: (error as Error).message }],
    };
  }
  return {
    lines: statements.map((statement) => ({
      sql: statement.sql,
      remarks: losses(statement, to).map((loss) => `${lossText(loss)}.`),
    })),
    lost: statements.flatMap((statement) => losses(statement, to)),
    reasons: [
      ...statements.flatMap((statement) => problems(statement, to)),
      ...statements.filter(({ isUnfinished }) => isUnfinished).map(secretIn),
      ...emptied(statements, rows),
    ],
  };
}

/** Tables that have rows, and would be recreated without them. */
function emptied(
  statements: readonly ChangeStatement[],
  rows: readonly TableRows[],
): ReverseReason[] {
  const names = (objects: readonly CatalogObject[]) =>
    objects.filter(({ kind }) => kind === "table").map(({ name }) => name);
  const made = new Set(statements.flatMap(({ creates }) => names(creates)));
  const replaced = new Set(statements.flatMap(({ drops }) => names(drops)));
  const full = rows.filter((table) => rowsOf(table).rows.length > 0);
  return [...made]
    .filter((name) => replaced.has(name) && full.some((table) => isIn(table, name)))
    .map((table) => ({ kind: "table-recreated", table }));
}

/** A table, or a partition of it. */
function isIn({ schema, name, ancestors }: TableRows, table: string): boolean {
  const own = `${quoteIfNeeded(schema)}.${quoteIfNeeded(name)}`;
  return own === table || ancestors.includes(table);
}

/** What is made again is empty. */
function losses({ creates }: ChangeStatement, to: Catalog): Loss[] {
  const tables = creates.filter(({ kind }) => kind === "table");
  if (tables.length > 0) return tables.map(({ name }) => ({ kind: "rows", table: name }));
  return creates
    .filter((object) => object.kind === "column" && valuesOfAdded(object, to) !== "computed")
    .map(({ name }) => ({ kind: "values", column: name }));
}

function secretIn({ sql }: ChangeStatement): ReverseReason {
  return { kind: "secret", statement: sql };
}

function problems({ creates }: ChangeStatement, to: Catalog): ReverseReason[] {
  if (creates.some(({ kind }) => kind === "table")) return [];
  return creates
    .filter((object) => object.kind === "column" && valuesOfAdded(object, to) === "none")
    .map(({ name }) => ({ kind: "needs-value", column: name }));
}

function notDescribed(before: Observation, after: Observation): ReverseReason[] {
  return undescribedChanges(before.digest, after.digest).map((object) => ({
    kind: "not-described",
    object,
  }));
}
