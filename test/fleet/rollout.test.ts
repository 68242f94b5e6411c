import { expect, test } from "vitest";
import { Pool } from "pg";
import {
  fleetDown,
  fleetStatus,
  fleetSteer,
  fleetUp,
  fleetWork,
  type RunEvent,
  up,
} from "../../src/index.ts";
import {
  InvalidRequestError,
  RolloutOpenError,
  UnmetRequirementsError,
} from "../../src/errors/index.ts";
import { queryOnce } from "../support/databases.ts";
import {
  having,
  histories,
  makeFleet,
  makeHeldFleet,
  onceEach,
  ownDatabase,
  type TestFleet,
  waves,
} from "../support/fleet.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const names = ["1_users", "2_orders"];

test("each schema gets each migration once, and has nothing to do the next time", async () => {
  const fleet = await makeFleet(7);
  const first = await fleetUp(fleet.options());
  expect(first).toMatchObject({
    state: "ended",
    counts: { members: 7, done: 7, failed: 0, waiting: 0, running: 0 },
    migrations: [{ migration: "2_orders", members: 7 }],
    failures: [],
  });
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
  const options = fleet.options();
  expect(await fleetUp(options)).toMatchObject({ state: "ended", counts: { done: 7 } });
  const ended = options.events.filter((event) => event.type === "member-ended");
  expect(ended.map(({ migrations }) => migrations)).toEqual(Array(7).fill(0));
  expect(ended.map(({ migration }) => migration)).toEqual(Array(7).fill("2_orders"));
});

function upByHand({ app, migrationsDir }: TestFleet, onEvent?: (event: RunEvent) => void) {
  return up({ database: app, migrationsDir, schema: ["tenant_1"], onEvent });
}

test("`up` by hand waits for the fleet at work on the same database, and has nothing to do then", async () => {
  const { fleet, hasBegun, mayEnd } = await makeHeldFleet(1);
  const rollout = fleetUp(fleet.options());
  await hasBegun(1);
  const run = await upByHand(fleet, (event) => {
    if (event.type === "waiting") void mayEnd();
  });
  expect(run.migrations).toEqual([]);
  expect(await rollout).toMatchObject({ counts: { done: 1, failed: 0 } });
  expect(await histories(fleet)).toEqual(onceEach(fleet, ["1_held"]));
});

test("the fleet waits for `up` by hand, and tries the member again", async () => {
  const { fleet, hasBegun, mayEnd } = await makeHeldFleet(1);
  const run = upByHand(fleet);
  await hasBegun(1);
  const options = fleet.options();
  const result = await fleetUp({
    ...{ ...options, lockWait: 0 },
    onEvent(event) {
      options.onEvent!(event);
      if (event.type === "member-ended" && event.outcome === "again") void mayEnd();
    },
  });
  expect((await run).migrations).toHaveLength(1);
  expect(result).toMatchObject({ state: "ended", counts: { done: 1, failed: 0 } });
  const ended = options.events.filter((event) => event.type === "member-ended");
  expect(ended[0]).toMatchObject({ outcome: "again", error: { code: "locked" } });
  expect(ended.at(-1)).toMatchObject({ outcome: "done", migrations: 0 });
  expect(await histories(fleet)).toEqual(onceEach(fleet, ["1_held"]));
});

test("schemas of one database are worked on at the same time", async () => {
  const meet = `do $$ begin perform nextval('public.begun');
    while (select last_value from public.begun) < 2 loop perform pg_sleep(0.01); end loop; end $$;`;
  const fleet = await makeFleet(2, { "1_meet.sql": upDown(meet, "select 1;") });
  await queryOnce(fleet.app, "create sequence public.begun");
  expect(await fleetUp(fleet.options({ concurrency: 2 }))).toMatchObject({ counts: { done: 2 } });
});

test.each([
  [{ worker: 4, host: 1 }, 1],
  [{ worker: 4, total: 3 }, 3],
])("with %j no more members are begun, by two workers", async (concurrency, most) => {
  const { fleet, hasBegun, mayEnd } = await makeHeldFleet(9);
  const work = fleetUp(fleet.options({ concurrency }));
  await hasBegun(1);
  const other = fleetWork(fleet.options({ concurrency }));
  await hasBegun(most);
  await haveBothLooked(fleet);
  expect(await queryOnce(fleet.app, "select last_value::int as begun from public.begun")).toEqual([
    { begun: most },
  ]);
  expect((await fleetStatus(fleet.options())).counts.running).toBe(most);
  await mayEnd();
  expect(await work).toMatchObject({ counts: { done: 9 } });
  await other;
});

