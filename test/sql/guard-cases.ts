import { apart, unguarded, type Unguarded } from "./unguarded-cases.ts";

/** A guard; `none` for what has none, whether there could be one or not. */
type ExpectedGuard = "repeatable" | "guarded" | "none" | "unknown";

/** A section, and whether it may run twice over what `standing` makes. */
export interface GuardCase {
  readonly sql: string;
  readonly guard: ExpectedGuard;
  /** Of the first statement without a guard. */
  readonly remedy?: string;
  /** What is there besides `standing`. */
  readonly before?: string;
  /** What no schema holds, so that it is to be put away. */
  readonly after?: string;
  /** Why no database is asked. */
  readonly unproved?: string;
}

/** The objects that the cases are about. */
export const standing = `
  create schema s;
  create table t (id int primary key, a int not null default 1, b text);
  create table u (id int primary key);
  create table whole (id int) partition by range (id);
  create table part (id int);
  create view v as select id from t;
  create materialized view m as select id from t;
  create sequence q;
  create index i on t (b);
  create type mood as enum ('sad', 'ok');
  create type pair as (x int, y int);
  create domain d as int;
  create function f() returns trigger language plpgsql as 'begin return new; end';
  create function g(int) returns int language sql return 1;
  create function add_ints(int, int) returns int language sql immutable return 1;
  alter table t add constraint c check (a > 0);
  create trigger tr before update on t for each row execute function f();
  create policy po on t using (true);
  insert into u values (1);`;

export type Circumstances = Omit<GuardCase, "sql" | "guard" | "remedy">;
type Row = readonly [sql: string, more?: Circumstances];
const publication = { before: "create publication n", after: "drop publication n" };
const wrapper = "create foreign data wrapper w options (a '1')";
const withWrapper = { before: wrapper, after: "drop foreign data wrapper w cascade" };
const withServer = {
  ...withWrapper,
  before: `${wrapper}; create server n foreign data wrapper w`,
};

const always: readonly Row[] = [
  ["comment on table t is 'x'"],
  ["grant select on t to public"],
  ["revoke select on t from public"],
  ["alter default privileges in schema s grant select on tables to public"],
  ["alter table t alter b set not null"],
  ["alter table t alter a drop not null"],
  ["alter table t alter a set default 2"],
  ["alter table t alter a drop default"],
  ["alter table t alter a type bigint", { before: "drop view v; drop materialized view m" }],
  ["alter table t alter b type int using b::int"],
  ["alter table t enable row level security, force row level security"],
  ["alter table t disable trigger tr"],
  ["alter table t owner to current_user"],
  ["alter table t validate constraint c"],
  ["alter table t set (fillfactor = 70)"],
  ["alter table t replica identity full"],
  ["alter table t alter b set statistics 100"],
  ["alter table t cluster on t_pkey"],
  ["alter view v owner to current_user"],
  ["alter function g(int) stable"],
  ["alter sequence q restart with 5"],
  ["alter policy po on t using (false)"],
  ["alter domain d set not null"],
  ["alter domain d set default 1"],
  ["set lock_timeout = '1s'"],
  ["select 1"],
  ["select pg_advisory_xact_lock(1)"],
  ["analyze t"],
  ["vacuum t"],
  ["reindex table t"],
  ["refresh materialized view m"],
  ["update t set a = 2"],
  ["delete from t where id = 1"],
  ["truncate t"],
  ["alter publication n set table t", publication],
  ["alter publication n set (publish = 'insert')", publication],
  ["alter foreign data wrapper w options (set a '2')", withWrapper],
  [
    "alter text search dictionary n (accept = false)",
    { before: "create text search dictionary n (template = simple)" },
  ],
  ["alter role current_user set work_mem = '4MB'", { unproved: "roles are the server's" }],
  ["explain select 1"],
  ["listen n"],
  ["notify n"],
  ["discard plans"],
  ["set constraints all deferred"],
  ["lock table t", { unproved: "it needs a transaction" }],
  ["cluster t using t_pkey"],
  ["copy t to stdout", { unproved: "it speaks another protocol" }],
  ["drop owned by current_user", { unproved: "it drops too much" }],
  ["with gone as (delete from u returning id) select * from gone"],
];

