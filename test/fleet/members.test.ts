import { join } from "node:path";
import { expect, test } from "vitest";
import {
  fleetDrift,
  fleetMember,
  fleetPlan,
  fleetStatus,
  fleetUp,
  fleetWork,
  type MemberSource,
  up,
} from "../../src/index.ts";
import { InvalidRequestError } from "../../src/errors/index.ts";
import { copyEmbedded, queryOnce } from "../support/databases.ts";
import {
  having,
  histories,
  keyOf,
  makeFleet,
  onceEach,
  ownDatabase,
  two,
  waves,
} from "../support/fleet.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { AddressBook } from "../../src/fleet/address-book.ts";
import { memberFrom, presentKey } from "../../src/fleet/member.ts";
import { endsOfWaves } from "../../src/fleet/waves.ts";

const names = ["1_users", "2_orders"];

test("members of a query, of a module and of a list are read alike, and one that is there twice is run once", async () => {
  const [one, other, control] = [await ownDatabase(), await ownDatabase(), await ownDatabase()];
  const migrationsDir = directoryOf(two);
  await queryOnce(
    control,
    `create table tenants (url text, wave int); insert into tenants values ('${other}', 2), ('${one}', 1), ('${one}?application_name=again', 1)`,
  );
  const asked = { query: "select url, wave from tenants" };
  const result = await fleetUp({ migrationsDir, fleet: { control, members: asked } });
  expect(result).toMatchObject({ members: 2, waves: 2, counts: { done: 2 } });
  expect(
    await fleetMember({ fleet: { control, members: asked }, member: keyOf(one) }),
  ).toMatchObject({ wave: 1, state: "done", migration: "2_orders", migrations: 2 });
  addFiles(migrationsDir, {
    "3_more.sql": upDown("create table more (id int);", "drop table more;"),
  });
  const module = join(
    directoryOf({
      "members.mjs": `export default async function* () { yield "${one}"; yield { url: "${other}" }; yield "${one}"; }`,
    }),
    "members.mjs",
  );
  const third = await fleetUp({ migrationsDir, fleet: { control, members: { module } } });
  expect(third).toMatchObject({ members: 2, counts: { done: 2 } });
  const list = [one, { url: other, schema: "public" }, other, one];
  const fourth = await fleetUp({ migrationsDir, fleet: { control, members: { list } } });
  expect(fourth).toMatchObject({ members: 3, counts: { done: 3 } });
  for (const url of [one, other])
    expect(await queryOnce(url, "select name from pgmigrations order by id")).toEqual(
      [...names, "3_more"].map((name) => ({ name })),
    );
});

test("a member that cannot be reached is tried again, and ends as failed; its password is told nowhere", async () => {
  const fleet = await makeFleet(0);
  const secret = "Xq7zR2secret";
  const list = [fleet.app, `postgres://app:${secret}@127.0.0.1:1/app?sslpassword=${secret}`];
  const options = fleet.options({ members: { list }, retries: 2, maxFailures: "50%" });
  const result = await fleetUp(options);
  expect(result).toMatchObject({
    state: "ended",
    counts: { done: 1, failed: 1 },
    failures: [{ code: "connection-failed", members: 1, such: ["localhost:1/app"] }],
  });
  const tries = options.events.filter(
    (event) => event.type === "member-ended" && event.member === "localhost:1/app",
  );
  expect(tries.map((event) => event.type === "member-ended" && event.outcome)).toEqual([
    "again",
    "again",
    "failed",
  ]);
  const rows = await queryOnce<{ text: string }>(
    fleet.control,
    `select m::text as text from pgmaestro_fleet.member m union all select r::text from pgmaestro_fleet.rollout r
      union all select j::text from pgmaestro_queue.job j`,
  );
  expect(rows.length).toBeGreaterThan(2);
  for (const text of [JSON.stringify(result), JSON.stringify(options.events), JSON.stringify(rows)])
    expect(text).not.toContain(secret);
});

test("a member that the server turns away fails at once, and the others have their turn", async () => {
  const fleet = await makeFleet(0);
  const url = new URL(fleet.app);
  const absent = `${url.href.slice(0, -url.pathname.length)}/no_such_database`;
  const options = fleet.options({ members: { list: [absent, fleet.app] }, maxFailures: 1 });
  expect(await fleetUp(options)).toMatchObject({
    ...{ state: "ended", counts: { done: 1, failed: 1 } },
    failures: [{ code: "connection-failed", sqlState: "3D000", such: [keyOf(absent)] }],
  });
  const tries = options.events.filter(
    (event) => event.type === "member-ended" && event.member === keyOf(absent),
  );
  expect(tries).toHaveLength(1);
});

