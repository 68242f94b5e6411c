import { expect, test } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import {
  having,
  keyOf,
  makeFleet,
  ownDatabase,
  schemasOf,
  type TestFleet,
  two,
} from "../support/fleet.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

const secret = "Xq7zR2secret";

/** The command line on a fleet. */
async function project(count: number, more: object = {}, beside: object = {}) {
  const fleet = await makeFleet(count);
  const config = { control: { env: "CONTROL_URL" }, members: schemasOf(fleet.app), ...more };
  addFiles(fleet.migrationsDir, {
    "pgmaestro.config.json": JSON.stringify({ fleet: config, ...beside, migrationsDir: "." }),
  });
  const [cwd, env] = [fleet.migrationsDir, { CONTROL_URL: fleet.control }];
  const run = (typed: string, variables: Readonly<Record<string, string>> = {}) =>
    pgmaestro(typed.split(" "), { cwd, env: { ...env, ...variables } });
  return { fleet, run };
}

test("says how a rollout ends, and exits accordingly", async () => {
  const { fleet, run } = await project(3, { concurrency: 1 });
  const before = await run("fleet status");
  expect([before.exitCode, before.stderr]).toEqual([
    2,
    'Error: The fleet "fleet" has had no rollout\nHint: `pgmaestro fleet up` begins one.\n',
  ]);
  await inEach(fleet, (schema) => `create table ${schema}.users ();`);
  const stopped = await run("fleet up");
  expect(stopped.exitCode).toBe(1);
  expect(stopped.stdout).toMatch(
    /^Wave 1 of 1, 3 members in all\nfailed \S+#tenant_\d: 1_users\.sql:2:1: relation "users" already exists\n/,
  );
  expect(stopped.stdout).toContain(
    "Rollout 1 (up) is stopped, as too many members failed: 0 of 3 members done, 1 failed, 2 waiting",
  );
  expect(stopped.stdout).toContain("1 member failed (42P07): 1_users.sql:2:1:");
  expect((await run("fleet up")).exitCode).toBe(3);
  expect((await run("fleet status --check")).exitCode).toBe(1);
  await inEach(fleet, (schema) => `drop table ${schema}.users;`);
  expect((await run("fleet retry")).exitCode).toBe(0);
  expect((await run("fleet status --check")).exitCode).toBe(4);
  const { exitCode, stdout } = await run("fleet work");
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining("Rollout 1 (up) is over: 3 of 3 members done"),
  ]);
  expect((await run("fleet status --check")).exitCode).toBe(0);
  expect((await run("fleet work")).stderr).toMatch(/^Error: Rollout 1 is over/);
  const member = await run(`fleet status --member ${keyOf(fleet.app, "tenant_2")}`);
  expect(member.stdout).toMatch(/State +done\n.*\nAt +2_orders\nMigrations run +2\n/);
});

function inEach({ app, schemas }: TestFleet, sql: (schema: string) => string) {
  return queryOnce(app, schemas.map(sql).join("\n"));
}

test("writes its results and events as JSON", async () => {
  const { run } = await project(2);
  const lines = jsonLines(await run("fleet up --json"));
  expect(lines.map(({ type }) => type)).toEqual([
    "wave-begun",
    "member-ended",
    "member-ended",
    "fleet",
  ]);
  expect(lines.at(-1)).toMatchObject({
    state: "ended",
    counts: { done: 2 },
    durationMs: expect.any(Number),
  });
  const [plan] = jsonLines(await run("fleet plan --json"));
  expect(plan).toMatchObject({
    type: "fleet-plan",
    members: 2,
    groups: [{ migrations: [], members: 2 }],
  });
});

