import { expect, test } from "vitest";
import { down, InvalidRequestError, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { existing, ran, rejection } from "../support/results.ts";

describeEachDatabase("migrations that are no files", (db) => {
  test("run in the order of their numbers, SQL texts and functions alike", async () => {
    const { database } = db();
    const migrations = {
      "10_late.sql":
        "-- Up Migration\ncreate table late (id int);\n-- Down Migration\ndrop table late;",
      "9_early": { up: (pgm: any) => pgm.createTable("early", { id: "id" }) },
    };
    expect(ran(await up({ database, migrations }))).toEqual(["up 9_early", "up 10_late"]);
    expect(ran(await up({ database, migrations }))).toEqual([]);
    await down({ database, migrations, all: true });
    expect(await existing(db(), "early", "late")).toEqual([]);
  });

  test("need a number", async () => {
    const { database } = db();
    await rejection(up({ database, migrations: { users: "select 1" } }), InvalidRequestError);
  });
});
