import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, onTestFinished, test } from "vitest";
import { allCommands } from "../../src/cli/commands/index.ts";
import { spelling } from "../../src/settings/option.ts";
import { executable, pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { blocksOf } from "../support/documented.ts";
import { upDown } from "../support/migrations.ts";
import { answerOf, projectWithBuilder } from "../support/project.ts";
import { applied } from "../support/results.ts";

const two = {
  "migrations/1_a.sql": upDown("create table a (id bigint primary key);", "drop table a;"),
  "migrations/2_b.sql": upDown("create index b on a (id);", "drop index b;"),
};

interface Served {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** What the client could not read as the protocol. */
  readonly strayed: Error[];
  call(name: string, given?: object, options?: object): Promise<Called>;
  readonly client: Client;
}

interface Called {
  readonly isError: boolean;
  readonly json: Record<string, any>;
}

/** The SDK's own client, with the built command as its server. */
async function served(
  more: Readonly<Record<string, string>>,
  given: Record<string, string>,
  ...args: string[]
): Promise<Served> {
  const cwd = projectWithBuilder({ ...more });
  const { PATH = "", HOME = "", PGMAESTRO_CACHE = "" } = process.env;
  const env = { PATH, HOME, PGMAESTRO_CACHE, ...given };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [executable, "mcp", ...args],
    ...{ cwd, env, stderr: "pipe" },
  });
  const client = new Client({ name: "a test", version: "1" });
  const strayed: Error[] = [];
  Object.assign(client, { onerror: (error: Error) => void strayed.push(error) });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    ...{ cwd, env, strayed, client },
    async call(name, args = {}, options = {}) {
      const answer = await client.callTool({ name, arguments: { ...args } }, options);
      const [first] = answer.content as { text: string }[];
      expect(answer.structuredContent).toEqual(JSON.parse(first!.text));
      return { isError: answer.isError === true, json: JSON.parse(first!.text) };
    },
  };
}

test("the tools take what the commands take, and no more than an assistant may say", async () => {
  const { client } = await served(two, {});
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(
    "status plan lint verify reverse locks create dump up down".split(" "),
  );
  const commands = new Map((await allCommands()).map((one) => [one.name, one]));
  for (const { name, inputSchema, description } of tools) {
    const { options, words, summary } = commands.get(name)!;
    const [shown] = /[\w-]+(?=\.\.\.)/.exec(words) ?? [];
    const taken = Object.keys(inputSchema.properties!).filter(
      (one) => spelling(one) !== `--${shown}`,
    );
    expect(options.map((one) => one.name)).toEqual(expect.arrayContaining(taken));
    expect(taken).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:yes|protected|databaseUrl)/)]),
    );
    expect(description).toContain(summary);
  }
  expect(tools.find(({ name }) => name === "lint")!.inputSchema.properties).toMatchObject({
    files: { type: "array", items: { type: "string" } },
    strict: { type: "boolean", description: "fail for warnings too" },
    postgres: { type: "integer", minimum: 12 },
    set: { type: "array", items: { type: "string", enum: expect.arrayContaining(["safety"]) } },
  });
});

test("what cannot be asked is an error of the tool, with what to do", async () => {
  const { call, strayed } = await served(two, {});
  const asked: [string, object, string][] = [
    ["lint", { sett: ["safety"] }, 'There is no argument "sett"'],
    ["lint", { strict: "yes" }, "strict must be true or false"],
    ["plan", { phase: "noon" }, "phase must be one of before, after"],
    ["create", { words: [1] }, "Names and files must be texts"],
    ["create", { words: ["--from-drift"] }, '"--from-drift" cannot be the name of a file'],
    ["lint", { rule: ["no-such-rule"] }, '--rule: there is no rule "no-such-rule"'],
    ["drop", {}, 'There is no tool "drop"'],
  ];
  for (const [name, given, message] of asked) {
    const { isError, json } = await call(name, given);
    expect([name, isError, json["error"].message]).toEqual([name, true, message]);
    expect(json["error"].hint).toMatch(/\.$|\?$/);
  }
  expect(strayed).toEqual([]);
});

test("the page shows what is answered", async () => {
  const blocks = blocksOf("assistants.md");
  const environments = { production: { url: { env: "LIVE" }, protected: true } };
  const files = blocks
    .filter(({ language }) => language === "sql")
    .map(({ body }) => [/[\w./-]+\.sql/.exec(body)![0], body]);
  const config = { "pgmaestro.config.json": JSON.stringify({ environments }) };
  const LIVE = "postgresql://app:secret@db.example/shop";
  const { call } = await served(
    { ...config, ...Object.fromEntries(files) },
    { LIVE },
    "-m",
    "migrations",
  );
  const values = blocks
    .filter(({ language }) => language === "json")
    .map(({ body }) => JSON.parse(body));
  const calls = values.flatMap((value, index) =>
    "arguments" in value ? [{ ...value, answer: values[index + 1] }] : [],
  );
  expect(calls).toHaveLength(2);
  for (const { name, arguments: given, answer } of calls)
    expect((await call(name, given)).json).toEqual(answer);
});

