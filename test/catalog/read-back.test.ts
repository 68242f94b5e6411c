import { plan } from "@supabase/pg-delta/plan";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { readCatalog, type Catalog } from "../../src/catalog/index.ts";
import { withConnection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { Random } from "../support/random.ts";
import { madeUpSchema } from "./made-up-schema.ts";
import { statementsHere } from "../support/same-roles.ts";

const urls: string[] = [];

beforeAll(loadParser);
afterAll(async () => {
  for (const url of urls) await dropDatabase(inject("serverUrl"), url);
});

async function database(): Promise<string> {
  const url = await createDatabase(inject("serverUrl"));
  urls.push(url);
  return url;
}

function catalogOf(url: string): Promise<Catalog> {
  return withConnection(url, { extensions: () => [], lockWait: 1 }, (connection) =>
    readCatalog(connection, historyTable("pgmigrations")),
  );
}

async function madeBy(statements: readonly string[]): Promise<string[]> {
  const url = await database();
  await queryOnce(url, ["SET check_function_bodies = off", ...statements].join(";\n"));
  return readBack(url);
}

/** Everything as PostgreSQL itself writes it. */
async function readBack(url: string): Promise<string[]> {
  const rows = await queryOnce<{ line: string }>(url, definitions);
  return rows.map(({ line }) => line).toSorted();
}

/** Lines of the first that are not in the second. */
function missing(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

it("makes of hostile names and texts what was there, as far as the library's own statements do", async () => {
  const source = await database();
  await queryOnce(source, madeUpSchema(new Random(59), 10));
  const [empty, full] = [await catalogOf(await database()), await catalogOf(source)];
  const library = plan(empty.facts, full.facts, { compact: false }).actions.map(({ sql }) => sql);
  const [there, byLibrary] = [await readBack(source), await madeBy(library)];
  expect(there.length).toBeGreaterThan(1000);
  const made = await madeBy(statementsHere(empty, full).map(({ sql }) => sql));
  expect(missing(missing(made, there), byLibrary)).toEqual([]);
  expect(missing(missing(there, made), missing(there, byLibrary))).toEqual([]);
}, 240_000);

/** Source: PostgreSQL manual, 9.27 "System Information Functions and Operators". */
const definitions = `
WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = 'app')
SELECT format('constraint %s %s %s', conname, conrelid::regclass, pg_get_constraintdef(c.oid)) AS line
  FROM pg_constraint c JOIN own ON own.oid = connamespace
UNION ALL SELECT format('%s %s %s %s %s', relkind, relpersistence, relname, reloptions,
    CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) WHEN relkind IN ('i', 'I') THEN pg_get_indexdef(c.oid)
      WHEN relkind = 'p' THEN pg_get_partkeydef(c.oid) ELSE pg_get_expr(relpartbound, c.oid) END)
  FROM pg_class c JOIN own ON own.oid = relnamespace
UNION ALL SELECT format('column %s %s %s %s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
    attnotnull, attidentity, attgenerated, attcollation::regcollation, pg_get_expr(adbin, adrelid))
  FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN own ON own.oid = relnamespace
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0
UNION ALL SELECT format('trigger %s %s', tgname, pg_get_triggerdef(t.oid))
  FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN own ON own.oid = relnamespace WHERE NOT tgisinternal
UNION ALL SELECT format('rule %s', pg_get_ruledef(r.oid))
  FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN own ON own.oid = relnamespace WHERE rulename <> '_RETURN'
UNION ALL SELECT format('policy %s %s %s %s %s %s', polname, polrelid::regclass, polcmd, polroles,
    pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy
UNION ALL SELECT format('routine %s', CASE prokind WHEN 'a' THEN format('%s %s', p.oid::regprocedure, agginitval)
    ELSE pg_get_functiondef(p.oid) END)
  FROM pg_proc p JOIN own ON own.oid = pronamespace LEFT JOIN pg_aggregate ON aggfnoid = p.oid
UNION ALL SELECT format('type %s %s %s %s %s', typname, typtype, typdefault, typnotnull, format_type(typbasetype, typtypmod))
  FROM pg_type JOIN own ON own.oid = typnamespace
UNION ALL SELECT format('label %s %s', enumtypid::regtype, enumlabel) FROM pg_enum
UNION ALL SELECT format('range %s %s', rngtypid::regtype, rngsubtype::regtype) FROM pg_range WHERE rngtypid > 16384
UNION ALL SELECT format('sequence %s', s::text) FROM pg_sequences s
UNION ALL SELECT format('comment %s', pg_describe_object(classoid, objoid, objsubid) || description)
  FROM pg_description WHERE objoid > 16384
UNION ALL SELECT format('publication %s', p::text) FROM pg_publication_tables p
UNION ALL SELECT format('publication %s %s %s %s %s', pubname, pubinsert, pubupdate, pubdelete, pubtruncate) FROM pg_publication
UNION ALL SELECT format('server %s %s %s %s', srvname, srvtype, srvversion, fdwname)
  FROM pg_foreign_server JOIN pg_foreign_data_wrapper f ON f.oid = srvfdw
UNION ALL SELECT format('collation %s %s %s', collname, collcollate, collctype)
  FROM pg_collation JOIN own ON own.oid = collnamespace`;
