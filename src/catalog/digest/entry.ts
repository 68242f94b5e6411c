/** What an entry of a digest is about, in SQL expressions; together unique in the database. */
export interface EntryKey {
  /** What a person calls such objects, as in the catalog: `'table'`. */
  readonly kind: string;
  readonly name: string;
  /** What it belongs to, where its name does not say so. */
  readonly on?: string;
  /** Of what has an entry of its own beside the object: which aspect of the object it is, in words that follow "its". */
  readonly aspect?: string;
}

/**
 * `one`: about one `relation`, and the same as long as nobody writes a row of catalogs that is about that relation or about one
 * that it depends on. `any`: what it says may depend on any relations. `none`: on none but for their names.
 */
export type AboutRelations = "one" | "any" | "none";

/** The entries of one kind of object, or of one aspect of it. */
export interface Entry {
  readonly key: EntryKey;
  /**
   * SQL expressions by what a person calls them, in words that follow "its"; none of them an OID. Their text needs no
   * form but to be the same for equal objects.
   */
  readonly properties: Readonly<Record<string, string>>;
  /** What follows FROM. */
  readonly from: string;
  /** Which relations each is about. */
  readonly about: AboutRelations;
  /** Properties that may hold secrets: they leave the server only as part of a hash. */
  readonly secret?: readonly string[];
}

export function entry(
  key: EntryKey,
  properties: Entry["properties"],
  from: string,
  secret: readonly string[] = [],
): Entry {
  return { key, properties, from, about: "any", secret };
}

/** Of what has nothing to do with what relations are like. */
export function entryApart(...given: Parameters<typeof entry>): Entry {
  return { ...entry(...given), about: "none" };
}

/** @param rest what follows `FROM relation` */
export function relationEntry(
  key: EntryKey,
  properties: Entry["properties"],
  rest: string,
  secret: readonly string[] = [],
): Entry {
  return { key, properties, from: `relation ${rest}`, about: "one", secret };
}

/** SQL of a list that has no order of its own, such as options. */
export function sorted(array: string): string {
  return `CASE WHEN cardinality(${array}) > 0 THEN ARRAY(SELECT item FROM unnest(${array}) item ORDER BY item COLLATE "C") END`;
}

/**
 * SQL of options that a person can set, in no order; null where there are none. PostgreSQL 15.20 keeps `pg_attver=…` among
 * those of a column, another number for each column that is made: names that begin with `pg_` are PostgreSQL's own.
 */
export function options(array: string): string {
  return `CASE WHEN ${array} IS NOT NULL THEN NULLIF(ARRAY(SELECT option FROM unnest(${array}) option
    WHERE NOT starts_with(option, 'pg_') ORDER BY option COLLATE "C"), '{}') END`;
}

/** SQL of a tablespace's name; most things are in their database's own, which is 0. */
export function tablespace(oid: string): string {
  return `CASE WHEN ${oid} <> 0 THEN (SELECT spcname FROM pg_tablespace WHERE pg_tablespace.oid = ${oid}) END`;
}

/** SQL of the role with an OID. */
export function role(oid: string): string {
  return `CASE ${oid} WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(${oid}) END`;
}

/** SQL of the roles with these OIDs. */
export function roles(oids: string): string {
  return `ARRAY(SELECT (${role("item")})::text COLLATE "C" FROM unnest(${oids}) item ORDER BY 1)`;
}

/** SQL of privileges without their order, and without who granted them. */
export function privileges(acl: string): string {
  return `ARRAY(
    SELECT DISTINCT format('%s: %s %s', ${role("grantee")}, privilege_type, is_grantable) COLLATE "C"
    FROM aclexplode(${acl}) ORDER BY 1)`;
}

/** SQL of a name with its schema. */
export function qualified(schemaOid: string, name: string): string {
  return `format('%s.%I', ${schemaOid}::regnamespace, ${name})`;
}

/** Objects that neither initdb nor an extension made. Source: PostgreSQL manual, 53 "System Catalogs"; FirstNormalObjectId. */
export function made(catalog: string, oid: string): string {
  return `${oid} >= 16384 AND ${unlessMember(catalog, oid)}`;
}

/** Objects that are no member of an extension. */
export function unlessMember(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM member WHERE member.classid = '${catalog}'::regclass AND member.objid = ${oid})`;
}

/** Schemas that are no session's own. */
export function lasting(schemaOid: string): string {
  return `${schemaOid} NOT IN (SELECT oid FROM temporary)`;
}

/** Joins kind and name of any object, as `object_kind` and `object_name`; not those of a session's own. */
export function identified(classId: string, objectId: string, subId: string): string {
  return `JOIN LATERAL (
    SELECT regexp_replace(type, '^.* (?=(column|constraint)$)', '') AS object_kind,
      regexp_replace(identity, '\\mpg_catalog\\.', '', 'g') AS object_name
    FROM pg_identify_object(${classId}, ${objectId}, ${subId}) WHERE identity !~ '\\mpg_temp\\.') identified ON true`;
}
