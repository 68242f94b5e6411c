import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { ConnectionLostError } from "../../src/errors/index.ts";
import { fleetStatus, fleetUp, fleetWork } from "../../src/index.ts";
import { startPgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import {
  having,
  histories,
  makeFleet,
  makeHeldFleet,
  onceEach,
  type TestFleet,
  waves,
} from "../support/fleet.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { Random } from "../support/random.ts";
import { soaking } from "../support/soak.ts";

vi.setConfig({ testTimeout: 1_800_000 }); // many processes, on a slow machine

/** A worker is killed so often, over so many members: a small share in `npm test`. */
const { kills, members } = soaking ? { kills: 50, members: 300 } : { kills: 3, members: 25 };

/** None can run twice; every third is outside a transaction. */
const files = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((n) => [
    `${n}_t.sql`,
    n % 3 === 0
      ? `-- pgmaestro: no-transaction\n${upDown(`create index concurrently i${n} on t1 (id);`, `drop index i${n};`)}`
      : upDown(
          `create table t${n} (id int); insert into t${n} values (${n}); select pg_sleep(0.01);`,
          `drop table t${n};`,
        ),
  ]),
);
const names = Object.keys(files).map((file) => file.replace(".sql", ""));

test(`workers that are killed ${kills} times leave each migration once on each of ${members} members`, async () => {
  const fleet = await makeFleet(members, files);
  const cwd = fleet.migrationsDir;
  const { fleet: settings } = fleet.options({
    waves: waves(5, "50%"),
    concurrency: 3,
  });
  addFiles(cwd, {
    "pgmaestro.config.json": JSON.stringify({ fleet: settings, migrationsDir: "." }),
  });
  const first = startPgmaestro(["fleet", "up"], { cwd });
  await begun(fleet);
  const random = new Random(members);
  let workers = [first, startPgmaestro(["fleet", "work"], { cwd })];
  for (let killed = 0; killed < kills && !(await isOver(fleet)); killed++) {
    await moreEnded(fleet, random.below(4));
    const victim = workers.shift()!;
    victim.child.kill("SIGKILL");
    await victim.finished;
    workers = [...workers, startPgmaestro(["fleet", "work"], { cwd })];
  }
  await Promise.all(workers.map(({ finished }) => finished));
  const status = await fleetStatus({ fleet: settings });
  expect(status).toMatchObject({
    state: "ended",
    counts: { members, done: members, failed: 0 },
    migrations: [{ migration: names.at(-1), members }],
  });
  expect(await histories(fleet)).toEqual(onceEach(fleet, names));
  await expectWhole(fleet);
  const again = fleet.options();
  await fleetUp(again);
  const ran = again.events.filter((event) => event.type === "member-ended" && event.migrations > 0);
  expect(ran).toEqual([]);
});

test.runIf(soaking)(
  "a worker that loses the control database ends what it has begun, and another one goes on",
  async () => {
    const { fleet, hasBegun, mayEnd } = await makeHeldFleet(6);
    const work = fleetUp(fleet.options({ concurrency: 2 })).catch((error: unknown) => error);
    await hasBegun(2);
    await queryOnce(
      fleet.app,
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${new URL(fleet.control).pathname.slice(1)}'`,
    );
    await mayEnd();
    expect(await work).toBeInstanceOf(ConnectionLostError);
    expect(await having(fleet, "held")).toHaveLength(2);
    expect(await fleetStatus(fleet.options())).toMatchObject({
      state: "running",
      counts: { running: 2, waiting: 4 },
    });
    const options = fleet.options();
    expect(await fleetWork(options)).toMatchObject({
      state: "ended",
      counts: { done: 6, failed: 0 },
    });
    const ran = options.events.map((event) => event.type === "member-ended" && event.migrations);
    expect(ran.filter((count) => count === 1)).toHaveLength(4);
    expect(await histories(fleet)).toEqual(onceEach(fleet, ["1_held"]));
  },
);

/** Waits until the rollout is there. */
async function begun({ control }: TestFleet): Promise<void> {
  await expect
    .poll(() => queryOnce(control, "select from pgmaestro_fleet.rollout").catch(() => []), {
      timeout: 120_000,
    })
    .toHaveLength(1);
}

async function isOver({ control }: TestFleet): Promise<boolean> {
  const [row] = await queryOnce<{ state: string }>(
    control,
    "select state from pgmaestro_fleet.rollout",
  );
  return row!.state === "ended";
}

/** Waits until so many more members are done, or all are, and somebody is at work. */
async function moreEnded({ control }: TestFleet, more: number): Promise<void> {
  const look = async () => {
    const [row] = await queryOnce<{ done: number; running: number }>(
      control,
      `select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'running')::int as running
        from pgmaestro_fleet.member`,
    );
    return row!;
  };
  const { done } = await look();
  for (;;) {
    const now = await look();
    if (now.done === members || (now.done >= done + more && now.running > 0)) return;
    await sleep(20);
  }
}

/** Each table has its one row, and each index is valid. */
async function expectWhole({ app, schemas }: TestFleet): Promise<void> {
  const tables = [1, 2, 4, 5];
  const each = schemas.flatMap((schema) =>
    tables.map((n) => `select count(*)::int as rows from ${schema}.t${n}`),
  );
  const counted = await queryOnce<{ rows: number }>(
    app,
    `select distinct rows from (${each.join(" union all ")}) t`,
  );
  expect(counted).toEqual([{ rows: 1 }]);
  const valid = await queryOnce<{ count: number }>(
    app,
    "select count(*)::int as count from pg_index join pg_class c on c.oid = indexrelid where indisvalid and c.relname ~ '^i[36]$'",
  );
  expect(valid).toEqual([{ count: 2 * schemas.length }]);
}
