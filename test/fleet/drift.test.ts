import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { type Difference, objectText } from "../../src/catalog/index.ts";
import { fleetDrift, type FleetDrift, fleetUp, up } from "../../src/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { keyOf, makeFleet, ownDatabase } from "../support/fleet.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

/** Of everything that names the schema in its definition. */
const files = {
  "1_all.sql": upDown(
    `create type mood as enum ('good', 'bad');
     create table users (id serial primary key, name text not null check (name <> ''), mood mood default 'good');
     create table orders (id bigint generated always as identity primary key, user_id int references users (id));
     create index on orders (user_id);
     create view moods as select mood, count(*) from users group by mood;
     create function names() returns setof users language sql as $$ select * from users $$;
     create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
     create trigger touched before update on users for each row execute function touch();
     alter table users enable row level security;
     create policy own on users using (name = current_user);
     comment on table users is 'those who use it';`,
    "drop schema if exists none;",
  ),
};

test("schemas are compared without their names, and told apart by what they have", async () => {
  const fleet = await makeFleet(4, files);
  await queryOnce(
    fleet.app,
    'create schema "tenant_X y"; create schema another; create table another.users ()',
  );
  await fleetUp(fleet.options());
  expect(await fleetDrift(fleet.options())).toMatchObject({
    ...{ members: 5, failures: [], comparedWith: "migrations" },
    scratch: expect.stringMatching(/^PGlite/),
    groups: [{ members: 5, migration: "1_all", differences: [], fromMigrations: asMade }],
  });
  await queryOnce(
    fleet.app,
    `alter table tenant_2.users add column by_hand int; comment on table tenant_2.users is 'others';
     alter table "tenant_X y".orders drop constraint orders_user_id_fkey;
     create table tenant_3.goose_db_version (id serial primary key, version_id bigint, is_applied boolean, tstamp timestamp)`,
  );
  const { groups, scratch } = await fleetDrift({ ...fleet.options(), compareWith: "majority" });
  expect([groups.map(({ members }) => members), scratch]).toEqual([[3, 1, 1], undefined]);
  const { groups: again } = await fleetDrift({ ...fleet.options(), scratch: inject("serverUrl") });
  for (const told of [
    toldBy(groups, ({ differences }) => differences),
    toldBy(again, ({ fromMigrations: found }) =>
      found?.outcome === "compared" ? found.differences : [],
    ),
  ]) {
    expect(Object.values(told)[0]).toEqual([]);
    expect(told[keyOf(fleet.app, "tenant_2")]).toEqual(
      expect.arrayContaining(["extra column users.by_hand", "changed table users"]),
    );
    expect(told[keyOf(fleet.app, "tenant_X y")]).toEqual([
      "missing constraint orders_user_id_fkey on orders",
    ]);
  }
});

const asMade = { outcome: "compared", differences: [], edited: [], partial: [] };

type Group = FleetDrift["groups"][number];

/** By the key of the first member of each group. */
function toldBy(groups: readonly Group[], differencesOf: (group: Group) => readonly Difference[]) {
  return Object.fromEntries(
    groups.map((group) => [
      group.such[0],
      differencesOf(group).map(({ change, object }) => `${change} ${objectText(object)}`),
    ]),
  );
}

test("members are compared with what their own migrations make, wherever they are; what cannot be is said", async () => {
  const fleet = await makeFleet(6);
  const names = ["1_users", "2_orders", "3_gone"];
  const at = (schema: string, count: number) =>
    up({ database: fleet.app, migrationsDir: fleet.migrationsDir, schema: [schema], count });
  addFiles(fleet.migrationsDir, { "3_gone.sql": upDown("select 1;", "select 1;") });
  for (const [schema, count] of Object.entries({ tenant_1: 2, tenant_2: 2, tenant_3: 1 }))
    await at(schema, count);
  await at("tenant_4", 3);
  await at("tenant_5", 1);
  rmSync(join(fleet.migrationsDir, "3_gone.sql"));
  await queryOnce(fleet.app, "create index by_hand on tenant_5.users (id)");
  const { groups } = await fleetDrift({ ...fleet.options(), scratch: inject("serverUrl") });
  const found = Object.fromEntries(
    groups.map(({ such, migration, members, fromMigrations }) => [
      such[0]!.split("#")[1],
      [members, migration, fromMigrations],
    ]),
  );
  expect(groups[0]!.such[0]).toMatch(/#tenant_[124]$/);
  expect(found["tenant_3"]).toEqual([1, names[0], asMade]);
  expect(found["tenant_4"]).toEqual([
    1,
    names[2],
    {
      outcome: "failed",
      failure: { code: "history-refused", message: expect.stringContaining("3_gone") },
    },
  ]);
  expect(found["tenant_5"]).toMatchObject([
    1,
    names[0],
    { differences: [{ change: "extra", object: { kind: "index", name: "by_hand" } }] },
  ]);
  expect(found["tenant_6"]).toEqual([1, null, { outcome: "no-migration" }]);
  const pair = found["tenant_1"] ?? found["tenant_2"];
  expect(pair).toEqual([2, names[1], asMade]);
  const most = groups.filter(({ differences }) => differences.length === 0);
  expect(most.map(({ members }) => members)).toEqual([2, 1]);
});

test("databases are compared as a whole, and the command line exits 1 where one differs", async () => {
  const fleet = await makeFleet(0, files);
  const urls = [fleet.app, await ownDatabase(), await ownDatabase()];
  const config = { control: fleet.control, members: { list: urls } };
  addFiles(fleet.migrationsDir, {
    "pgmaestro.config.json": JSON.stringify({ fleet: config, migrationsDir: "." }),
  });
  const run = (typed: string) => pgmaestro(typed.split(" "), { cwd: fleet.migrationsDir });
  await run("fleet up");
  const same = await run("fleet verify-drift");
  expect([same.exitCode, ...linesOf(same)]).toEqual([
    0,
    "3 of 3 members have the same schema, at 1_all",
    "",
    "3 members at 1_all, as the migrations make it:",
    expect.any(String),
    "",
    expect.stringMatching(/^The migrations were applied on PGlite \(PostgreSQL \d+\)\.$/),
  ]);
  await queryOnce(urls[1]!, "drop index orders_user_id_idx; create table by_hand (id int)");
  const majority = await run("fleet verify-drift --compare-with majority");
  expect([majority.exitCode, ...linesOf(majority)]).toEqual([
    1,
    "2 of 3 members have the same schema, at 1_all",
    "",
    "1 member at 1_all:",
    `  ${keyOf(urls[1]!)}`,
    "  only in most: index public.orders_user_id_idx",
    "  only in these: table public.by_hand",
  ]);
  const { exitCode, stdout } = await run("fleet verify-drift");
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringContaining(
      [
        "1 member at 1_all, not as the migrations make it:",
        `  ${keyOf(urls[1]!)}`,
        "  only in these: table public.by_hand",
        "  only in the migrations: index public.orders_user_id_idx",
        "",
      ].join("\n"),
    ),
  ]);
  const [json] = jsonLines(await run("fleet verify-drift --json"));
  expect(json).toMatchObject({
    ...{ type: "fleet-drift", comparedWith: "migrations", scratch: expect.any(String) },
    groups: [
      { fromMigrations: asMade },
      { fromMigrations: { differences: [{ change: "extra", text: expect.any(String) }, {}] } },
    ],
  });
});

function linesOf({ stdout }: { readonly stdout: string }): string[] {
  return stdout.trimEnd().split("\n");
}
