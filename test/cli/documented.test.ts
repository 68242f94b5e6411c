import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { makeCheckout } from "../support/checkout.ts";
import { start, type Finished } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { addFiles } from "../support/migrations.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const names = [
  "1730000000001_initial-schema",
  "1730000000002_add-credentials-and-integrations",
  "1730000000003_add-workflow-triggers",
];
const third = names[2]!;
const documentDirectory = join(import.meta.dirname, "../../migrations");

const { directory: cwd, npmCache } = makeCheckout();

beforeEach(() => {
  for (const made of [".env", ".pgmaestro", "migrations"])
    rmSync(join(cwd, made), { recursive: true, force: true });
  cpSync(documentDirectory, join(cwd, "migrations"), { recursive: true });
});

/** A project and what its environment says; the same commands must work in each. */
interface Place {
  readonly env: Record<string, string>;
}

const places: Record<string, () => Promise<Place>> = {
  "nothing set": async () => {
    cpSync(inject("embeddedTemplate"), join(cwd, ".pgmaestro/database"), { recursive: true });
    return { env: {} };
  },
  DATABASE_URL: async () => ({ env: { DATABASE_URL: (await database()).href } }),
  "POSTGRES_* variables": async () => {
    const { hostname, port, pathname, username, password } = await database();
    return {
      env: {
        POSTGRES_HOST: hostname,
        POSTGRES_PORT: port,
        POSTGRES_DB: pathname.slice(1),
        POSTGRES_USER: username,
        POSTGRES_PASSWORD: password,
      },
    };
  },
  "a .env made from .env.example": async () => {
    const url = (await database()).href;
    const example = readFileSync(join(cwd, ".env.example"), "utf8");
    writeFileSync(join(cwd, ".env"), example.replace(/^DATABASE_URL=.*$/m, `DATABASE_URL=${url}`));
    return { env: {} };
  },
  "a .env with the parts of .env.example": async () => {
    const { hostname, port, pathname, username, password } = await database();
    const values: Record<string, string> = {
      HOST: hostname,
      PORT: port,
      DB: pathname.slice(1),
      USER: username,
      PASSWORD: password,
    };
    const example = readFileSync(join(cwd, ".env.example"), "utf8")
      .replace(/^DATABASE_URL=.*\n/m, "")
      .replaceAll(
        /^#POSTGRES_(\w+)=.*$/gm,
        (_line, part: string) => `POSTGRES_${part}=${values[part]}`,
      );
    writeFileSync(join(cwd, ".env"), example);
    return { env: {} };
  },
};

async function database(): Promise<URL> {
  const server = inject("serverUrl");
  const url = await createDatabase(server);
  onTestFinished(() => dropDatabase(server, url));
  return new URL(url);
}

/** A line of the document in a shell, as a user types it. */
async function type(line: string, { env }: Place): Promise<Finished> {
  const { finished } = start("sh", ["-c", line], {
    cwd,
    env: {
      npm_config_update_notifier: "false",
      npm_config_offline: "true",
      npm_config_cache: npmCache,
      ...env,
    },
  });
  const done = await finished;
  if (done.exitCode !== 0) throw new Error(`${line}\n${done.stdout}${done.stderr}`);
  return done;
}

describe("the documented commands", () => {
  for (const [title, prepare] of Object.entries(places)) {
    test(`work with ${title}`, async () => {
      const place = await prepare();
      const lint = (await type("npm run db:migrate:lint", place)).stdout;
      expect(lint).toContain("Nothing found in 3 migrations;");
      expect((await type("npm run db:migrate", place)).stdout).toContain("3 migrations applied");
      const status = (await type("npm run db:migrate:status", place)).stdout;
      for (const name of names) expect(status).toMatch(new RegExp(`applied +${name}`));
      expect(status).toContain('history "flowmaestro"."pgmigrations"');

      await type("npm run db:migrate:create add_new_feature", place);
      const [created] = readdirSync(join(cwd, "migrations")).filter((file) =>
        /^\d{13}_add-new-feature\.sql$/.test(file),
      );
      addFiles(cwd, {
        [`migrations/${created}`]:
          "-- Up Migration\nCREATE TABLE flowmaestro.n ();\n-- Down Migration\nDROP TABLE flowmaestro.n;\n",
      });
      expect((await type("npm run db:migrate", place)).stdout).toContain("1 migration applied");
      expect((await type("npm run db:migrate:down", place)).stdout).toContain("add-new-feature");
      const down = (await type("npm run db:migrate:down 2", place)).stdout;
      expect(down).toMatch(new RegExp(`down ${third}[^]*down ${names[1]}`));
      expect(down).toContain("2 migrations rolled back");

      const marked = `Marked as applied, without running:\n  ${third}`;
      expect((await type(`npm run db:migrate:mark -- ${third}`, place)).stdout).toContain(marked);
      await type(`npx pgmaestro mark --unmark ${third}`, place);
      const npx = `npx node-pg-migrate mark --migrationsTable flowmaestro.pgmigrations ${third}`;
      expect((await type(npx, place)).stdout).toContain(marked);
      await type(`npx pgmaestro mark --unmark ${third}`, place);
      await type("npm run db:migrate", place);
      expect((await type("npx pgmaestro redo", place)).stdout).toContain("1 migration rolled back");
      expect((await type(`npx pgmaestro repair ${third}`, place)).stdout).toContain("Not edited");
    });
  }

  test("may be prefixed with DATABASE_URL=…, which wins over POSTGRES_* and .env", async () => {
    const url = await database();
    writeFileSync(join(cwd, ".env"), "DATABASE_URL=postgresql://nobody@127.0.0.1:1/none\n");
    const place = { env: { POSTGRES_HOST: "127.0.0.1", POSTGRES_PORT: "1" } };
    await type(`DATABASE_URL=${url.href} npm run db:migrate`, place);
    const rows = await queryOnce(url.href, "select name from flowmaestro.pgmigrations order by id");
    expect(rows).toEqual(names.map((name) => ({ name })));
  });

  test("prove the best practices without a server", async () => {
    const nowhere = { env: {} };
    const all = (await type("npx pgmaestro verify --all", nowhere)).stdout;
    expect(all).toContain("3 migrations verified on PGlite");
    expect(all).toContain("none failed");
    const last = `migrations/${third}.sql`;
    const text = readFileSync(join(cwd, last), "utf8");
    addFiles(cwd, { [last]: text.slice(0, text.indexOf("-- Down Migration")) });
    await expect(type("npx pgmaestro verify", nowhere)).rejects.toThrow("there is no down section");
    expect((await type("npx pgmaestro reverse --write", nowhere)).stdout).toContain(
      "1 down section written",
    );
    await type("npx pgmaestro verify", nowhere);
  });

  test("every command of the README's shell blocks is one of those above", () => {
    const readme = readFileSync(join(documentDirectory, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/```bash\n([^]*?)```/g)].map(([, block]) => block!);
    const commands = blocks
      .flatMap((block) => block.split("\n"))
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect([...new Set(commands)].toSorted()).toEqual(
      [
        "npm run db:migrate",
        "npm run db:migrate:create add_new_feature",
        "npm run db:migrate:create add_workflow_triggers",
        "npm run db:migrate:down",
        "npm run db:migrate:down 2",
        "npm run db:migrate:lint",
        `npm run db:migrate:mark -- ${third}`,
        "npm run db:migrate:status",
        `npx node-pg-migrate mark --migrationsTable flowmaestro.pgmigrations ${third}`,
      ].toSorted(),
    );
  });
});