/** Waits until two workers have asked the control database for members since now. */
async function haveBothLooked({ control }: TestFleet): Promise<void> {
  const [now] = await queryOnce<{ at: string }>(control, "select clock_timestamp()::text as at");
  const seen = `select from pgmaestro_fleet.worker where seen_at > '${now!.at}'`;
  await expect.poll(() => queryOnce(control, seen), { timeout: 120_000 }).toHaveLength(2);
}

test("a wave begins when the one before it has soaked, by the clock of the control database", async () => {
  const fleet = await makeFleet(2);
  await fleetUp(fleet.options({ waves: { canary: 1, soak: 1 } }));
  const rows = await queryOnce(
    fleet.control,
    `select m.wave, m.begun_at >= before.begun_at + interval '1 second' as soaked
      from pgmaestro_fleet.member m left join pgmaestro_fleet.member before on before.wave = m.wave - 1 order by m.wave`,
  );
  expect(rows).toEqual([
    { wave: 1, soaked: null },
    { wave: 2, soaked: true },
  ]);
});

test("a wave begins when the one before it is through, and too many failures stop the rollout", async () => {
  const fleet = await makeFleet(9);
  await queryOnce(
    fleet.app,
    fleet.schemas.map((name) => `create table ${name}.orders ();`).join("\n"),
  );
  const settings = { waves: waves(2, "50%"), maxFailures: 1 };
  const stopped = await fleetUp(fleet.options(settings));
  expect(stopped).toMatchObject({
    state: "stopped",
    wave: 1,
    waves: 3,
    counts: { members: 9, failed: 2, waiting: 7 },
    failures: [{ members: 2, sqlState: "42P07", code: "migration-failed" }],
  });
  expect(stopped.failures).toHaveLength(1);
  expect(stopped.failures[0]!.place).toMatch(/2_orders\.sql:2:1$/);
  expect(stopped.waveCounts.map(({ wave, members }) => [wave, members])).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  await expectOpen(fleet);
  await queryOnce(fleet.app, fleet.schemas.map((name) => `drop table ${name}.orders;`).join("\n"));
  const retried = await fleetSteer({ ...fleet.options(settings), steering: "retry" });
  expect(retried).toMatchObject({ state: "running", counts: { failed: 0, waiting: 9 } });
  const options = fleet.options(settings);
  expect(await fleetWork(options)).toMatchObject({ state: "ended", counts: { done: 9 } });
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
  expectWavesInTurn(options.events, stopped.waves);
});

async function expectOpen(fleet: Awaited<ReturnType<typeof makeFleet>>): Promise<void> {
  const error = await rejection(fleetUp(fleet.options()), RolloutOpenError);
  expect(error).toMatchObject({ kind: "refused", rollout: 1 });
}

/** Between the beginnings of two waves all members of the first one end. */
function expectWavesInTurn(
  events: ReturnType<Awaited<ReturnType<typeof makeFleet>>["options"]>["events"],
  waves: number,
): void {
  const told = events.flatMap((event) =>
    event.type === "wave-begun"
      ? [`wave ${event.wave}`]
      : event.type === "member-ended"
        ? [event.outcome]
        : [],
  );
  expect(told).toEqual([
    "wave 1",
    ...Array(2).fill("done"),
    "wave 2",
    ...Array(3).fill("done"),
    `wave ${waves}`,
    ...Array(4).fill("done"),
  ]);
}

test("a rollout goes on without what has failed, and ends with it", async () => {
  const fleet = await makeFleet(4);
  await queryOnce(fleet.app, "create table tenant_2.users ()");
  const stopped = await fleetUp(fleet.options({ concurrency: 1 }));
  expect(stopped).toMatchObject({ state: "stopped", counts: { failed: 1 } });
  await fleetSteer({ ...fleet.options(), steering: "resume" });
  const ended = await fleetWork(fleet.options());
  expect(ended).toMatchObject({ state: "ended", counts: { failed: 1, done: 3 } });
  expect(await having(fleet, "orders")).toEqual(["tenant_1", "tenant_3", "tenant_4"]);
  await queryOnce(fleet.app, "drop table tenant_2.users");
  await fleetSteer({ ...fleet.options(), steering: "retry" });
  expect(await fleetWork(fleet.options())).toMatchObject({ state: "ended", counts: { done: 4 } });
});