const guarded: readonly Row[] = [
  ["create table if not exists n (id int)"],
  ["create table if not exists part1 partition of whole for values from (1) to (2)"],
  ["create table if not exists n as select 1 as one"],
  ["create temp table n (id int) on commit drop"],
  ["create schema if not exists n"],
  ["create sequence if not exists n"],
  ["create materialized view if not exists n as select 1 as one"],
  ["create extension if not exists pgcrypto"],
  ["create index if not exists n on t (a)"],
  ["create index concurrently if not exists n on t (a)"],
  ["create unique index if not exists n on t (id)"],
  ["create statistics if not exists n on id, a from t"],
  ['create collation if not exists n from "C"'],
  ["create or replace view n as select 1 as one"],
  ["create or replace function n() returns int language sql return 1"],
  ["create or replace procedure n() language sql begin atomic select 1; end"],
  ["create or replace trigger n after insert on t for each row execute function f()"],
  ["create or replace rule n as on insert to u do nothing"],
  ["create or replace aggregate n(int) (sfunc = add_ints, stype = int)"],
  ["alter table t add column if not exists n int"],
  ["alter table if exists t add column if not exists n int, alter a set default 3"],
  ["alter type mood add value if not exists 'glad'"],
  ["drop table if exists u"],
  ["drop table if exists u, part"],
  ["drop view if exists v"],
  ["drop index if exists i"],
  ["drop index concurrently if exists i"],
  ["drop function if exists g(int)"],
  ["drop trigger if exists tr on t"],
  ["drop policy if exists po on t"],
  ["drop type if exists mood"],
  ["drop domain if exists d"],
  ["drop schema if exists s cascade"],
  ["drop sequence if exists q"],
  ["drop materialized view if exists m"],
  ["drop role if exists pgmaestro_nobody"],
  ["alter table t drop column if exists b"],
  ["alter table t drop constraint if exists c"],
  ["alter table t alter a drop identity if exists"],
  ["alter domain d drop constraint if exists n"],
  ["alter table if exists u rename to n"],
  ["alter table if exists public.u set schema s"],
  ["alter index if exists i rename to n"],
  ["alter sequence if exists q rename to n"],
  ["drop extension if exists pgcrypto", { before: "create extension pgcrypto" }],
  ["drop rule if exists n on t", { before: "create rule n as on insert to t do nothing" }],
  ["drop statistics if exists n", { before: "create statistics n on id, a from t" }],
  ["drop collation if exists n", { before: 'create collation n from "C"' }],
  ["drop routine if exists g(int), add_ints"],
  ["drop procedure if exists n"],
  ["drop aggregate if exists n(int)"],
  ["drop operator if exists === (int, int)"],
  ["drop operator class if exists n using btree"],
  ["drop text search dictionary if exists n"],
  ["drop conversion if exists n"],
  ["drop event trigger if exists n"],
  ["drop publication if exists n", { before: "create publication n" }],
  ["drop subscription if exists n"],
  ["drop foreign data wrapper if exists n", { before: "create foreign data wrapper n" }],
  ["drop server if exists n"],
  ["drop user mapping if exists for current_user server n"],
  ["drop access method if exists n"],
  ["drop transform if exists for int language sql"],
  ["drop tablespace if exists pgmaestro_nowhere"],
  ["drop database if exists pgmaestro_nothing", { unproved: "databases are the server's" }],
  ["create server if not exists n foreign data wrapper w", withWrapper],
  ["create user mapping if not exists for current_user server n", withServer],
  ["create foreign table if not exists n (id int) server n", withServer],
  [
    "alter table t alter n drop expression if exists",
    { before: "alter table t add n int generated always as (a * 2) stored" },
  ],
  [
    "alter text search configuration n drop mapping if exists for word",
    { before: "create text search configuration n (copy = simple)" },
  ],
  ["insert into t values (1) on conflict do nothing"],
  ["insert into t values (1) on conflict (id) do update set a = 2"],
  ["insert into t (id) select 1 where not exists (select from t where id = 1)"],
  ["merge into t using u on t.id = u.id when not matched then insert (id) values (u.id)"],
];

