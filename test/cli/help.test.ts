import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { allCommands, commands as byName } from "../../src/cli/commands/index.ts";
import type { CommandDefinition } from "../../src/cli/define-command.ts";
import { optionGroups } from "../../src/settings/headings.ts";
import type { Option } from "../../src/settings/option.ts";
import { commonChanges } from "../../src/commands/common-changes.ts";
import { createProgram } from "../../src/cli/program.ts";
import { allSettings } from "../../src/settings/all.ts";
import type { SettingDefinition } from "../../src/settings/setting.ts";
import { pgmaestro, startPgmaestro, type Finished } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { repositoryIn } from "../support/repository.ts";

vi.setConfig({ testTimeout: 240_000 }); // many processes, on a slow machine

const root = join(import.meta.dirname, "../..");
const document = (name: string) => readFileSync(join(root, "docs", name), "utf8");

const commands = await allCommands();

const program = createProgram(commands, () => {});

/** What `--help` prints. */
function helpOf(name: string | undefined): string {
  const asked: Command = program.commands.find((one) => one.name() === name) ?? program;
  let printed = "";
  asked.configureOutput({ writeOut: (text) => (printed += text) });
  asked.outputHelp();
  return printed;
}

const shown = ({ options }: CommandDefinition) => options.filter(({ hidden }) => !hidden);
const longOf = ({ flags }: Option) => /--[a-z-]+/.exec(flags)![0];

test("a command has the name by which it is loaded", () => {
  expect(commands.map(({ name }) => name)).toEqual(Object.keys(byName));
});

describe("help", () => {
  test.each([undefined, ...commands.map(({ name }) => name)])("of %s fits 80 columns", (name) => {
    for (const line of helpOf(name).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each(commands)(
    "of $name: its own options, connection, files, the rest behind",
    (command) => {
      const help = helpOf(command.name);
      const headings = ["Options:", ...Object.values(optionGroups), "Examples:"];
      const places = headings.map((heading) => help.indexOf(`\n${heading}\n`));
      const found = places.filter((place) => place >= 0);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect(help).toContain(`\n${optionGroups.general}\n`);
      for (const option of shown(command)) expect(help).toContain(longOf(option));
    },
  );

  test.each(commands)("of $name says what its words are", ({ name, words, wordsHelp }) => {
    const each = words.split(" ").filter(Boolean);
    expect(wordsHelp).toHaveLength(each.length);
    expect(helpOf(name).includes("\nArguments:\n")).toBe(each.length > 0);
  });

  test("of create names each common change", () => {
    for (const change of Object.keys(commonChanges))
      expect(helpOf("create").replaceAll(/\s+/g, " ")).toContain(change);
  });

  test.each(commands)("of $name shows two examples of it", ({ name, examples }) => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const { line } of examples) {
      expect(line).toMatch(new RegExp(`^pgmaestro ${name}\\b`));
      expect(helpOf(name)).toContain(`\n  ${line}\n`);
    }
  });
});

describe("a command takes only what it obeys", () => {
  test.each([
    [
      "lint --who me",
      "--who is an option of up, down, redo, backfill, fleet, db, watch, seed, mark, repair, adopt, import.",
    ],
    [
      "lint --no-lock",
      "--no-lock is an option of up, down, redo, backfill, fleet, db, watch, seed, mark, repair, adopt, import, config.",
    ],
    [
      "lint --lock-wait 5",
      "--lock-wait is an option of up, down, redo, backfill, plan, status, fleet, create,",
    ],
    [
      "status --dry-run",
      "--dry-run is an option of up, down, redo, backfill, create, lint, baseline, squash.",
    ],
    ["plan --fake", "--fake is an option of up, down, redo, backfill, seed."],
    ["status -v", "-v is an option of up, down, redo, backfill, fleet, db, watch, seed, locks."],
    ["reverse --database-url=pglite:x", "--database-url is an option of up,"],
    ["repair 1_a --transaction each", "--transaction is an option of up,"],
  ])("`%s` is refused", async (typed, hint) => {
    const { exitCode, stderr } = await pgmaestro(typed.split(" "), { cwd: directoryOf({}) });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`\nHint: ${hint}`)]);
    expect(stderr).toMatch(/^Error: unknown option '-/);
  });

  test.each(["up", "down", "redo", "create"])("%s takes every flag of node-pg-migrate", (name) => {
    const taken = commands.find((one) => one.name === name)!.options.map(longOf);
    expect(nodePgMigrateFlags.filter((flag) => !taken.includes(flag))).toEqual([]);
  });
});

