import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { resetDatabase } from "../../src/commands/db.ts";
import { diff } from "../../src/commands/diff.ts";
import { lint } from "../../src/commands/lint.ts";
import { locks } from "../../src/commands/locks.ts";
import { planAgainst } from "../../src/commands/plan-against.ts";
import { reverse } from "../../src/commands/reverse.ts";
import { verify } from "../../src/commands/verify.ts";
import { InvalidRequestError } from "../../src/errors/index.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { orders, shopDump } from "../support/shop.ts";

describeEachDatabaseInTurn(2, "what stands on a baseline", (database) => {
  const files = {
    "baseline/0001_users.sql": shopDump,
    "0001_users.sql": upDown("create table users (wrong int);", "drop table users;"),
    "0002_orders.sql": orders,
    "0003_index.sql": upDown("create index if not exists users_email on users (email);", ""),
  };
  function options() {
    return { migrationsDir: directoryOf(files), scratch: inject("serverUrl") };
  }

  it("is verified, traced and reversed from there", async () => {
    const given = options();
    const verified = await verify({ ...given, all: true });
    expect(verified.migrations.map(({ name }) => name)).toEqual(["0002_orders", "0003_index"]);
    expect(verified.notReached).toEqual([]);
    const early = verify({ ...given, names: ["0001_users"] });
    expect((await rejection(early, InvalidRequestError)).message).toContain("stands for it");

    const traced = await locks({ ...given, all: true });
    expect(traced.migrations.map(({ name, notTraced }) => [name, notTraced])).toEqual([
      ["0002_orders", undefined],
      ["0003_index", undefined],
    ]);
    const reversed = await reverse({ ...given, names: ["0003_index"] });
    expect(reversed.migrations[0]).toMatchObject({
      outcome: "offered",
      section: expect.stringContaining("DROP INDEX"),
    });
    await rejection(reverse({ ...given, names: ["0001_users"] }), InvalidRequestError);
  });

  it("is linted with the tables that are there", async () => {
    const given = options();
    const result = await lint(given);
    expect(result.migrations).toEqual(["0002_orders", "0003_index"]);
    expect(result.findings.map(({ rule, migration }) => `${migration} ${rule}`)).toContain(
      "0003_index index-not-concurrent",
    );
    removeFiles(given.migrationsDir, join("baseline", "0001_users.sql"));
    const without = await lint(given);
    expect(without.migrations).toContain("0001_users");
  });

  it("is planned against a target", async () => {
    const given = { ...options(), database: database().database };
    await database().query(
      "create table users (id bigint primary key, email text not null); create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null); insert into pgmigrations (name, run_on) values ('0001_users', now())",
    );
    const { segments } = await planAgainst({ ...given, against: given.database });
    const steps = segments.flatMap(({ statements }) =>
      statements.map(({ migration }) => migration),
    );
    expect(new Set(steps)).toEqual(new Set(["0002_orders", "0003_index"]));
  });

  it("is compared from there", async () => {
    const { migrationsDir, scratch } = options();
    const compared = await diff({
      scratch,
      from: `${migrationsDir}@0001_users`,
      to: `${migrationsDir}@0002_orders`,
    });
    expect(compared.way.statements.join("\n")).toContain("public.orders");
    expect(compared.differences).toHaveLength(1);
  });

  it("is what a database that is made again has", async () => {
    const url = await createDatabase(inject("serverUrl"));
    try {
      await resetDatabase({ database: url, migrationsDir: directoryOf(files) });
      const rows = await queryOnce<{ found: string | null }>(
        url,
        "select to_regclass('orders') as found",
      );
      expect(rows).toEqual([{ found: "orders" }]);
    } finally {
      await dropDatabase(inject("serverUrl"), url);
    }
  });
});
