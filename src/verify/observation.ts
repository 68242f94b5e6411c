import type { Catalog, Digest } from "../catalog/index.ts";
import { fillTables, type Unfilled } from "./data/fill.ts";
import { readRows, type TableRows } from "./data/rows.ts";
import type { Stage } from "./stage.ts";

/** What a stage is like at one moment. */
export interface Look {
  readonly digest: Digest;
  readonly catalog: Catalog;
  readonly rows: readonly TableRows[];
  /** Whether roles are those of a whole server, where others may make some meanwhile. */
  readonly sharesRoles: boolean;
}

/** The same, after every table was given rows. */
export interface Observation extends Look {
  /** The tables that could not be given any. */
  readonly unfilled: readonly Unfilled[];
}

/**
 * Gives rows to the tables that have too few, and looks at the stage.
 * @param before a look from before the migration: the tables in it are left as the migration left them
 * @param known a look that may show the same schema
 */
export async function observe(
  stage: Stage,
  before?: Look,
  known: Look | undefined = before,
): Promise<Observation> {
  const had = (before?.rows ?? []).map(({ schema, name }) => `${schema}.${name}`);
  const unfilled = await fillTables(stage.connection, [...ownTables(stage), ...had], {
    memory: stage.memory,
  });
  return { ...(await lookAt(stage, ...(known === undefined ? [] : [known]))), unfilled };
}

/** Looks at the stage. The catalog is read only where the digest is none of the known ones: that takes longer. */
export async function lookAt(stage: Stage, ...known: readonly Look[]): Promise<Look> {
  const digest = await stage.digest();
  const same = known.find((look) => look.digest.text === digest.text);
  const catalog = same?.catalog ?? (await stage.catalog());
  const rows = await readRows(stage.connection, ownTables(stage));
  return { digest, catalog, rows, sharesRoles: stage.connection.kind === "server" };
}

/** Whether nothing differs between two looks, neither in the schema nor in the rows. */
export function isSame(first: Look, second: Look): boolean {
  return first.digest.text === second.digest.text && rowsText(first) === rowsText(second);
}

function rowsText({ rows }: Look): string {
  return rows.map(({ oid, content }) => `${oid} ${content}`).join("\n");
}

function ownTables({ own }: Stage): string[] {
  return [`${own.schema}.${own.name}`, `${own.schema}.${own.journalName}`];
}
