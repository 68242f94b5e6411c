import { expect, test } from "vitest";
import { diff } from "../../src/index.ts";
import { directoryOf } from "../support/migrations.ts";

const tables = `
  create table tenants (id bigint primary key);
  create table users (tenant bigint references tenants, id bigint, primary key (tenant, id));
  create table countries (code text primary key);
  create table events (id bigint, kind text);`;
const distributed = `
  select create_reference_table('countries');
  select create_distributed_table('tenants', 'id', colocate_with => 'none');
  select create_distributed_table('users', 'tenant', colocate_with => 'tenants');
  select create_distributed_table('events', 'id', colocate_with => 'none', shard_count => 8);`;

/** The SQL from one schema to another, each made with a stand-in for Citus, and what came of it there. */
async function wayBetween(from: string, to: string) {
  const [one, other] = [from, to].map((sql) =>
    directoryOf({ "1_a.sql": `create extension if not exists citus; ${sql}` }),
  );
  const { way } = await diff({ from: one!, to: other! });
  return { statements: way.statements, outcome: way.trial?.outcome };
}

const calls = (statements: readonly string[]) =>
  statements.map((one) => one.replaceAll(/\s+/g, " ")).filter((one) => one.startsWith("SELECT"));

test("tables are distributed in the order of their foreign keys, reference tables first", async () => {
  const { statements, outcome } = await wayBetween("", tables + distributed);
  expect(calls(statements)).toEqual([
    "SELECT create_reference_table('public.countries')",
    "SELECT create_distributed_table('public.events', 'id', colocate_with => 'none', shard_count => 8)",
    "SELECT create_distributed_table('public.tenants', 'id', colocate_with => 'none', shard_count => 32)",
    "SELECT create_distributed_table('public.users', 'tenant', colocate_with => 'public.tenants')",
  ]);
  expect(outcome).toBe("exact");
});

test("columns, groups and schemas become others in place; a table that is new is no difference of its group", async () => {
  const from = tables + distributed;
  const changes = `create table late (id bigint); select create_distributed_table('late', 'id', colocate_with => 'tenants');
    select update_distributed_table_colocation('users', colocate_with => 'none');
    select alter_distributed_table('events', distribution_column => 'kind');
    create schema s; select citus_schema_distribute('s');`;
  const { statements, outcome } = await wayBetween(from, `${from}; ${changes}`);
  expect(calls(statements)).toEqual([
    "SELECT alter_distributed_table('public.events', distribution_column => 'kind', colocate_with => 'none', shard_count => 8)",
    "SELECT citus_schema_distribute('s')",
    "SELECT create_distributed_table('public.late', 'id', colocate_with => 'public.tenants')",
    "SELECT update_distributed_table_colocation('public.users', colocate_with => 'none')",
  ]);
  expect(outcome).toBe("exact");
});

test("tables that foreign keys connect come back together", async () => {
  const { statements } = await wayBetween(tables + distributed, tables);
  expect(calls(statements)).toEqual([
    "SELECT undistribute_table('public.countries')",
    "SELECT undistribute_table('public.events')",
    "SELECT undistribute_table('public.tenants', cascade_via_foreign_keys => true)",
  ]);
});
