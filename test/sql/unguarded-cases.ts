import type { Circumstances } from "./guard-cases.ts";

/** A section of which one statement has no guard, and what is to be done about it. */
export type Unguarded = readonly [sql: string, remedy: string, more?: Circumstances];

export const unguarded: readonly Unguarded[] = [
  ["create table n (id int)", "add IF NOT EXISTS"],
  ["create table n as select 1 as one", "add IF NOT EXISTS"],
  ["select 1 as one into n", "write CREATE TABLE IF NOT EXISTS … AS"],
  ["create schema n", "add IF NOT EXISTS"],
  ["create sequence n", "add IF NOT EXISTS"],
  ["create materialized view n as select 1 as one", "add IF NOT EXISTS"],
  ["create extension pgcrypto", "add IF NOT EXISTS"],
  ["create index n on t (a)", "add IF NOT EXISTS"],
  ["create index on t (a)", "give the index a name, and add IF NOT EXISTS"],
  ["create statistics n on id, a from t", "add IF NOT EXISTS"],
  ["create statistics on id, a from t", "give the statistics a name, and add IF NOT EXISTS"],
  ['create collation n from "C"', "add IF NOT EXISTS"],
  ["create view n as select 1 as one", "use CREATE OR REPLACE VIEW"],
  ["create function n() returns int language sql return 1", "use CREATE OR REPLACE FUNCTION"],
  [
    "create procedure n() language sql begin atomic select 1; end",
    "use CREATE OR REPLACE PROCEDURE",
  ],
  ["create aggregate n(int) (sfunc = add_ints, stype = int)", "use CREATE OR REPLACE AGGREGATE"],
  [
    "create trigger n after insert on t for each row execute function f()",
    "use CREATE OR REPLACE TRIGGER",
  ],
  [
    "create constraint trigger n after insert on public.t for each row execute function f()",
    "write DROP TRIGGER IF EXISTS n ON public.t before it",
  ],
  ["create rule n as on insert to u do nothing", "use CREATE OR REPLACE RULE"],
  ['create policy "All" on t using (true)', 'write DROP POLICY IF EXISTS "All" ON t before it'],
  ["create type n as enum ('a')", "guard it in a DO block that asks pg_type"],
  ["create type n as (x int)", "guard it in a DO block that asks pg_type"],
  ["create type n as range (subtype = int)", "guard it in a DO block that asks pg_type"],
  ["create domain n as int", "guard it in a DO block that asks pg_type"],
  [
    "create operator === (leftarg = int, rightarg = int, function = int4eq)",
    "write DROP OPERATOR IF EXISTS === (…) before it",
  ],
  [
    "create text search configuration n (copy = simple)",
    "write DROP TEXT SEARCH CONFIGURATION IF EXISTS n before it",
  ],
  ["create cast (mood as int) with inout", "write DROP CAST IF EXISTS (mood AS int4) before it"],
  [
    "create operator family n using btree",
    "write DROP OPERATOR FAMILY IF EXISTS n USING btree before it",
  ],
  [
    "create foreign data wrapper n",
    "write DROP FOREIGN DATA WRAPPER IF EXISTS n before it",
    { after: "drop foreign data wrapper n" },
  ],
  [
    "create publication n for table t",
    "write DROP PUBLICATION IF EXISTS n before it",
    { after: "drop publication n" },
  ],
  [
    "create role n",
    "guard it in a DO block that asks pg_roles",
    { unproved: "roles are the server's" },
  ],
  [
    "create database n",
    "ask pg_database first: CREATE DATABASE has no guard",
    { unproved: "databases are the server's" },
  ],
  ["alter table t add column n int", "add IF NOT EXISTS"],
  ["alter table t add column if not exists n int, add o int", "add IF NOT EXISTS"],
  ["alter type pair add attribute z int", "guard it in a DO block that asks pg_attribute"],
  ["alter type mood add value 'glad'", "add IF NOT EXISTS"],
  ["alter type mood rename value 'sad' to 'blue'", "guard it in a DO block that asks pg_enum"],
  [
    "alter table t add constraint n check (a > 1)",
    "guard it in a DO block that asks pg_constraint",
  ],
  [
    "alter table public.t add foreign key (id) references u",
    "give the constraint a name, and guard it in a DO block that asks pg_constraint",
  ],
  [
    "alter domain d add constraint n check (value > 1)",
    "guard it in a DO block that asks pg_constraint",
  ],
  [
    "alter table u alter id add generated always as identity",
    "guard it in a DO block that asks pg_attribute",
  ],
  [
    "alter table whole attach partition part for values from (1) to (2)",
    "guard it in a DO block that asks pg_inherits",
  ],
  [
    "alter table part inherit u",
    "guard it in a DO block that asks pg_inherits",
    { before: "alter table u drop constraint u_pkey; alter table u alter id drop not null" },
  ],
  ["alter table t rename to n", "use ALTER TABLE IF EXISTS"],
  ["alter materialized view m rename to n", "use ALTER MATERIALIZED VIEW IF EXISTS"],
  ["alter table public.t set schema s", "use ALTER TABLE IF EXISTS"],
  [
    "alter table t rename column a to n",
    "guard it in a DO block that asks information_schema.columns",
  ],
  [
    "alter table if exists t rename column a to n",
    "guard it in a DO block that asks information_schema.columns",
  ],
  ["alter table t rename constraint c to n", "guard it in a DO block that asks pg_constraint"],
  ["alter trigger tr on t rename to n", "guard it in a DO block that asks pg_trigger"],
  ["alter policy po on t rename to n", "guard it in a DO block that asks pg_policies"],
  ["alter type mood rename to n", "guard it in a DO block that asks pg_type"],
  ["alter function g(int) rename to n", "guard it in a DO block that asks pg_proc"],
  ["alter schema s rename to n", "guard it in a DO block that asks pg_namespace"],
  ["alter type public.mood set schema s", "guard it in a DO block that asks pg_type"],
  ["create type n", "guard it in a DO block that asks pg_type"],
  [
    "create event trigger n on ddl_command_end execute function e()",
    "write DROP EVENT TRIGGER IF EXISTS n before it",
    {
      before: "create function e() returns event_trigger language plpgsql as 'begin end'",
      after: "drop event trigger n",
    },
  ],
  [
    "create access method n type index handler bthandler",
    "write DROP ACCESS METHOD IF EXISTS n before it",
    { after: "drop access method n" },
  ],
  [
    "create conversion n for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8",
    "write DROP CONVERSION IF EXISTS n before it",
  ],
  [
    "create operator class n for type int using btree as operator 1 <, function 1 btint4cmp(int, int)",
    "write DROP OPERATOR CLASS IF EXISTS n USING btree before it",
  ],
  [
    "alter publication n add table t",
    "use ALTER PUBLICATION … SET",
    { before: "create publication n", after: "drop publication n" },
  ],
  [
    "alter foreign data wrapper n options (add a '1')",
    "use SET for options that are there already",
    { before: "create foreign data wrapper n", after: "drop foreign data wrapper n" },
  ],
  [
    "alter text search configuration n add mapping for tag with simple",
    "write ALTER TEXT SEARCH CONFIGURATION … DROP MAPPING IF EXISTS before it",
    { before: "create text search configuration n (copy = simple)" },
  ],
  [
    "alter extension pgcrypto add function g(int)",
    "guard it in a DO block that asks pg_depend",
    { before: "create extension pgcrypto" },
  ],
  [
    "alter table whole detach partition part",
    "guard it in a DO block that asks pg_inherits",
    { before: "alter table whole attach partition part default" },
  ],
  [
    "alter table t alter n drop expression",
    "add IF EXISTS",
    { before: "alter table t add n int generated always as (a * 2) stored" },
  ],
  [
    "alter domain d rename constraint c to n",
    "guard it in a DO block that asks pg_constraint",
    { before: "alter domain d add constraint c check (value > 1)" },
  ],
  [
    "alter view v rename column id to n",
    "guard it in a DO block that asks information_schema.columns",
  ],
  ["alter type pair rename attribute x to n", "guard it in a DO block that asks pg_attribute"],
  ["alter function public.g(int) set schema s", "guard it in a DO block that asks pg_proc"],
  ["drop table u", "add IF EXISTS"],
  ["drop table if exists u; drop view v", "add IF EXISTS"],
  ["drop function g(int)", "add IF EXISTS"],
  ["drop trigger tr on t", "add IF EXISTS"],
  ["drop schema s", "add IF EXISTS"],
  ["drop role pgmaestro_nobody", "add IF EXISTS", { unproved: "roles are the server's" }],
  ["alter table t drop column b", "add IF EXISTS"],
  ["alter table t drop constraint c", "add IF EXISTS"],
  ["insert into t values (1)", "add ON CONFLICT DO NOTHING"],
  ["insert into part values (1)", "add ON CONFLICT DO NOTHING"],
  [
    "with added as (insert into t values (1) returning id) select * from added",
    "add ON CONFLICT DO NOTHING",
  ],
  [
    "copy u from '/data/u.csv'",
    "copy into a temporary table, then INSERT … ON CONFLICT DO NOTHING",
    { unproved: "it reads the server's files" },
  ],
];

/** Pairs that look as if they belonged together. */
export const apart: readonly Unguarded[] = [
  [
    "drop trigger if exists n on u; create trigger n after insert on t for each row execute function f()",
    "use CREATE OR REPLACE TRIGGER",
  ],
  ["create domain n as int; drop domain if exists o", "guard it in a DO block that asks pg_type"],
  [
    "drop function if exists n(text); create function n(a int) returns int language sql return 1",
    "use CREATE OR REPLACE FUNCTION",
  ],
  [
    "create table if not exists n (a int); alter table n rename a to b",
    "guard it in a DO block that asks information_schema.columns",
  ],
  ["drop table if exists s.n; create table n (a int)", "add IF NOT EXISTS"],
  ["insert into u values (2); truncate t", "add ON CONFLICT DO NOTHING"],
  [
    "create table if not exists n (a int); alter table if exists n rename to o",
    "guard it in a DO block that asks for the new name",
  ],
  [
    "alter table t validate constraint c; alter table t drop constraint if exists c",
    "guard it in a DO block that asks pg_constraint",
  ],
];
