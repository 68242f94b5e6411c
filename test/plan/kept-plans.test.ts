import { describe, expect, test } from "vitest";
import { type Migration, migrationsFrom } from "../../src/migrations/index.ts";
import {
  keepReading,
  type Plan,
  planOf,
  type PlanningOptions,
  upTask,
} from "../../src/plan/index.ts";
import { plansMade } from "../../src/plan/kept-plans.ts";
import { upDown } from "../support/migrations.ts";

const texts = Object.fromEntries(
  ["1_users", "2_orders", "3_items"].map((name) => [
    `${name}.sql`,
    upDown(`create table ${name.slice(2)} (id int);`, `drop table ${name.slice(2)};`),
  ]),
);

/** Migrations of many databases, as a fleet reads them. */
function kept(files: Record<string, string> = texts): Migration[] {
  const migrations = migrationsFrom(files);
  keepReading(migrations);
  return migrations;
}

function planned(migrations: readonly Migration[], options: PlanningOptions = {}): Promise<Plan> {
  const tasks = migrations.map((one) => upTask(one));
  return planOf(tasks, { migrations, watch: () => {} }, options);
}

describe("members of a fleet in the same state have one plan", () => {
  test.each<[string, PlanningOptions, PlanningOptions]>([
    ["and the same options", {}, {}],
    ["in whichever schema", { schema: ["tenant_1", "public"] }, { schema: ["b", "public"] }],
  ])("%s", async (_, one, other) => {
    const migrations = kept({ "1_a.sql": "create table users (id int);" });
    expect(await planned(migrations, other)).toBe(await planned(migrations, one));
  });

  test("also where they are planned at the same time", async () => {
    const migrations = kept();
    const before = plansMade();
    await Promise.all(Array.from({ length: 5 }, () => planned(migrations)));
    expect(plansMade() - before).toBe(1);
  });
});

describe("members have a plan of their own", () => {
  test("where others lack", async () => {
    const migrations = kept();
    const plans = [0, 1, 2].map((from) => planned(migrations.slice(from)));
    expect((await Promise.all(plans)).map(namesIn)).toEqual([
      ["1_users", "2_orders", "3_items"],
      ["2_orders", "3_items"],
      ["3_items"],
    ]);
  });

  test.each<[string, PlanningOptions, PlanningOptions]>([
    ["transactions are shared otherwise", {}, { transaction: "each" }],
    ["settings go on", {}, { keepSettings: true }],
    ["another schema is searched, too", { schema: ["a", "b"] }, { schema: ["a", "c"] }],
    ["a text names one's schema", { schema: ["users"] }, { schema: ["tenant_1"] }],
    ["a schema is everybody's", { schema: ["public"] }, { schema: ["tenant_1"] }],
  ])("where %s", async (_, one, other) => {
    const migrations = kept();
    expect(await planned(migrations, other)).not.toBe(await planned(migrations, one));
  });

  test("where one of them was halted halfway", async () => {
    const migrations = kept({ "1_a.sql": "-- pgmaestro: no-transaction\nvacuum; analyze;" });
    const [migration] = migrations;
    const of = { migrations, watch: () => {} };
    const partial = { name: "1_a", direction: "up", statements: 1, checksum: "other" } as const;
    const halted = await planOf([upTask(migration!, partial)], of, {});
    expect(await planned(migrations)).not.toBe(halted);
  });

  test("where nobody says that there are many", async () => {
    const migrations = migrationsFrom(texts);
    expect(await planned(migrations)).not.toBe(await planned(migrations));
  });
});

test("the plans of the latest states are kept, and no more", async () => {
  const migrations = kept();
  const inState = (state: number) => planned(migrations, { schema: ["a", `state_${state}`] });
  const [first, second] = [await inState(0), await inState(1)];
  for (let state = 2; state < 16; state++) await inState(state);
  expect(await inState(0)).toBe(first);
  await inState(16);
  expect(await inState(1)).not.toBe(second);
  expect(await inState(0)).toBe(first);
});

function namesIn({ segments }: Plan): string[] {
  return segments.flatMap(({ steps }) => steps.map(({ migration }) => migration));
}
