import {
  type ChangeScript,
  compare,
  type ComparedDatabase,
  type Difference,
  objectText,
  readCatalog,
  type Scope,
} from "../catalog/index.ts";
import { type Connection, StatementError } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import { withRoles } from "./roles.ts";

/** What became of a script on a scratch database. */
export type ScriptTrial =
  /** It ran, and the two are the same. */
  | { readonly outcome: "exact" }
  /** It ran, and these still differ. */
  | {
      readonly outcome: "leaves";
      readonly objects: readonly string[];
      /** The tables of them whose columns came back in another order. */
      readonly columnOrders?: readonly ColumnOrder[];
    }
  | { readonly outcome: "fails"; readonly statement: string; readonly message: string }
  | { readonly outcome: "untried"; readonly reason: UntriedReason };

/** The columns of a table, as they are and as they should be: `a, b`. */
export interface ColumnOrder {
  readonly table: string;
  readonly is: string;
  readonly wanted: string;
}

/**
 * `databases`: neither side is made on a scratch database; `secrets`: some must be filled in first; `no-start`: no
 * scratch database could be made into what the script begins with.
 */
export type UntriedReason = "databases" | "secrets" | "no-start";

/** A script with what became of it; nothing where there is none to try. */
export type TriedScript = ChangeScript & { readonly trial?: ScriptTrial };

/** A scratch database, and how it is compared. */
export interface TrialPlace {
  readonly connection: Connection;
  readonly own: HistoryTable;
  readonly scope?: Scope | undefined;
}

/** Runs a script where it begins, and compares what it makes with what it should. */
export async function tryScript(
  { connection, own, scope }: TrialPlace,
  script: ChangeScript,
  begin: ComparedDatabase,
  end: ComparedDatabase,
): Promise<ScriptTrial> {
  if (script.unfinished.length > 0) return { outcome: "untried", reason: "secrets" };
  for (const statement of script.statements) {
    const failure = await failureOf(connection, statement);
    if (failure !== undefined)
      return { outcome: "fails", statement, message: failure.server.message };
  }
  const made = { ...begin, catalog: await readCatalog(connection, own) };
  const { differences } = await compare(made, end, scope);
  if (differences.length === 0) return { outcome: "exact" };
  const objects = differences.map(({ object }) => objectText(object));
  const columnOrders = differences.flatMap(columnOrderIn);
  return { outcome: "leaves", objects, ...(columnOrders.length > 0 && { columnOrders }) };
}

function columnOrderIn({ object, details }: Difference): ColumnOrder[] {
  return details.flatMap(({ aspect, was, is }) =>
    aspect === "column order" && was !== undefined && is !== undefined
      ? [{ table: object.name, is: was, wanted: is }]
      : [],
  );
}

async function failureOf(
  connection: Connection,
  statement: string,
): Promise<StatementError | undefined> {
  try {
    await withRoles(connection, [], () => connection.run([statement]));
    return undefined;
  } catch (error) {
    if (error instanceof StatementError) return error;
    throw error;
  }
}

/** Tries a script, and then the one that leads back; what is no script is not. */
export async function tryThereAndBack(
  place: TrialPlace,
  [there, back]: readonly [ChangeScript, ChangeScript],
  begin: ComparedDatabase,
  end: ComparedDatabase,
): Promise<[TriedScript, TriedScript]> {
  const first = there.reason === undefined ? await tryScript(place, there, begin, end) : undefined;
  const isStart = first?.outcome === "exact" || back.unfinished.length > 0;
  const second = (): Promise<ScriptTrial> | ScriptTrial =>
    isStart ? tryScript(place, back, begin, begin) : { outcome: "untried", reason: "no-start" };
  return [
    { ...there, ...(first && { trial: first }) },
    { ...back, ...(back.reason === undefined && { trial: await second() }) },
  ];
}