/** Source: `node-pg-migrate --help`, version 9.0.0, and what it takes in silence; `--no-` as such aside. */
const nodePgMigrateFlags = [
  "--database-url-var",
  "--migrations-dir",
  "--use-glob",
  "--migrations-table",
  "--schema",
  "--create-schema",
  "--migrations-schema",
  "--create-migrations-schema",
  "--ignore-pattern",
  "--config-value",
  "--config-file",
  "--dry-run",
  "--fake",
  "--decamelize",
  "--single-transaction",
  "--lock-value",
  "--advisory-lock-mode",
  "--timestamp",
  "--tsconfig",
  "--tsconfig-paths",
  "--ts-node",
  "--tsx",
  "--verbose",
  "--reject-unauthorized",
  "--env-path",
  "--migration-file-language",
  "--migration-filename-format",
  "--template-file-name",
  "--pretty",
  "--force-exit",
];

describe("the documents", () => {
  const sections = new Map(
    document("commands.md")
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf("\n")), section]),
  );

  /** Those with options of their own; config takes those of all settings. */
  const withOptions = commands.filter(({ name }) => name !== "config");

  test.each(withOptions)("name every option that $name alone has", (command) => {
    const section = sections.get(command.name)!;
    const own = shown(command).filter(({ group }) => group === undefined);
    expect(own.map(longOf).filter((flag) => !section.includes(flag))).toEqual([]);
  });

  test.each(commands)("name no option that $name does not take", (command) => {
    const named = sections.get(command.name)!.match(/(?<=`)(?:[a-z]+ )?--[a-z-]+/g) ?? [];
    const others = named.filter((flag) => flag.startsWith("--"));
    const taken = command.options.map(longOf).flatMap((flag) => [flag, opposite(flag)]);
    taken.push("--version", "--help");
    expect(others.filter((flag) => !taken.includes(flag))).toEqual([]);
  });

  test("list every setting with its flag, variable and default", () => {
    const [table] = document("configuration.md").match(/^\| Setting [^]*?\n\n/m)!;
    const rows = table.match(/^\| `.*\|$/gm)!;
    const found = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    const settings: readonly SettingDefinition[] = allSettings.filter(
      (one: SettingDefinition) => !one.isFlagOnly,
    );
    for (const { name, option, variable, fallback } of settings) {
      const [, , flag, place, standard] = found.find(([, first]) =>
        first!.startsWith(`\`${name}\``),
      )!;
      expect(flag).toContain(option === undefined ? "–" : longOf(option));
      if (variable !== undefined) expect(place).toContain(`\`${variable}\``);
      if (fallback !== undefined) expect(standard).toContain(String(fallback));
    }
    expect(found).toHaveLength(settings.length + 1); // and lint, which no single flag gives
  });
});

const opposite = (flag: string) =>
  flag.startsWith("--no-") ? flag.replace("--no-", "--") : flag.replace("--", "--no-");

/** What must have happened in a project before some commands mean anything. */
const beforehand: Readonly<Record<string, (project: Project) => Promise<unknown>>> = {
  down: ({ run }) => run("up"),
  backfill: async ({ run, cwd }) => {
    await run("up");
    const sql = `-- pgmaestro: backfill flowmaestro.filled\nDELETE FROM flowmaestro.filled;`;
    const table = "CREATE TABLE IF NOT EXISTS flowmaestro.filled (id int PRIMARY KEY);";
    writeFileSync(join(cwd, "migrations/1790000000001_filled.sql"), table);
    await run("up");
    writeFileSync(join(cwd, "migrations/1790000000002_fill.sql"), sql);
  },
  "adopt -t": ({ url }) =>
    queryOnce(
      url,
      `CREATE TABLE "audit.pgmigrations" (id serial, name varchar(255), run_on timestamp);
       INSERT INTO "audit.pgmigrations" (name, run_on) VALUES ('1730000000001_initial-schema', now())`,
    ),
  adopt: async ({ run, url }) => {
    await run("up");
    await queryOnce(url, "DROP TABLE pgmigrations_journal");
  },
  redo: ({ run }) => run("up"),
  seed: async ({ run, cwd, url }) => {
    await run("up");
    await queryOnce(url, "CREATE TABLE users (id int PRIMARY KEY)");
    mkdirSync(join(cwd, "seeds"));
    writeFileSync(
      join(cwd, "seeds/demo.sql"),
      "INSERT INTO users VALUES (1) ON CONFLICT DO NOTHING;",
    );
  },
  "plan --against": ({ run }) => run("stats"),
  drift: ({ run }) => run("up"),
  "create hotfix": async ({ run, url }) => {
    await run("up");
    await queryOnce(url, "CREATE TABLE flowmaestro.by_hand (id int)");
  },
  "mark --unmark": ({ run }) => run("up"),
  repair: ({ run }) => run("up"),
  "import dbmate": ({ url }) =>
    queryOnce(url, "CREATE TABLE schema_migrations (version varchar PRIMARY KEY)"),
  check: ({ cwd }) => Promise.resolve(repositoryIn(cwd)),
  "fleet up": ({ cwd, url }) => Promise.resolve(describeFleet(cwd, url)),
  "fleet status": async ({ cwd, url, run }) => {
    describeFleet(cwd, url);
    await run("fleet", "up");
  },
  receipt: async ({ cwd, url }) => {
    const config = { environments: { staging: { url } } };
    writeFileSync(join(cwd, "pgmaestro.config.json"), JSON.stringify(config));
    writeFileSync(join(cwd, ".env"), `PGMAESTRO_RECEIPT_KEY=${"k".repeat(32)}\n`);
  },
  "dump --output schema.sql --check": ({ run }) => run("dump", "--output", "schema.sql"),
  "db load": ({ run }) => run("dump", "--output", "schema.sql"),
  reverse: async ({ cwd }) => {
    const file = join(cwd, "migrations/1730000000003_add-workflow-triggers.sql");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, text.indexOf("-- Down Migration")));
  },
};