test("while a rollout is paused nothing is begun, and its worker waits", async () => {
  const { fleet, hasBegun, mayEnd } = await makeHeldFleet(5);
  const work = fleetUp(fleet.options({ concurrency: 1 }));
  await hasBegun(1);
  await fleetSteer({ ...fleet.options(), steering: "pause" });
  await mayEnd();
  await expect
    .poll(async () => (await fleetStatus(fleet.options())).counts.running, { timeout: 60_000 })
    .toBe(0);
  expect(await fleetStatus(fleet.options())).toMatchObject({
    state: "paused",
    counts: { done: 1, waiting: 4 },
  });
  await fleetSteer({ ...fleet.options(), steering: "resume" });
  expect(await work).toMatchObject({ state: "ended", counts: { done: 5 } });
  await rejection(fleetSteer({ ...fleet.options(), steering: "pause" }), InvalidRequestError);
});

test("an aborted rollout leaves the members that had no turn, and another one can begin", async () => {
  const fleet = await makeFleet(3);
  await queryOnce(
    fleet.app,
    fleet.schemas.map((name) => `create table ${name}.users ();`).join("\n"),
  );
  await fleetUp(fleet.options({ concurrency: 1 }));
  const aborted = await fleetSteer({ ...fleet.options(), steering: "abort" });
  expect(aborted).toMatchObject({ state: "aborted", counts: { failed: 1, waiting: 2 } });
  await queryOnce(fleet.app, fleet.schemas.map((name) => `drop table ${name}.users;`).join("\n"));
  expect(await fleetUp(fleet.options())).toMatchObject({
    id: 2,
    state: "ended",
    counts: { done: 3 },
  });
});

test("rolls back all that was applied after a migration", async () => {
  const fleet = await makeFleet(3);
  await fleetUp(fleet.options());
  const result = await fleetDown({ ...fleet.options(), to: "1_users" });
  expect(result).toMatchObject({
    command: "down",
    target: "1_users",
    state: "ended",
    migrations: [{ migration: "1_users", members: 3 }],
  });
  expect(await having(fleet, "orders")).toEqual([]);
  expect(await having(fleet, "users")).toEqual(fleet.schemas);
  expect(await fleetUp({ ...fleet.options(), to: "1" })).toMatchObject({ counts: { done: 3 } });
  expect(await having(fleet, "orders")).toEqual([]);
});

test("repeatable migrations run on each member whenever their text has changed", async () => {
  const fleet = await makeFleet(3);
  const view = (column: string) => ({
    "repeatable/names.sql": `create or replace function names() returns text language sql as $$ select '${column}' $$;`,
  });
  addFiles(fleet.migrationsDir, view("one"));
  const first = await fleetUp(fleet.options());
  expect(first.migrations).toEqual([{ migration: "2_orders", members: 3 }]);
  addFiles(fleet.migrationsDir, view("two"));
  await fleetUp(fleet.options());
  const said = fleet.schemas
    .map((schema) => `select ${schema}.names() as said`)
    .join(" union all ");
  expect(await queryOnce(fleet.app, said)).toEqual(fleet.schemas.map(() => ({ said: "two" })));
  const options = fleet.options();
  await fleetUp(options);
  const ran = options.events.filter(
    (event) => event.type === "member-ended" && event.migrations > 0,
  );
  expect(ran).toEqual([]);
});

test("another environment is asked once for all members", async () => {
  const fleet = await makeFleet(5);
  const staging = await ownDatabase();
  const pool = new Pool({ connectionString: staging });
  let asked = 0;
  pool.on("acquire", () => void asked++);
  const requirements = {
    environment: "production",
    environments: [{ name: "staging", database: pool }],
  };
  try {
    const error = await rejection(
      fleetUp({ ...fleet.options(), requirements }),
      UnmetRequirementsError,
    );
    expect(error.shortfalls).toHaveLength(2);
    expect(await having(fleet, "users")).toEqual([]);
    expect(await fleetStatus(fleet.options())).toMatchObject({
      state: "running",
      counts: { waiting: 5, failed: 0 },
    });
    await up({ database: staging, migrationsDir: fleet.migrationsDir });
    asked = 0;
    const result = await fleetWork({ ...fleet.options(), requirements });
    expect([result.counts.done, asked]).toEqual([5, 1]);
  } finally {
    await pool.end();
  }
});
