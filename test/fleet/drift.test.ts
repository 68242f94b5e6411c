import { expect, test } from "vitest";
import { objectText } from "../../src/catalog/index.ts";
import { fleetDrift, fleetUp } from "../../src/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { keyOf, makeFleet, ownDatabase } from "../support/fleet.ts";
import { addFiles, upDown } from "../support/migrations.ts";

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
    members: 5,
    groups: [{ members: 5, migration: "1_all", differences: [] }],
    failures: [],
  });
  await queryOnce(
    fleet.app,
    `alter table tenant_2.users add column by_hand int; comment on table tenant_2.users is 'others';
     alter table "tenant_X y".orders drop constraint orders_user_id_fkey;`,
  );
  const { groups } = await fleetDrift(fleet.options());
  expect(groups.map(({ members }) => members)).toEqual([3, 1, 1]);
  const told = Object.fromEntries(
    groups.map(({ such, differences }) => [
      such[0],
      differences.map(({ change, object }) => `${change} ${objectText(object)}`),
    ]),
  );
  expect(told[keyOf(fleet.app, "tenant_2")]).toEqual(
    expect.arrayContaining(["extra column users.by_hand", "changed table users"]),
  );
  expect(told[keyOf(fleet.app, "tenant_X y")]).toEqual([
    "missing constraint orders_user_id_fkey on orders",
  ]);
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
  expect([same.exitCode, same.stdout]).toEqual([
    0,
    "3 of 3 members have the same schema, at 1_all\n",
  ]);
  await queryOnce(urls[1]!, "drop index orders_user_id_idx; create table by_hand (id int)");
  const { exitCode, stdout } = await run("fleet verify-drift");
  expect([exitCode, stdout]).toEqual([
    1,
    [
      "2 of 3 members have the same schema, at 1_all",
      "",
      "1 member at 1_all:",
      `  ${keyOf(urls[1]!)}`,
      "  only in most: index public.orders_user_id_idx",
      "  only in these: table public.by_hand",
      "",
    ].join("\n"),
  ]);
});
