import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { down } from "../../src/commands/down.ts";
import { drift } from "../../src/commands/drift.ts";
import { fakeUp } from "../../src/commands/fake.ts";
import { status } from "../../src/commands/status.ts";
import { plan, up } from "../../src/commands/up.ts";
import {
  BaselineAheadError,
  BaselineNotRunError,
  MigrationFailedError,
  MigrationFileError,
} from "../../src/errors/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { orders, shopDump } from "../support/shop.ts";

describeEachDatabaseInTurn(0, "a baseline", (database) => {
  function optionsFor(files: Readonly<Record<string, string>>) {
    const migrationsDir = directoryOf(files);
    return { database: database().database, migrationsDir, scratch: inject("serverUrl") };
  }

  it("is pg_dump's file as it is, and run first on an empty database when asked", async () => {
    const options = optionsFor({ "baseline/0000_shop.sql": shopDump, "0001_orders.sql": orders });
    const refused = await rejection(up(options), BaselineNotRunError);
    expect(refused.file).toContain(join("baseline", "0000_shop.sql"));
    await rejection(plan(options), BaselineNotRunError);
    expect(await existing(database(), "pgmigrations", "users")).toEqual([]);

    const { segments } = await plan({ ...options, fromBaseline: true });
    expect(segments.flatMap(({ steps }) => steps.map(({ migration }) => migration))).toEqual([
      "0000_shop",
      "0001_orders",
    ]);
    expect(ran(await up({ ...options, fromBaseline: true }))).toEqual([
      "up 0000_shop",
      "up 0001_orders",
    ]);
    expect(await applied(database())).toEqual(["0001_orders"]);
    expect(await journal(database())).toEqual(["baseline 0000_shop", "up 0001_orders"]);
    expect((await status(options)).baseline).toMatchObject({ name: "0000_shop", ran: true });
    expect((await drift(options)).differences).toEqual([]);
  });

  it("is run once: what asks for it for good does nothing the next time", async () => {
    const options = {
      ...optionsFor({ "baseline/0000_shop.sql": shopDump, "0001_orders.sql": orders }),
      fromBaseline: true,
    };
    await up(options);
    await down(options);
    addFiles(options.migrationsDir, {
      "0002_b.sql": upDown("create table b ();", "drop table b;"),
    });
    expect(ran(await up(options))).toEqual(["up 0001_orders", "up 0002_b"]);
  });

  it("is left out where that is asked for, and on a database that is not empty, which is said", async () => {
    const files = {
      "baseline/0000_shop.sql": shopDump,
      "0001_a.sql": upDown("create table a (id int);", "drop table a;"),
    };
    const options = optionsFor(files);
    expect(ran(await up({ ...options, fromBaseline: false, count: 1 }))).toEqual(["up 0001_a"]);
    await down(options);
    await database().query(
      "drop table pgmigrations, pgmigrations_journal; create type t as enum ()",
    );
    expect(ran(await up(options))).toEqual(["up 0001_a"]);
    await down(options);
    const events: RunEvent[] = [];
    const watched = {
      ...options,
      fromBaseline: true,
      onEvent: (one: RunEvent) => void events.push(one),
    };
    expect(ran(await up(watched))).toEqual(["up 0001_a"]);
    const warnings = events.flatMap((one) => (one.type === "warning" ? [one.message] : []));
    expect(warnings).toEqual([expect.stringContaining("The database is not empty")]);
  });

  it("makes all of itself or nothing, and an error has its place", async () => {
    const broken = "create table users (id int);\n\ncreate table orders (id nothing);\n";
    const options = optionsFor({
      "baseline/1_shop.sql": broken,
      "2_a.sql": upDown("select 1;", ""),
    });
    const failed = await rejection(up({ ...options, fromBaseline: true }), MigrationFailedError);
    expect(failed.location).toMatchObject({ line: 3, column: 25 });
    expect(await existing(database(), "users")).toEqual([]);
    addFiles(options.migrationsDir, {
      "baseline/1_shop.sql": "create table t (id int);\ncreate index concurrently on t (id);",
    });
    const refused = await rejection(up({ ...options, fromBaseline: true }), MigrationFileError);
    expect(refused.message).toContain("CREATE INDEX CONCURRENTLY in a baseline");
    expect(refused.location).toMatchObject({ line: 2 });
    addFiles(options.migrationsDir, { "baseline/2_other.sql": "" });
    expect((await rejection(status(options), MigrationFileError)).message).toContain(
      "more than one baseline",
    );
  });

  it("stands for migrations, which are recorded with it, so that node-pg-migrate goes on", async () => {
    const first = upDown(
      "create table users (id bigint primary key, email text);",
      "drop table users;",
    );
    const options = optionsFor({
      "baseline/0001_users.sql": shopDump,
      "0001_users.sql": first,
      "0002_orders.sql": orders,
    });
    await up({ ...options, fromBaseline: true });
    expect(await applied(database())).toEqual(["0001_users", "0002_orders"]);
    expect(await journal(database())).toEqual([
      "baseline 0001_users",
      "mark 0001_users",
      "up 0002_orders",
    ]);
    expect((await drift(options)).differences).toEqual([]);
    if (typeof options.database !== "string") return;
    addFiles(options.migrationsDir, {
      "0003_c.sql": upDown("create table c ();", "drop table c;"),
    });
    removeFiles(options.migrationsDir, join("baseline", "0001_users.sql"));
    rmSync(join(options.migrationsDir, "baseline"), { recursive: true });
    await nodePgMigrate(["up"], { url: options.database, migrationsDir: options.migrationsDir });
    expect(await applied(database())).toEqual(["0001_users", "0002_orders", "0003_c"]);
  });

  it("stands for migrations without files", async () => {
    const options = optionsFor({ "0001_a.sql": upDown("create table a ();", "drop table a;") });
    await up(options);
    addFiles(options.migrationsDir, {
      "baseline/0001_a.sql": "create table a ();",
      "0002_b.sql": upDown("create table b ();", "drop table b;"),
    });
    removeFiles(options.migrationsDir, "0001_a.sql");
    const states = (await status(options)).migrations.map(({ name, state }) => `${name} ${state}`);
    expect(states).toEqual(["0001_a applied", "0002_b pending"]);
    expect(ran(await up(options))).toEqual(["up 0002_b"]);
    expect((await drift(options)).differences).toEqual([]);
    expect(ran(await down({ ...options, all: true }))).toEqual(["down 0002_b", "down 0001_a"]);
  });

  it("is recorded alone where nothing is run", async () => {
    const options = optionsFor({
      "baseline/1_a.sql": "create table a ();",
      "1_a.sql": upDown("create table a ();", "drop table a;"),
      "2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    expect((await fakeUp({ ...options, fromBaseline: true })).marked).toEqual(["1_a", "2_b"]);
    expect(await existing(database(), "a")).toEqual([]);
  });

  it("does not make an older database: what lacks migrations it stands for is not compared", async () => {
    const options = optionsFor({
      "1_a.sql": upDown("create table a ();", "drop table a;"),
      "2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    await up({ ...options, count: 1 });
    addFiles(options.migrationsDir, {
      "baseline/2_b.sql": "create table a (); create table b ();",
    });
    expect((await rejection(drift(options), BaselineAheadError)).lacking).toEqual(["2_b"]);
  });
});