test.each([
  [{ list: [] }, /^The fleet has no members$/],
  [{ query: "select null as url" }, /^fleet\.members\.query: number 1 is no member/],
  [{ database: "", schemas: "select null" }, /^fleet\.members\.schemas gives something else/],
  [{ module: "" }, /^it broke off$/],
])("members of %j are refused, and nothing is begun", async (given, message) => {
  const fleet = await makeFleet(1);
  const module = join(
    directoryOf({
      "members.mjs": `export default async function* () { yield { url: "${fleet.app}", schema: "tenant_1" }; throw new Error("it broke off"); }`,
    }),
    "members.mjs",
  );
  const members: MemberSource =
    "schemas" in given ? { ...given, database: fleet.app } : "module" in given ? { module } : given;
  const options = fleet.options({ members });
  for (const action of [fleetUp, fleetPlan, fleetDrift])
    await expect(action(options)).rejects.toThrow(message);
  await rejection(fleetStatus(options), InvalidRequestError);
  if ("list" in given) expect(await having(fleet, "users")).toEqual([]);
});

test("the control database may be a member, whose schema is the members' all the same", async () => {
  const [control, other] = [await ownDatabase(), await ownDatabase()];
  const migrationsDir = directoryOf(two);
  const fleet = { control, members: { list: [control, other] } };
  expect(await fleetUp({ migrationsDir, fleet })).toMatchObject({ counts: { done: 2 } });
  expect(await fleetDrift({ migrationsDir, fleet, compareWith: "majority" })).toMatchObject({
    groups: [{ members: 2, differences: [] }],
  });
});

test("what waits in the queue names a member by its key, by which a newer version finds it again", async () => {
  const fleet = await makeFleet(0);
  const secret = "Xq7zR2secret";
  const list = [`postgres://app:${secret}@127.0.0.1:1/app`];
  const stopping = new AbortController();
  await fleetUp({
    ...fleet.options({ members: { list }, retries: 9 }),
    signal: stopping.signal,
    onEvent: (event) => event.type === "member-ended" && stopping.abort(),
  });
  const jobs = await queryOnce<{ text: string }>(
    fleet.control,
    "select j::text as text from pgmaestro_queue.job j",
  );
  expect(jobs).toHaveLength(1);
  expect(jobs[0]!.text).toContain("localhost:1/app");
  expect(jobs[0]!.text).not.toContain(secret);
  await queryOnce(
    fleet.control,
    `update pgmaestro_fleet.member set key = '127.0.0.1:1/app', host = '127.0.0.1:1';
      update pgmaestro_fleet.rollout set retries = 0`,
  );
  const options = fleet.options({ members: { list } });
  expect(await fleetWork(options)).toMatchObject({
    ...{ state: "stopped", counts: { failed: 1 } },
    failures: [{ code: "connection-failed", such: ["127.0.0.1:1/app"] }],
  });
  for (const member of ["127.0.0.1:1/app", list[0]!.replace(/^.*@/, "")])
    expect(await fleetMember({ ...options, member })).toMatchObject({ state: "failed" });
});

test("a plan tells the members apart by what they lack, and changes nothing", async () => {
  const fleet = await makeFleet(4);
  await up({
    database: fleet.app,
    migrationsDir: fleet.migrationsDir,
    schema: ["tenant_3"],
    count: 1,
  });
  const options = fleet.options();
  const { groups, failures, members } = await fleetPlan(options);
  expect([members, failures]).toEqual([4, []]);
  expect(groups.map((group) => [group.members, group.migrations])).toEqual([
    [3, names],
    [1, ["2_orders"]],
  ]);
  expect(groups[1]!.such).toEqual([keyOf(fleet.app, "tenant_3")]);
  expect(await having(fleet, "orders")).toEqual([]);
  await rejection(fleetStatus(options), InvalidRequestError);
});

test("the control database may be an embedded one", async () => {
  const fleet = await makeFleet(3);
  const control = `pglite:${await copyEmbedded()}`;
  const options = fleet.options({ control, waves: { canary: 1 } });
  expect(await fleetUp(options)).toMatchObject({ state: "ended", waves: 2, counts: { done: 3 } });
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
});