/** A fleet of one member, whose database keeps its rollouts, too. */
function describeFleet(cwd: string, url: string): void {
  const config = { fleet: { control: url, members: { list: [{ env: "DATABASE_URL" }] } } };
  writeFileSync(join(cwd, "pgmaestro.config.json"), JSON.stringify(config));
}

interface Project {
  readonly cwd: string;
  readonly url: string;
  run(...args: string[]): Promise<Finished>;
}

async function project(): Promise<Project> {
  const server = inject("serverUrl");
  const url = await createDatabase(server);
  onTestFinished(() => dropDatabase(server, url));
  const cwd = directoryOf({
    "schema.sql": "CREATE TABLE only_here (id int);",
    "db/migrations/1_create_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n",
  });
  cpSync(join(root, "migrations"), join(cwd, "migrations"), { recursive: true });
  const env = { DATABASE_URL: url, SCRATCH_DATABASE_URL: server };
  return { cwd, url, run: (...args) => pgmaestro(args, { cwd, env }) };
}

describe("every example runs as it is printed", () => {
  const examples = commands.flatMap(({ examples: some }) => some);

  test.each(examples.filter(({ line }) => !/^pgmaestro (?:serve|lsp|mcp|watch)/.test(line)))(
    "$line",
    async ({ line, exitCode = 0 }) => {
      const made = await project();
      const typed = line.replace("pgmaestro ", "");
      const isMeant = (start: string) => typed === start || typed.startsWith(`${start} `);
      const start = Object.keys(beforehand).find(isMeant);
      if (start !== undefined) await beforehand[start]!(made);
      const finished = await made.run(...typed.split(" "));
      expect([finished.exitCode, finished.stderr]).toEqual([exitCode, ""]);
      expect(finished.stdout).not.toMatch(/^Nothing to (?:do|adopt)/);
    },
  );

  test.each(examples.filter(({ line }) => /^pgmaestro (?:lsp|mcp)/.test(line)))(
    "$line, until its input ends",
    async ({ line }) => {
      const { cwd } = await project();
      const { finished } = startPgmaestro(line.split(" ").slice(1), { cwd });
      expect(await finished).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    },
  );

  test.each(examples.filter(({ line }) => line.startsWith("pgmaestro serve")))(
    "$line",
    async ({ line }) => {
      const { cwd } = await project();
      cpSync(inject("embeddedTemplate"), join(cwd, ".pgmaestro/database"), { recursive: true });
      const served = startPgmaestro(line.split(" ").slice(1), { cwd });
      await new Promise<void>((resolve) => {
        served.child.stdout!.on("data", (text) => /postgres/.test(String(text)) && resolve());
        served.child.on("close", () => resolve());
      });
      served.child.kill("SIGINT");
      expect(await served.finished).toMatchObject({ exitCode: 0, stderr: "" });
    },
  );

  test.each(examples.filter(({ line }) => line.startsWith("pgmaestro watch")))(
    "$line",
    async ({ line }) => {
      const { cwd, url } = await project();
      const env = { DATABASE_URL: url };
      const watched = startPgmaestro(line.split(" ").slice(1), { cwd, env });
      await once(watched.child.stdout!, "data");
      watched.child.kill("SIGINT");
      expect(await watched.finished).toMatchObject({ exitCode: 0 });
    },
  );
});
