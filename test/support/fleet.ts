import { expect, inject, onTestFinished } from "vitest";
import type {
  Amount,
  FleetOptions,
  FleetSettings,
  MemberSource,
  RunEvent,
  WaveSettings,
} from "../../src/index.ts";
import { createDatabase, dropDatabase, queryOnce } from "./databases.ts";
import { directoryOf, upDown } from "./migrations.ts";

/** A fleet of schemas of one database of a test's own, with a control database beside it. */
export interface TestFleet {
  readonly control: string;
  readonly app: string;
  readonly schemas: readonly string[];
  readonly migrationsDir: string;
  options(more?: Partial<FleetSettings>): FleetOptions & { readonly events: RunEvent[] };
}

/** Two migrations, neither of which can run twice. */
export const two = {
  "1_users.sql": upDown("create table users (id int primary key);", "drop table users;"),
  "2_orders.sql": upDown(
    "create table orders (id int primary key, user_id int references users);",
    "drop table orders;",
  ),
};

/** A database that is gone after the test. */
export async function ownDatabase(): Promise<string> {
  const url = await createDatabase(inject("serverUrl"));
  onTestFinished(() => dropDatabase(inject("serverUrl"), url));
  return url;
}

export async function makeFleet(
  count: number,
  files: Record<string, string> = two,
): Promise<TestFleet> {
  const [control, app] = [await ownDatabase(), await ownDatabase()];
  const schemas = Array.from({ length: count }, (_, index) => `tenant_${index + 1}`);
  await queryOnce(app, schemas.map((name) => `create schema ${name};`).join("\n"));
  const migrationsDir = directoryOf(files);
  const members = schemasOf(app);
  return {
    ...{ control, app, schemas, migrationsDir },
    options(more = {}) {
      const events: RunEvent[] = [];
      const fleet = { control, members, ...more };
      return { fleet, migrationsDir, events, onEvent: (event) => void events.push(event) };
    },
  };
}

/** A fleet whose one migration says when it begins on a member, and ends once it may. */
export async function makeHeldFleet(count: number) {
  const fleet = await makeFleet(count, {
    "1_held.sql": upDown(
      `do $$ begin perform nextval('public.begun');
         while not (select is_called from public.may_end) loop perform pg_sleep(0.01); end loop; end $$;
       create table held (id int);`,
      "drop table held;",
    ),
  });
  const ask = (query: string) => queryOnce(fleet.app, query);
  await ask("create sequence public.begun; create sequence public.may_end");
  return {
    fleet,
    hasBegun: (members: number) =>
      expect
        .poll(() => ask(`select from public.begun where is_called and last_value >= ${members}`), {
          timeout: 120_000,
        })
        .toHaveLength(1),
    mayEnd: () => ask("select nextval('public.may_end')"),
  };
}

export function schemasOf(database: string): MemberSource {
  return {
    database,
    schemas: "select nspname from pg_namespace where nspname like 'tenant\\_%' order by 1",
  };
}

/** The key of a member as a test knows it. */
export function keyOf(url: string, schema?: string): string {
  const { host, pathname } = new URL(url);
  return `${host.replace("127.0.0.1", "localhost")}${pathname}${schema === undefined ? "" : `#${schema}`}`;
}

/** How often each migration is in the history of each schema: `tenant_1 1_users 1`. */
export async function histories({ app, schemas }: TestFleet): Promise<string[]> {
  const each = schemas.map(
    (schema) =>
      `select '${schema}' as schema, name from ${schema}.pgmigrations where to_regclass('${schema}.pgmigrations') is not null`,
  );
  const rows = await queryOnce<{ line: string }>(
    app,
    `select schema || ' ' || name || ' ' || count(*) as line from (${each.join(" union all ")}) h
      group by schema, name order by 1`,
  );
  return rows.map(({ line }) => line);
}

/** What `histories` says where each schema has each migration once. */
export function onceEach({ schemas }: TestFleet, names: readonly string[]): string[] {
  return schemas.flatMap((schema) => names.map((name) => `${schema} ${name} 1`)).toSorted();
}

/** The schemas that have a table. */
export async function having({ app }: TestFleet, table: string): Promise<string[]> {
  const rows = await queryOnce<{ schema: string }>(
    app,
    `select schemaname as schema from pg_tables where tablename = '${table}' order by 1`,
  );
  return rows.map(({ schema }) => schema);
}

/** Waves of a config. */
export function waves(canary: Amount, ...further: readonly Amount[]): WaveSettings {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the config, and no function
  return { canary, then: further };
}