/** Statements without a guard, guarded by those around them. */
const together: readonly Row[] = [
  [
    "drop trigger if exists n on t; create trigger n after insert on t for each row execute function f()",
  ],
  ["drop policy if exists n on t; create policy n on t using (true)"],
  ["alter table t drop constraint if exists n; alter table t add constraint n check (a > 1)"],
  [
    "alter table t validate constraint c; alter table t drop constraint c; alter table t add constraint c check (a > 0)",
  ],
  ["alter table t drop constraint if exists n, add constraint n check (a > 1)"],
  ["alter domain d drop constraint if exists n; alter domain d add constraint n check (value > 1)"],
  ["drop type if exists n; create type n as enum ('a'); alter type n rename value 'a' to 'b'"],
  ["drop domain if exists n; create domain n as int"],
  [
    "drop function if exists n(int); create function n(a integer) returns int language sql return 1",
  ],
  ["drop function if exists n; create function n(a text[], out b int) language sql return 1"],
  ["drop view if exists n; create view n as select 1 as one"],
  ["drop index if exists n; create index n on t (a)"],
  ["drop cast if exists (mood as int); create cast (mood as int) with inout"],
  [
    "alter table t drop column if exists n; alter table t add n int; create index n1 on t (n); alter table t add unique (n)",
  ],
  [
    "alter table u alter id drop identity if exists; alter table u alter id add generated always as identity",
  ],
  [
    "drop table if exists n; create table n (a int); create index on n (a); alter table n rename a to b; insert into n values (1)",
  ],
  [
    "drop schema if exists n cascade; create schema n; create table n.o (a int); create trigger p after insert on n.o for each row execute function f()",
  ],
  [
    "drop event trigger if exists n; create event trigger n on ddl_command_end execute function e()",
    {
      before: "create function e() returns event_trigger language plpgsql as 'begin end'",
      after: "drop event trigger n",
    },
  ],
  [
    "drop operator if exists === (int, int); create operator === (leftarg = int, rightarg = int, function = int4eq)",
  ],
  [
    "drop operator class if exists n using btree; create operator class n for type int using btree as operator 1 <, function 1 btint4cmp(int, int)",
  ],
  ["drop aggregate if exists n(int); create aggregate n(int) (sfunc = add_ints, stype = int)"],
  [
    "drop procedure if exists n(int); create procedure n(int) language sql begin atomic select 1; end",
  ],
  [
    "drop server if exists n cascade; create server n foreign data wrapper w; create user mapping for current_user server n",
    withWrapper,
  ],
  ["drop statistics if exists n; create statistics n on id, a from t"],
  ['drop collation if exists n; create collation n from "C"'],
  ["drop sequence if exists n; create sequence n"],
  ["drop rule if exists n on u; create rule n as on insert to u do nothing"],
  ["drop extension if exists pgcrypto; create extension pgcrypto"],
  [
    "drop materialized view if exists n; create materialized view n as select 1 as one; create unique index on n (one)",
  ],
  ["alter function g(int) rename to n; alter function n(int) rename to g"],
  ["alter table t rename a to n; alter table t rename n to a"],
  ["alter table public.u set schema s; alter table s.u set schema public"],
  ["truncate t; insert into t values (1); insert into t values (2)"],
  ["delete from t; insert into t values (1)"],
  ["create table n (a int); insert into n values (1); drop table n"],
  ["alter type mood rename to old; create type mood as enum ('x'); drop type old"],
];

const unknown: readonly Row[] = [
  ["do $$ begin null; end $$"],
  ["call n()"],
  ["alter table t alter a type int using a * 100"],
  ["execute n"],
];

const of =
  (guard: ExpectedGuard) =>
  ([sql, more]: Row): GuardCase => ({ sql, guard, ...more });
const without = ([sql, remedy, more]: Unguarded): GuardCase => ({
  sql,
  guard: "none",
  remedy,
  ...more,
});

export const guardCases: readonly GuardCase[] = [
  ...always.map(of("repeatable")),
  ...guarded.map(of("guarded")),
  ...together.map(of("guarded")),
  ...[...unguarded, ...apart].map(without),
  ...unknown.map(of("unknown")),
];
