import type { Catalog, Digest } from "../catalog/index.ts";
import { fillTables, nameOf, readRows, type TableRows, type Unfilled } from "../rows/index.ts";
import type { Stage } from "../trial/index.ts";

/** What a stage is like at one moment: enough to see whether anything differs. */
export interface Glance {
  readonly digest: Digest;
  readonly rows: readonly TableRows[];
  /** Whether roles are those of a whole server, where others may make some at the same time. */
  readonly sharesRoles: boolean;
}

/** The same with the catalog, to see what differs; reading that takes ten times as long. */
export interface Look extends Glance {
  readonly catalog: Catalog;
}

/** What was done before a glance: every table was given rows. */
export interface Filled {
  /** The tables that could not be given any. */
  readonly unfilled: readonly Unfilled[];
}

export async function glanceAt(stage: Stage): Promise<Glance> {
  const digest = await stage.digest();
  const rows = await readRows(stage.connection, ownTables(stage));
  return { digest, rows, sharesRoles: stage.connection.kind === "server" };
}

/** The catalog is read only where the schema is none of the known ones. */
export async function lookAt(stage: Stage, ...known: readonly Look[]): Promise<Look> {
  const glance = await glanceAt(stage);
  const same = known.find((look) => look.digest.text === glance.digest.text);
  return { ...glance, catalog: same?.catalog ?? (await stage.catalog()) };
}

/**
 * Gives rows to the tables that have too few, and glances at the stage.
 * @param before from before the migration: the tables in it are left as the migration left them
 */
export async function fillAndGlance(stage: Stage, before?: Glance): Promise<Glance & Filled> {
  const had = (before?.rows ?? []).map(nameOf);
  const unfilled = await fillTables(stage.connection, [...ownTables(stage), ...had], {
    memory: stage.memory,
  });
  return { ...(await glanceAt(stage)), unfilled };
}

/** Gives rows to the tables that have too few, and looks at the stage. */
export async function observe(stage: Stage): Promise<Look & Filled> {
  return { ...(await fillAndGlance(stage)), catalog: await stage.catalog() };
}

/** Whether nothing differs between two looks, neither in the schema nor in the rows. */
export function isSame(first: Glance, second: Glance): boolean {
  return first.digest.text === second.digest.text && rowsText(first) === rowsText(second);
}

function rowsText({ rows }: Glance): string {
  return rows.map(({ oid, content }) => `${oid} ${content}`).join("\n");
}

function ownTables({ own }: Stage): string[] {
  return [`${own.schema}.${own.name}`, `${own.schema}.${own.journalName}`];
}