describeEachServer("an assistant on a database", (db) => {
  const url = () => db().database as string;

  test("is answered as a shell is with --json", async () => {
    const { call, cwd, env } = await served(two, { DATABASE_URL: url() });
    const asked: [string, object, string[]][] = [
      ["status", {}, ["status"]],
      ["plan", { nOrName: ["1"] }, ["plan", "1"]],
      ["lint", { files: ["2_b"], strict: true }, ["lint", "2_b", "--strict"]],
      [
        "create",
        { words: ["c"], dryRun: true, migrationFilenameFormat: "index" },
        ["create", "c", "--dry-run", "--migration-filename-format", "index"],
      ],
    ];
    for (const [name, given, line] of asked) {
      const json = answerOf(await pgmaestro([...line, "--json"], { cwd, env }));
      expect(await call(name, given)).toEqual({ isError: false, json });
    }
  });

  test("runs migrations and rolls them back, and what they print is not the protocol", async () => {
    const printing = `export const up = (pgm) => { console.log("{"); process.stdout.write("x\\n"); pgm.sql("select 1"); };
      export const down = () => {};`;
    const { call, strayed } = await served(
      { ...two, "migrations/3_c.js": printing, "package.json": '{ "type": "module" }' },
      { DATABASE_URL: url() },
    );
    expect(await call("up")).toMatchObject({ isError: false, json: { type: "result" } });
    expect(await applied(db())).toEqual(["1_a", "2_b", "3_c"]);
    expect(await call("down", { nOrName: ["2"] })).toMatchObject({ isError: false });
    expect(await applied(db())).toEqual(["1_a"]);
    expect(strayed).toEqual([]);
  });

  test("gets what a failed migration says", async () => {
    const { call } = await served(
      { ...two, "migrations/3_c.sql": "select 1 / 0;" },
      { DATABASE_URL: url() },
    );
    const { isError, json } = await call("up");
    expect(isError).toBe(true);
    expect(json["error"]).toMatchObject({
      code: "migration-failed",
      message: expect.stringContaining("3_c.sql:1:1"),
    });
  });

  test.each([
    ["the config", { "pgmaestro.config.json": '{ "protected": true }' }, {}, {}],
    ["NODE_ENV", {}, { NODE_ENV: "production" }, {}],
    [
      "an environment",
      {
        "pgmaestro.config.json":
          '{ "environments": { "live": { "url": { "env": "LIVE" }, "protected": true } } }',
      },
      {},
      { env: "live" },
    ],
  ])(
    "runs nothing where %s protects the target, and goes on to read it",
    async (_title, more, env, given) => {
      const { call } = await served(
        { ...two, ...more },
        { DATABASE_URL: url(), LIVE: url(), ...env },
      );
      for (const [name, all] of [
        ["up", {}],
        ["down", { all: true }],
        ["down", { dryRun: true }],
      ] as const) {
        const { isError, json } = await call(name, { ...given, ...all });
        expect([isError, json["error"].message]).toEqual([
          true,
          expect.stringMatching(
            /^postgresql:.* is protected \(.*\), and an assistant runs migrations in development only$/,
          ),
        ]);
        expect(json["error"].message).not.toContain("postgres:postgres");
      }
      expect(await call("status", given)).toMatchObject({
        isError: false,
        json: { counts: { pending: 2 } },
      });
      expect(await db().query("select from pg_class where relname = 'a'")).toEqual([]);
    },
  );

  test("is told no secret", async () => {
    const secret = "s3cret-of-the-server";
    const wrong = new URL(url());
    wrong.password = secret;
    wrong.username = "nobody_of_that_name";
    const { call } = await served(
      {
        ...two,
        "migrations/3_c.sql": "-- pgmaestro: variables\nselect :'token'::int;",
      },
      { DATABASE_URL: url(), OTHER: wrong.href, PGMAESTRO_VAR_token: secret },
    );
    const answers = [
      await call("up"),
      await call("plan"),
      await call("plan", { against: wrong.href }),
    ];
    expect(answers.map(({ isError }) => isError)).toEqual([true, false, true]);
    expect(JSON.stringify(answers)).not.toContain(secret);
  });

  test("ends what runs by giving it up", async () => {
    const { call, client } = await served(
      { ...two, "migrations/3_c.sql": "select pg_sleep(600);" },
      { DATABASE_URL: url() },
    );
    const stop = new AbortController();
    const seen: unknown[] = [];
    const running = call(
      "up",
      {},
      {
        signal: stop.signal,
        onprogress({ message }: { message?: string }) {
          seen.push(message);
          if (message === "migration-started") stop.abort();
        },
      },
    );
    await expect(running).rejects.toThrow();
    expect(seen).toContain("started");
    await client.close();
    const sleeping =
      "select from pg_stat_activity where datname = current_database() and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()";
    expect(await db().query(sleeping)).toEqual([]);
  });
});
