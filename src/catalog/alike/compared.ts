import type { Catalog } from "../read.ts";

/** One side of a comparison of databases. */
export interface ComparedDatabase {
  readonly catalog: Catalog;
  /** Of a scratch database: its catalog before anything was made in it. */
  readonly empty?: Catalog;
  /** Whether a scratch database was made by a dump, which names the owners of another server. */
  readonly isDump?: boolean;
  /** Whether a scratch database was made by a schema file, which may be of a database that another tool migrates. */
  readonly isLoaded?: boolean;
}

/** Whether both were made by the same roles, so that each owner is who it is. */
export function haveSameRoles(...both: readonly ComparedDatabase[]): boolean {
  return both.every(isScratch);
}

/** Whether it is a scratch database on which nothing but migrations ran. */
export function isMadeByMigrations({ empty, isLoaded = false }: ComparedDatabase): boolean {
  return empty !== undefined && !isLoaded;
}

/** Whether it is a scratch database whose owners are those of its server. */
export function isScratch({ empty, isDump = false }: ComparedDatabase): boolean {
  return empty !== undefined && !isDump;
}
