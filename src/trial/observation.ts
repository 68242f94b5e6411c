import type { Digest } from "../catalog/index.ts";
import { ownTables } from "../history/index.ts";
import {
  type Contents,
  fillTables,
  nameOf,
  readContents,
  type TableRows,
  type Unfilled,
} from "../rows/index.ts";
import type { Stage } from "./stage.ts";

/** What a stage is like at one moment: enough to see whether anything differs. */
export interface Observation extends Contents {
  readonly digest: Digest;
  readonly rows: readonly TableRows[];
  /** The tables that could not be given rows before it was made. */
  readonly unfilled: readonly Unfilled[];
  /** Whether roles are those of a whole server, where others may make some at the same time. */
  readonly sharesRoles: boolean;
}

/** A stage's schema, and its rows. */
export async function observe(
  stage: Stage,
  unfilled: readonly Unfilled[] = [],
): Promise<Observation> {
  const digest = await stage.digest();
  const contents = await readContents(stage.connection, ownTables(stage.own), digest);
  return { digest, ...contents, unfilled, sharesRoles: isOnServer(stage) };
}

/** A stage's schema alone. */
export async function observeSchema(stage: Stage): Promise<Observation> {
  const contents = { rows: [], sequences: [] };
  return {
    digest: await stage.digest(),
    ...contents,
    unfilled: [],
    sharesRoles: isOnServer(stage),
  };
}

/**
 * Gives rows to the tables that have too few, and observes the stage.
 * @param tame whether no migration should stumble over them
 * @param before from before the migration: the tables in it are left as the migration left them
 * @param seen the stage as it is, where that is known
 */
export async function fillAndObserve(
  stage: Stage,
  before?: Observation,
  tame = false,
  seen?: Observation,
): Promise<Observation> {
  const left = (before?.rows ?? []).map(nameOf);
  const { unfilled, isUntouched } = await fillTables(
    stage.connection,
    [...ownTables(stage.own), ...left],
    { memory: stage.memory, tame },
  );
  return isUntouched && seen !== undefined ? { ...seen, unfilled } : observe(stage, unfilled);
}

/** Whether nothing differs between two observations of one stage, neither in the schema nor in the rows. */
export function isSame(first: Observation, second: Observation): boolean {
  return first.digest.text === second.digest.text && rowsText(first) === rowsText(second);
}

/** Whether the same is there as far as can be told by names: tables may have been made again in between. */
export function isSameByName(first: Observation, second: Observation): boolean {
  return first.digest.text === second.digest.text && namedRowsText(first) === namedRowsText(second);
}

function rowsText({ rows }: Observation): string {
  return rows.map(({ oid, content }) => `${oid} ${content}`).join("\n");
}

function namedRowsText({ rows }: Observation): string {
  return rows
    .map((table) => `${nameOf(table)} ${table.content}`)
    .toSorted()
    .join("\n");
}

function isOnServer({ connection }: Stage): boolean {
  return connection.kind === "server";
}