test("asks what the environment that the fleet is requires, and goes on once that is met", async () => {
  const staging = await ownDatabase();
  const { fleet, run } = await project(
    2,
    { environment: "production" },
    {
      environments: {
        staging: { url: staging },
        production: { requires: ["staging"], protected: true },
      },
    },
  );
  const other = await run("fleet up", { PGMAESTRO_ENV: "staging" });
  expect([other.exitCode, other.stderr]).toEqual([
    2,
    expect.stringContaining("names the environment staging, and the fleet is production\n"),
  ]);
  const refused = await run("fleet up");
  expect([refused.exitCode, refused.stderr]).toEqual([
    3,
    expect.stringMatching(
      /^Error: production requires more .*1_users: staging has not applied it/m,
    ),
  ]);
  expect(await having(fleet, "users")).toEqual([]);
  const status = await run("fleet status");
  expect(status.stdout).toContain("is running: 0 of 2 members done, 2 waiting");
  await run("up 1 --env staging");
  expect((await run("fleet work")).stderr).toContain("2_orders: staging has not applied it");
  expect((await run("fleet work --override incident-4711")).exitCode).toBe(0);
  for (const schema of fleet.schemas)
    expect(
      await queryOnce(
        fleet.app,
        `select name, detail from ${schema}.pgmigrations_journal where event = 'override'`,
      ),
    ).toEqual([{ name: "2_orders", detail: "incident-4711 (staging has not applied it)" }]);
  const down = await run("fleet down --to 1_users");
  expect([down.exitCode, down.stderr]).toEqual([
    2,
    expect.stringContaining("The fleet is protected (environments.production"),
  ]);
});

test("tells no password, whatever fails", async () => {
  const list = [
    `postgres://app:${secret}@127.0.0.1:1/app`,
    { url: { host: "127.0.0.1", port: 1, database: "b", user: "app", password: secret } },
  ];
  const { run } = await project(0, { members: { list }, retries: 0, maxFailures: 9 });
  for (const typed of [
    "fleet plan",
    "fleet up",
    "fleet up --verbose --json",
    "fleet status",
    "fleet status --json",
    "config",
  ]) {
    const { stdout, stderr } = await run(typed);
    expect(stdout + stderr).not.toContain(secret);
    if (typed.includes("up")) expect(stdout).toContain("localhost:1/app");
  }
});

test.each([
  [{}, /^Error: No config file describes a fleet\n/],
  [
    { fleet: { control: "postgres://db/c" } },
    /^Error: pgmaestro\.config\.json: "fleet\.members" must be an object of settings\nHint: docs\/fleet\.md/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { list: "x" } } },
    /"fleet\.members\.list" must be a list of URLs/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { query: "select", modul: 1 } } },
    /unknown setting "fleet\.members\.modul"/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { list: [] }, wave: {} } },
    /unknown setting "fleet\.wave"\nHint: Did you mean "fleet\.waves"/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { list: [] }, maxFailures: "many" } },
    /"fleet\.maxFailures" must be a number of members, or a share/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { list: [] }, concurrency: 0 } },
    /"fleet\.concurrency" must be a whole number, 1 or more/,
  ],
  [
    { fleet: { control: "postgres://db/c", members: { list: [] }, environment: "prod" } },
    /^Error: There is no environment "prod", which fleet in pgmaestro\.config\.json names\n/,
  ],
  [
    { fleet: { control: { env: "NO_SUCH" }, members: { list: [] } } },
    /^Error: The variable NO_SUCH is not set, which fleet\.control in pgmaestro\.config\.json names\n/,
  ],
])("refuses %j", async (config, message) => {
  const cwd = directoryOf({
    ...two,
    "pgmaestro.config.json": JSON.stringify({ ...config, migrationsDir: "." }),
  });
  const { exitCode, stderr } = await pgmaestro(["fleet", "up"], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
});

test.each([
  ["fleet", "Nothing says what to do"],
  ["fleet sail", "`fleet sail` is not known"],
  ["fleet down", "`fleet down` needs the migration that stays"],
  ["fleet work --to 1_users", "`fleet work` takes no --to"],
  ["fleet down --to 1_users --override why", "`fleet down` takes no --override"],
  ["fleet up --override why", "--override is for an environment, and none is named"],
  ["fleet up --to 7_nothing", 'There is no migration "7_nothing"'],
])("`%s` is refused", async (typed, message) => {
  const { run } = await project(1);
  const { exitCode, stderr } = await run(typed);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`Error: ${message}`)]);
});
