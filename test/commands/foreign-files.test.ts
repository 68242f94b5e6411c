import { expect, test } from "vitest";
import { MigrationFileError, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { existing, ran, rejection } from "../support/results.ts";

describeEachDatabase("a file that is written for another tool", (db) => {
  test.each([
    ["dbmate", "-- migrate:up\ncreate table a ();\n\n-- migrate:down\ndrop table a;\n"],
    ["dbmate", "-- pgmaestro: variables\ncreate table :N ();\n\n-- migrate:down\ndrop table :N;\n"],
    ["goose", "-- +goose Up\ncreate table a ();\n\n-- +goose Down\ndrop table a;\n"],
  ])("is not run with its down section: %s", async (tool, text) => {
    const migrationsDir = directoryOf({ "1_a.sql": text });
    const error = await rejection(
      up({ database: db().database, migrationsDir, variables: { N: "a_longer_name" } }),
      MigrationFileError,
    );
    expect(error.location).toMatchObject({ line: 4, column: 1 });
    expect(error.message).toContain(tool);
    expect(error.hint).toContain(`pgmaestro import ${tool} --from ${migrationsDir}`);
    expect(await existing(db(), "a", "a_longer_name", "pgmigrations")).toEqual([]);
  });

  test("runs where that tool's words are in a string, below a marker of ours, or begin no section", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "create table a ();\ncomment on table a is '\n-- migrate:down\n';",
      "2_b.sql":
        "-- migrate:up\n-- Up Migration\ncreate table b ();\n-- Down Migration\n-- migrate:down\ndrop table b;",
      "3_c.sql": "-- +goose Up\ncreate table c ();",
    });
    const result = await up({ database: db().database, migrationsDir });
    expect(ran(result)).toEqual(["up 1_a", "up 2_b", "up 3_c"]);
  });
});
