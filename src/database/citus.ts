import type { Connection } from "./connection.ts";

/**
 * SQL of the version of Citus that spreads a database over several nodes; NULL where its extension is not there.
 * Source: Citus documentation, "Citus Utility Functions"; PostgreSQL manual, 53.22 "pg_extension".
 */
export const citusVersionIn = `(SELECT coalesce(pg_catalog.current_setting('citus.version', true), extversion)
  FROM pg_catalog.pg_extension WHERE extname = 'citus')`;

/** The same, asked; undefined where its extension is not there. */
export async function citusVersion(connection: Connection): Promise<string | undefined> {
  if (connection.kind === "embedded") return undefined;
  const [row] = await connection.query<{ version: string | null }>(
    `SELECT ${citusVersionIn} AS version`,
  );
  return row?.version ?? undefined;
}

/** SQL of whether each node has all of a table. Source: Citus documentation, "Citus Tables and Views", pg_dist_partition. */
export function isReferenceTable(partition: string): string {
  return `(${partition}.partmethod = 'n' AND ${partition}.repmodel = 't')`;
}

/** A node of a database that Citus spreads, by the name that the others call it by. */
export interface CitusNode {
  readonly host: string;
  readonly port: number;
  readonly isCoordinator: boolean;
  /** Whether shards may be placed on it. */
  readonly hasShards: boolean;
}

/** The nodes of a database, as its coordinator knows them; none where Citus has no part in it. */
export async function citusNodes(connection: Connection): Promise<CitusNode[]> {
  if ((await citusVersion(connection)) === undefined) return [];
  const rows = await connection.query<{ host: string; port: number; kind: string }>(
    `SELECT nodename AS host, nodeport AS port,
        CASE WHEN groupid = 0 THEN 'coordinator' ELSE 'worker' END || CASE WHEN shouldhaveshards THEN ' with shards' ELSE '' END AS kind
      FROM pg_catalog.pg_dist_node WHERE noderole = 'primary' AND isactive ORDER BY groupid`,
  );
  return rows.map(({ host, port, kind }) => ({
    host,
    port: Number(port),
    isCoordinator: kind.startsWith("coordinator"),
    hasShards: kind.endsWith("with shards"),
  }));
}
