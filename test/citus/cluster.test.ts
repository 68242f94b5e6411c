import { describe, expect, test } from "vitest";
import {
  down,
  drift,
  MigrationFailedError,
  plan,
  status,
  up,
  verify,
  type Difference,
} from "../../src/index.ts";
import { withConnection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { readStatistics } from "../../src/impact/index.ts";
import { describeCitus, type CitusDatabase } from "../support/citus.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { ran, rejection } from "../support/results.ts";

const migrations = {
  "1_tenants.sql": upDown(
    `create table tenants (id bigint primary key, name text not null);
     create table users (tenant_id bigint, id bigint, email text not null, primary key (tenant_id, id));
     select create_distributed_table('tenants', 'id');
     select create_distributed_table('users', 'tenant_id', colocate_with => 'tenants');`,
    "drop table users; drop table tenants;",
  ),
  "2_countries.sql": upDown(
    `create table countries (code text primary key); select create_reference_table('countries');`,
    "drop table countries;",
  ),
  "3_keys.sql": upDown(
    `alter table users add constraint users_tenant foreign key (tenant_id) references tenants (id);
     alter table users add column country text;
     alter table users add constraint users_country foreign key (country) references countries (code);`,
    `alter table users drop constraint users_country;
     alter table users drop column country;
     alter table users drop constraint users_tenant;`,
  ),
  "4_orders.sql": upDown(
    `create type order_state as enum ('open', 'paid');
     create table orders (tenant_id bigint, id bigint, state order_state not null, primary key (tenant_id, id));
     select create_distributed_table('orders', 'tenant_id', colocate_with => 'tenants');`,
    "drop table orders; drop type order_state;",
  ),
  "5_index.sql": upDown(
    "create index concurrently users_email on users (email);",
    "drop index concurrently users_email;",
  ),
  "6_events.sql": upDown(
    `create table events (id bigint not null, kind text);
     select create_distributed_table('events', 'id', colocate_with => 'none', shard_count => 4);
     create table settings (key text primary key); select citus_add_local_table_to_metadata('settings');`,
    "drop table settings; drop table events;",
  ),
  "7_more.sql": upDown(
    `alter type order_state add value 'refunded';
     alter table users add column phone text;
     alter table countries add column name text;`,
    "alter table users drop column phone; alter table countries drop column name;",
  ),
};

describeCitus("a project on Citus", (db) => {
  const options = () => ({ database: db().url, migrationsDir: directoryOf(migrations) });

  test("is planned with the reason why one shard of a node follows the other", async () => {
    const { segments } = await plan(options());
    expect(segments.map(({ transaction, sequential }) => [transaction, sequential])).toEqual([
      [true, reference("2_countries")],
      [false, undefined],
      [true, { kind: "object", object: "TYPE order_state", migration: "7_more" }],
    ]);
  });

  test("is applied, and its tables are distributed as Citus says", async () => {
    expect(ran(await up(options()))).toHaveLength(7);
    expect(await tablesOf(db())).toEqual([
      ["countries", "reference", "<none>", 1],
      ["events", "distributed", "id", 4],
      ["orders", "distributed", "tenant_id", 32],
      ["settings", "local", "<none>", 1],
      ["tenants", "distributed", "id", 32],
      ["users", "distributed", "tenant_id", 32],
    ]);
    const keys =
      "select count(*) from pg_constraint where contype = $$f$$ and conname like $$users_country_%$$";
    expect(await db().onWorkers(keys)).toEqual(["16", "16"]);
    const { migrations: states } = await status(options());
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(["applied"]));
  });

  test("has its history on the coordinator, and nowhere else", async () => {
    expect(
      await db().onWorkers("select count(*) from pg_class where relname like $$pgmigrations%$$"),
    ).toEqual(["0", "0"]);
  });

  test("that fails leaves nothing of its transaction, on no node", async () => {
    const before = await tablesOf(db());
    const files = {
      ...migrations,
      "8_good.sql": "create table late (id bigint); select create_distributed_table('late', 'id');",
      "9_bad.sql": "alter table users add column x int; select nowhere;",
    };
    const run = up({ database: db().url, migrationsDir: directoryOf(files) });
    const { migration, location } = await rejection(run, MigrationFailedError);
    expect([migration, location.line]).toEqual(["9_bad", 1]);
    expect(await tablesOf(db())).toEqual(before);
    expect(
      await db().onWorkers("select count(*) from pg_class where relname like $$late%$$"),
    ).toEqual(["0", "0"]);
  });

  test("is as large as its shards together", async () => {
    await db().query(
      "insert into tenants select i, 'tenant' from generate_series(1, 5000) i; analyze tenants",
    );
    const { statistics } = await withConnection(
      db().url,
      { extensions: () => [], lockWait: 1 },
      (connection) => readStatistics(connection, historyTable("pgmigrations")),
    );
    const tenants = statistics.tables.find(({ name }) => name === "tenants")!;
    const [citus] = await db().query<{ total: string; heap: string }>(
      "select citus_total_relation_size('tenants') as total, citus_relation_size('tenants') as heap",
    );
    expect(tenants).toMatchObject({
      rows: 5000,
      totalBytes: Number(citus!.total),
      heapBytes: Number(citus!.heap),
    });
    await db().query("delete from tenants");
  });

  describe("compared on scratch databases of all nodes", () => {
    const compared = () => drift({ ...options(), scratch: db().scratch });

    test("does not drift, and none of them stays", async () => {
      const { differences, undescribed } = await compared();
      expect([differences, undescribed.filter((one) => /distribution/.test(one))]).toEqual([
        [],
        [],
      ]);
      expect(await db().databases("^pgmaestro_scratch_")).toEqual([]);
    });

    test("drifts where somebody moved tables by hand, and gets SQL that was tried", async () => {
      await db().query(
        `select update_distributed_table_colocation('orders', colocate_with => 'none')`,
      );
      await db().query(`select alter_distributed_table('events', shard_count => 8)`);
      await db().query(`select undistribute_table('settings')`);
      const { differences, toMigrations, toTarget } = await compared();
      expect(differences.map(shown)).toEqual([
        "public.events: shard count 4 -> 8",
        "public.settings: distribution local -> undefined",
        "public.tenants: colocation public.orders -> public.tenants",
        "public.users: colocation public.orders -> public.tenants",
      ]);
      expect([toMigrations.trial?.outcome, toTarget.trial?.outcome]).toEqual(["exact", "exact"]);
      for (const statement of toMigrations.statements) await db().query(statement);
      expect((await compared()).differences).toEqual([]);
    });
  });

  test("comes back down to nothing", async () => {
    await down({ ...options(), all: true });
    expect(await tablesOf(db())).toEqual([]);
    expect(
      await db().onWorkers("select count(*) from pg_type where typname = $$order_state$$"),
    ).toEqual(["0", "0"]);
  });
});