test.each([
  ["postgres://app:s%2Fe%40c@db1:5433/shop?sslmode=require", undefined, "db1:5433/shop"],
  ["postgres://app:se/c@r@db1:5432/shop", "tenant_1", "db1/shop#tenant_1"],
  ["postgresql://db1/shop?password=secret", undefined, "db1/shop"],
  ["postgres:///shop?host=/var/run/postgresql", undefined, "/var/run/postgresql/shop"],
  ["pglite:./data", undefined, "embedded/pglite:./data"],
  ["postgres://DB1.Example/Shop", undefined, "db1.example/Shop"],
  ["postgres://db1/my%20shop", 'a"b', 'db1/my shop#a"b'],
  ["postgres://db1/?dbname=other&port=6000", undefined, "db1:6000/other"],
  ["postgres:///shop?host=/run/pg&port=6000", undefined, "/run/pg:6000/shop"],
  ["postgres://app:secret@db1", undefined, "db1/app"],
  ["socket:/run/pg?db=shop", undefined, "/run/pg/shop"],
  ["/run/pg shop", undefined, "/run/pg/shop"],
  ["socket:/Run/PG?db=shop&port=6000", undefined, "/Run/PG:6000/shop"],
  ["postgres://%2FRun%2FPG/shop", undefined, "/Run/PG/shop"],
  ["postgres://127.0.0.1:6000/shop", undefined, "localhost:6000/shop"],
  ["postgres://[::1]/shop", undefined, "localhost/shop"],
  ["postgres:///shop?host=::1&port=6000", undefined, "localhost:6000/shop"],
  ["postgres://[::2]:6000/shop", undefined, "[::2]:6000/shop"],
  ["postgres:///a%2Fb", undefined, "localhost/a%2Fb"],
])("the key of %s says where it is, and nothing of who connects", (url, schema, key) => {
  expect(memberFrom({ url, schema }, "here").key).toBe(key);
});

test("the key of settings of the driver is that of the same URL", () => {
  const url = { host: "db1", port: 5433, database: "shop", user: "app", password: "secret" };
  expect(memberFrom({ url }, "here").key).toBe("db1:5433/shop");
});

test.each([
  ["127.0.0.1/shop", "localhost/shop"],
  ["127.0.0.1:6000/shop#a/b", "localhost:6000/shop#a/b"],
  ["[::1]:6000/shop", "localhost:6000/shop"],
  ["127.0.0.11/shop", "127.0.0.11/shop"],
  ["/run/pg:6000/shop", "/run/pg:6000/shop"],
  ["embedded/pglite:./127.0.0.1/shop", "embedded/pglite:./127.0.0.1/shop"],
])("the key %s of an older version is %s", (old, key) => {
  expect(presentKey(old)).toBe(key);
});

test.each([
  [null, /^here is no member: it has no url$/],
  [{ schema: "a" }, /^here is no member: it has no url$/],
  [{ url: "postgres://db/a", schema: 7 }, /^here: its schema must be a text$/],
  [{ url: "postgres://db/a", wave: "soon" }, /^here: its wave must be a whole number$/],
])("%j is no member", (given, message) => {
  expect(() => memberFrom(given, "here")).toThrow(message);
});

test.each([
  [waves(5, "10%", "100%"), 1000, [5, 100]],
  [waves("0.1%"), 1000, [1]],
  [waves(5, "10%"), 20, [5, 2]],
  [waves(5), 3, []],
  [{}, 9, []],
])("%j of %i members end after %j", (settings, members, ends) => {
  if (ends[0]! > ends[1]!)
    expect(() => endsOfWaves(settings, members)).toThrow(/10% is less than 5/);
  else expect(endsOfWaves(settings, members)).toEqual(ends);
});

test("a book finds each member by its key, and none by another's", () => {
  const book = new AddressBook();
  const url = { host: "db9", database: "settings", password: () => "secret" };
  const given = [
    ...Array.from({ length: 5000 }, (_, n) => `postgres://é:p@db${n % 7}:6000/customer_${n}`),
    { url: "postgres://a:p@db1/shop", schema: "tenant_1" },
    { url: "postgres://b:p@db1/shop", schema: "tenant_1" },
    { url },
  ];
  const members = given.map((one) => memberFrom(one, "here"));
  for (const one of members) book.add(one);
  for (const one of members.filter(({ address }) => !String(address).includes("//b:")))
    expect(book.find(one.key)).toEqual(one);
  expect(book.find("db1/shop#tenant_2")).toBeUndefined();
  expect(book.find("db1:6000/customer_0")).toBeUndefined();
});
