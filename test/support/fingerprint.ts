import type { TestDatabase } from "./databases.ts";

const inUserSchemas = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
const ofNoExtension = (catalog: string, id: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${id} and d.deptype = 'e')`;

/** Every object of the schemas that are not PostgreSQL's own, one line each. Objects of extensions count as the extension. */
const queries = [
  `select 'schema ' || nspname || ' ' || coalesce(nspacl::text, '') from pg_namespace n where ${inUserSchemas}`,
  `select format('relation %s.%s %s', n.nspname, relname, relkind) from pg_class c join pg_namespace n on n.oid = relnamespace
    where ${inUserSchemas} and ${ofNoExtension("pg_class", "c.oid")}`,
  `select format('column %s.%s %s %s not null %s default %s identity %s', attrelid::regclass, attname, attnum,
      format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attidentity)
    from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where ${inUserSchemas} and attnum > 0 and not attisdropped and relkind in ('r', 'v', 'm', 'p')`,
  `select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join pg_namespace n on n.oid = connamespace where ${inUserSchemas}`,
  `select format('index %s %s', pg_get_indexdef(indexrelid), indisvalid) from pg_index
    join pg_class c on c.oid = indexrelid join pg_namespace n on n.oid = relnamespace where ${inUserSchemas}`,
  `select 'function ' || pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = pronamespace
    where ${inUserSchemas} and prokind in ('f', 'p') and ${ofNoExtension("pg_proc", "p.oid")}`,
  `select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t where not tgisinternal`,
  `select format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description) from pg_description d
    where objoid >= 16384 and not exists (select from pg_depend e
      where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')`,
  `select format('extension %s %s %s', extname, extversion, extnamespace::regnamespace) from pg_extension`,
];

/** What a database holds beside data, as sorted lines; those that match `leaveOut` do not count. */
export async function fingerprint(db: TestDatabase, leaveOut = /pgmigrations/): Promise<string[]> {
  const lines: string[] = [];
  for (const query of queries) {
    const rows = await db.query<{ line: string }>(`select line from (${query}) q (line)`);
    lines.push(...rows.map(({ line }) => line));
  }
  return lines.filter((line) => !leaveOut.test(line)).toSorted();
}
