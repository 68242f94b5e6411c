import type { Connection } from "../../database/index.ts";

/** Catalogs of which a digest has nothing: statistics, and what other databases write all the time. */
const unread = [
  "pg_statistic",
  "pg_statistic_ext_data",
  "pg_largeobject",
  "pg_shdepend",
  "pg_replication_origin",
];

/**
 * In place of a relation's OID: of rows that the definitions of any relations, or of what is none, may depend on; and of those on which
 * only that depends which is read in any case.
 */
const [ofAny, ofNone] = ["1", "0"];

/** Which relation the rows of a catalog are about. The OIDs of those that initdb made are lower than any other's. */
const relationOf: Readonly<Record<string, string>> = {
  pg_class: ofMade("oid"),
  pg_attribute: ofMade("attrelid"),
  pg_attrdef: ofMade("adrelid"),
  pg_constraint: ofMade("conrelid"),
  pg_index: ofMade("indexrelid"),
  pg_trigger: ofMade("tgrelid"),
  pg_rewrite: ofMade("ev_class"),
  pg_policy: ofMade("polrelid"),
  pg_sequence: ofMade("seqrelid"),
  pg_inherits: ofMade("inhrelid"),
  pg_partitioned_table: ofMade("partrelid"),
  pg_foreign_table: ofMade("ftrelid"),
  pg_depend: `CASE WHEN deptype IN ('e', 'x') THEN ${ofAny}
    WHEN classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid >= 16384 THEN objid ELSE ${ofNone} END`,
  pg_type: `CASE WHEN typrelid >= 16384 THEN typrelid
    ELSE coalesce((SELECT typrelid FROM pg_catalog.pg_type row_type WHERE row_type.oid = catalog.typelem AND typrelid >= 16384), ${ofAny}) END`,
  pg_description: ofNone,
  pg_statistic_ext: ofNone,
};

function ofMade(column: string): string {
  return `CASE WHEN ${column} >= 16384 THEN ${column} ELSE ${ofAny} END`;
}

/**
 * Of rows of a catalog: how many there are, and the sum of where in the order of transactions those stand that wrote them, 3
 * being the first. What initdb wrote is of no age: `age` says 2147483647.
 */
const written = `count(*) AS rows,
  coalesce(sum(age('3'::xid) - age(xmin)) FILTER (WHERE age(xmin) < 2147483647), 0) AS places`;

/** When the rows of all catalogs were written, as far as it tells whether somebody has written any. */
export interface CatalogState {
  /** By the relation's OID, or what stands in its place. */
  readonly relations: ReadonlyMap<string, string>;
  readonly text: string;
}

/**
 * A statement whose one value stays the same as long as nobody writes any catalog: who changes a row has it stand later, who
 * drops one leaves fewer. It takes a tenth of a digest's time.
 * Source: PostgreSQL manual, 5.6 "System Columns", 52 "System Catalogs".
 * @returns undefined where this role may not read all catalogs, or an extension keeps its own among them
 */
export async function catalogStateStatement(connection: Connection): Promise<string | undefined> {
  const catalogs = await connection.query<{ name: string; isReadable: boolean }>(
    `SELECT relname AS name, oid < 16384 AND has_table_privilege(oid, 'SELECT') AS "isReadable"
      FROM pg_catalog.pg_class
      WHERE relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND relkind = 'r'
        AND relname <> ALL (ARRAY[${unread.map((name) => `'${name}'`).join(", ")}])
      ORDER BY relname`,
  );
  return catalogs.every(({ isReadable }) => isReadable)
    ? statementOf(catalogs.map(({ name }) => name))
    : undefined;
}

function statementOf(catalogs: readonly string[]): string {
  const each = catalogs.map(
    (
      name,
    ) => `SELECT (${relationOf[name] ?? ofAny})::oid AS relation, ${written} FROM pg_catalog.${name} catalog
      ${name === "pg_database" ? "WHERE datname = pg_catalog.current_database()" : ""} GROUP BY 1`,
  );
  return `SELECT string_agg(relation || ' ' || written, ',' ORDER BY relation)
    FROM (SELECT relation, sum(rows) || ' ' || sum(places) AS written FROM (${each.join(" UNION ALL ")}) each GROUP BY 1) state`;
}

/** What the statement gave. */
export function stateOf(text: string): CatalogState {
  const states = text.split(",").map((state): [string, string] => {
    const space = state.indexOf(" ");
    return [state.slice(0, space), state.slice(space)];
  });
  return { relations: new Map(states), text };
}

/**
 * The OIDs of relations of which one state has other rows than the other.
 * @returns undefined where any relation may have another definition
 */
export function changedBetween(before: CatalogState, now: CatalogState): string[] | undefined {
  const all = new Set([...before.relations.keys(), ...now.relations.keys()]);
  const changed = [...all].filter((oid) => before.relations.get(oid) !== now.relations.get(oid));
  return changed.includes(ofAny) ? undefined : changed.filter((oid) => oid !== ofNone);
}
