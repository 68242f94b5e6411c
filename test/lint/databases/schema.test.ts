import { beforeAll, expect, test } from "vitest";
import { apply, beforeAll as atFirst, Schema } from "../../../src/schema/index.ts";
import { loadParser } from "../../../src/sql/statement/statements.ts";
import { parseStatements } from "../../../src/sql/statement/index.ts";
import { type TestDatabase } from "../../support/databases.ts";
import { describeEachDatabaseInTurn } from "../../support/share.ts";

beforeAll(loadParser);

const histories: Readonly<Record<string, string>> = {
  "columns and what is written with them": `
    create table t (id bigserial primary key, email text not null unique, n int default 5 check (n > 0), o int references t);
    create table u (id bigint generated always as identity, t_id bigint not null references t (id), primary key (id));`,
  "constraints without names, also twice": `
    create table t (a int, b int, unique (a, b), check (a > b), check (a > 0));
    alter table t add check (a < 100), add unique (a), add foreign key (b) references t (a), add foreign key (b) references t (a);`,
  "indexes without names": `
    create table t (a int, b text);
    create index on t (a); create index on t (a); create unique index on t (lower(b)); create index on t (a, lower(b));`,
  "columns that are added, dropped and renamed": `
    create table t (a int, b int, c int, constraint pair unique (a, b));
    create index t_c_idx on t (c) where b > 0;
    alter table t add column d int not null default 1, drop column b;
    alter table t rename column c to e;
    alter table t alter column e set not null;`,
  "constraints and indexes that are renamed": `
    create table t (a int primary key, b int, constraint positive check (b > 0));
    alter table t rename constraint t_pkey to t_key;
    alter table t rename constraint positive to above_zero;
    create index i on t (b); alter index i rename to j;`,
  "an index becomes a constraint's": `
    create table t (a int not null);
    create unique index t_a on t (a);
    alter table t add constraint t_pk primary key using index t_a;`,
  "tables that are renamed and moved": `
    create schema app; create table t (a int unique);
    alter table t rename to u; alter table u set schema app; set search_path to app, public;
    alter table u add column b int unique; create table v (like u);`,
  "partitions, each with the columns and indexes of the table": `
    create table p (k int not null, v text) partition by range (k);
    create table p1 partition of p for values from (0) to (10);
    create index p_v_idx on p (v);
    alter table p add column w int;`,
  "keys that say the same": `
    create table t (id int unique primary key, a int unique, b int unique, unique (a), constraint pair unique (a, id), unique (a, id), constraint b_key unique (b));
    create table u (id int primary key, constraint u_id unique (id), unique (id) deferrable);`,
  "names that are cut, and counted on": `
    create table scheduler_dependency_tracker_of_proofs (
      circuit_1_final_prover_job_identifier bigserial primary key,
      circuit_2_final_prover_job_identifier bigint references scheduler_dependency_tracker_of_proofs,
      other_circuit_of_the_very_same_prover_job bigint,
      unique (circuit_1_final_prover_job_identifier, circuit_2_final_prover_job_identifier, other_circuit_of_the_very_same_prover_job),
      check (circuit_2_final_prover_job_identifier >= 0 and circuit_2_final_prover_job_identifier < 9),
      check (circuit_2_final_prover_job_identifier <> 5));
    create index on scheduler_dependency_tracker_of_proofs (circuit_1_final_prover_job_identifier, circuit_2_final_prover_job_identifier);
    create index on scheduler_dependency_tracker_of_proofs (lower(circuit_1_final_prover_job_identifier::text), lower(other_circuit_of_the_very_same_prover_job::text));
    create table ü (äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä int unique, i int);
    create index on ü (i) include (äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä);`,
  "tables that are made like another": `
    create table t (id bigserial primary key, a int not null constraint positive check (a > 0), b text default 'x', unique (a, b));
    create index t_lower on t (lower(b)); create unique index on t (b) where a > 5;
    create table u (like t including all, c int);
    create table v (like t including indexes including constraints);
    create table w (like t, check (a < 9));
    create table x (like t including constraints excluding indexes);`,
  "keys that take foreign keys with them": `
    create table t (id int primary key, a int unique);
    create table u (t int references t, a int references t (a), t2 int constraint to_key references t (id));
    alter table t drop constraint t_pkey cascade;`,
  "constraints that are validated and dropped": `
    create table t (a int, b int);
    alter table t add constraint c check (a > 0) not valid, add constraint d check (b > 0);
    alter table t validate constraint c; alter table t drop constraint d;`,
};

describeEachDatabaseInTurn(0, "the schema that is told from text", (db) => {
  test.each(Object.entries(histories))("is the one that the server makes: %s", async (_, sql) => {
    await db().query(sql);
    expect(told(sql)).toEqual(await made(db()));
  });
});

/** Columns, constraints and indexes, a line each, as the text tells them. */
function told(sql: string): string[] {
  const schema = new Schema();
  for (const { actions } of parseStatements(sql))
    for (const action of actions) apply(schema, action, atFirst);
  const tables = [...schema.relations.values()].filter(({ kind }) => kind === "table");
  return tables
    .flatMap(({ schema: place, name, columns, constraints, indexes }) => [
      ...[...columns.values()].map((one) => `column ${place}.${name}.${one.name} ${one.notNull}`),
      ...[...constraints.values()]
        .filter(({ kind }) => kind !== "not-null")
        .map((one) => `constraint ${place}.${name}.${one.name} ${one.kind} ${one.valid}`),
      ...[...indexes.values()].map((one) => `index ${place}.${name}.${one.name} ${one.unique}`),
    ])
    .toSorted();
}

const kinds = `case contype when 'c' then 'check' when 'f' then 'foreign-key' when 'u' then 'unique' when 'p' then 'primary-key' end`;
const tables = `pg_class t join pg_namespace n on n.oid = t.relnamespace and t.relkind in ('r', 'p') and n.nspname in ('public', 'app')`;

async function made({ query }: TestDatabase): Promise<string[]> {
  const rows = await query<{ line: string }>(`
    select format('column %s.%s.%s %s', nspname, relname, attname, case when attnotnull then 'true' else 'false' end) as line
      from ${tables} join pg_attribute a on a.attrelid = t.oid and attnum > 0 and not attisdropped
    union all
    select format('constraint %s.%s.%s %s %s', nspname, relname, conname, ${kinds}, case when convalidated then 'true' else 'false' end)
      from ${tables} join pg_constraint c on c.conrelid = t.oid and contype in ('c', 'f', 'u', 'p')
    union all
    select format('index %s.%s.%s %s', nspname, t.relname, i.relname, case when indisunique then 'true' else 'false' end)
      from ${tables} join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid`);
  return rows.map(({ line }) => line).toSorted();
}
