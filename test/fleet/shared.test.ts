import { expect, test } from "vitest";
import { down, fleetDown, type FleetOptions, fleetUp } from "../../src/index.ts";
import { migrationsFrom } from "../../src/migrations/index.ts";
import { plansMade } from "../../src/plan/kept-plans.ts";
import { queryOnce } from "../support/databases.ts";
import { having, histories, makeFleet, onceEach, two } from "../support/fleet.ts";
import { upDown } from "../support/migrations.ts";

const names = ["1_users", "2_orders"];

test("a session of a server is used for one member after the other, and is like new for each", async () => {
  const leaves = `do $$ begin perform set_config('search_path', 'pg_catalog', false), pg_advisory_lock(1000); end $$;
    create temp table left_over (); insert into public.seen values (pg_backend_pid(), current_setting('work_mem'));
    set work_mem = '1234kB'; set role pg_monitor;`;
  const fleet = await makeFleet(4, { "1_leaves.sql": upDown(leaves, "select 1;") });
  await queryOnce(fleet.app, "create table public.seen (pid int, work_mem text)");
  const result = await fleetUp(fleet.options({ concurrency: 1 }));
  expect(result).toMatchObject({ failures: [], counts: { done: 4 } });
  const seen = await queryOnce<{ pid: number }>(fleet.app, "select pid, work_mem from seen");
  const [usual] = await queryOnce(fleet.app, "select current_setting('work_mem') as work_mem");
  expect(seen).toEqual(Array(4).fill(expect.objectContaining(usual)));
  const sessions = new Set(seen.map(({ pid }) => pid));
  expect(sessions.size).toBeLessThan(3); // another one where somebody looks on
});

test("members in the same state are planned once, and those in others get what they lack", async () => {
  const fleet = await makeFleet(7);
  const migrations = migrationsFrom(two);
  const options = (more?: Partial<FleetOptions>) => ({ ...fleet.options(), migrations, ...more });
  const planned = async (run: () => Promise<unknown>) => {
    const before = plansMade();
    await run();
    return plansMade() - before;
  };
  expect(await planned(() => fleetUp(options()))).toBe(1);
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
  const byHand = { database: fleet.app, migrationsDir: fleet.migrationsDir };
  await down({ ...byHand, schema: ["tenant_1"], all: true });
  for (const schema of ["tenant_2", "tenant_3"]) await down({ ...byHand, schema: [schema] });
  expect(await planned(() => fleetUp(options()))).toBe(1); // and one that was made before
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
  expect(await planned(() => fleetDown({ ...options(), to: "1_users" }))).toBe(1);
  expect(await having(fleet, "orders")).toEqual([]);
  expect(await having(fleet, "users")).toEqual(fleet.schemas);
});