describeCitus("verify on Citus", (db) => {
  test("finds a down section that leaves a table distributed otherwise", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "create table a (id bigint primary key); create table b (id bigint primary key);",
        "drop table b; drop table a;",
      ),
      "2_b.sql": upDown("select create_distributed_table('a', 'id');", "select 1;"),
      "3_c.sql": upDown(
        "select create_distributed_table('b', 'id');",
        "select undistribute_table('b');",
      ),
    });
    const names = ["2_b", "3_c"];
    const { migrations: tried } = await verify({ migrationsDir, names, scratch: db().scratch });
    expect(tried.map(({ roundTrip }) => roundTrip.verdict)).toEqual(["failed", "passed"]);
    expect(tried[0]!.roundTrip.problems).toMatchObject([
      { kind: "difference", mend: ["SELECT undistribute_table('public.a')"] },
    ]);
    expect(await db().databases("^pgmaestro_scratch_")).toEqual([]);
  });
});

const reference = (migration: string) => ({
  kind: "reference-table",
  table: { schema: "public", name: "countries" },
  migration,
});

/** As Citus's own view has them. */
async function tablesOf(db: CitusDatabase) {
  const rows = await db.query<Record<string, string>>(
    `select table_name::text as name, citus_table_type as kind, distribution_column as column, shard_count::int as shards
      from citus_tables order by 1`,
  );
  return rows.map(({ name, kind, column, shards }) => [name, kind, column, shards]);
}

function shown({ object, details }: Difference): string {
  return `${object.name}: ${details.map(({ aspect, was, is }) => `${aspect} ${was} -> ${is}`).join(", ")}`;
}
