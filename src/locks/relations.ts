import type { FullName } from "../schema/index.ts";
import type { Connection } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import type { LockMode } from "./table/index.ts";
import type { TracedLock } from "./trace.ts";

/** A relation as pg_class has it at one moment. Numbers of the server are texts. */
export interface RelationState extends FullName {
  readonly oid: string;
  /** pg_class.relkind. */
  readonly kind: string;
  /** Of an index: the oid of its table. */
  readonly table: string | null;
  /** The number of the file that it is stored in; null where it has none. */
  readonly file: string | null;
}

/** A relation on which the session holds locks; of one that was dropped only the oid is known. */
export interface HeldRelation {
  readonly oid: string;
  readonly modes: readonly LockMode[];
  readonly state: RelationState | undefined;
}

const columns = `n.nspname AS schema, c.relname AS name, c.relkind::text AS kind,
  i.indrelid::text AS "table", pg_catalog.pg_relation_filenode(c.oid)::text AS file`;

const joins = `LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid`;

/**
 * The relations of users: no catalogs, no TOAST, no temporary ones, and not the history, the journal and what
 * belongs to them. pg_relation_filenode rather than relfilenode, which is 0 for mapped relations.
 * Source: PostgreSQL manual, 53.11 "pg_class", 9.28.7 "Database Object Management Functions".
 */
export async function readRelations(
  { query }: Connection,
  { schema, name, journalName }: HistoryTable,
): Promise<RelationState[]> {
  return query<RelationState>(
    `WITH own AS (
        SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relname IN ($2, $3))
      SELECT c.oid::text AS oid, ${columns}
      FROM pg_catalog.pg_class c ${joins}
      WHERE c.relkind IN ('r', 'p', 'i', 'I', 'S', 'v', 'm', 'f')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM own WHERE own.oid IN (c.oid, i.indrelid))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN own ON own.oid = d.refobjid
          WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
            AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid)`,
    [schema, name, journalName],
  );
}

/**
 * The relations that this session has locked. PGlite before 0.4 has no pid in pg_locks, and no other session.
 * Source: PostgreSQL manual, 53.13 "pg_locks".
 */
export async function readHeld({ query }: Connection): Promise<HeldRelation[]> {
  const rows = await query<RelationState & { modes: string }>(
    `SELECT l.oid::text AS oid, l.modes, ${columns}
      FROM (SELECT relation AS oid, pg_catalog.string_agg(DISTINCT mode, ',') AS modes
          FROM pg_catalog.pg_locks
          WHERE locktype = 'relation' AND granted AND (pid IS NULL OR pid = pg_catalog.pg_backend_pid())
            AND database = (SELECT d.oid FROM pg_catalog.pg_database d
              WHERE d.datname = pg_catalog.current_database())
          GROUP BY relation) l
        LEFT JOIN pg_catalog.pg_class c ON c.oid = l.oid ${joins}`,
  );
  return rows.map(({ modes, ...state }) => ({
    oid: state.oid,
    modes: modes.split(",").map(modeOf),
    state: state.name === null ? undefined : state,
  }));
}

/** `ShareUpdateExclusiveLock` is SHARE UPDATE EXCLUSIVE. */
function modeOf(serverName: string): LockMode {
  const words = serverName.replace(/Lock$/, "").replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  return words.toUpperCase() as LockMode;
}

/** A relation's name alone. */
export function fullNameOf({ schema, name }: FullName): FullName {
  return { schema, name };
}

const kinds: Readonly<Record<string, TracedLock["kind"]>> = {
  r: "table",
  p: "table",
  i: "index",
  I: "index",
  S: "sequence",
  v: "view",
  m: "materialized view",
  f: "foreign table",
};

/** What a relation is, for people; undefined for what no session of an application waits for, as composite types. */
function kindOf({ kind }: RelationState): TracedLock["kind"] | undefined {
  return kinds[kind];
}

/** A lock on a relation; undefined where nobody would wait for it. */
export function tracedLock(
  relation: RelationState,
  mode: LockMode,
  table: RelationState | undefined,
): TracedLock | undefined {
  const kind = kindOf(relation);
  return (
    kind && { ...fullNameOf(relation), kind, mode, ...(table && { table: fullNameOf(table) }) }
  );
}
