import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { dump, types } from "../../src/index.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { checkOf, failed } from "../support/pull-request.ts";
import { shopFile, shopRepository, shopWith } from "../support/shop-repository.ts";

const base = shopRepository();
const added = upDown(
  "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);",
  "DROP TABLE IF EXISTS a;",
);

test("a pull request that leaves the files of the schema and of types as they were is caught", async () => {
  const { directory, migrations: migrationsDir } = shopWith(base, { "README.md": "Read me.\n" });
  const outputs = {
    schemaFile: join(directory, "schema.sql"),
    typesFile: join(directory, "db.ts"),
  };
  const scratch = inject("serverUrl");
  const write = async () => {
    await dump({ migrationsDir, scratch, output: outputs.schemaFile });
    await types({ migrationsDir, scratch, output: outputs.typesFile });
  };
  const failing = async () =>
    failed(await checkOf(migrationsDir, { skip: ["verify", "plan"], ...outputs }));
  await write();
  expect(await failing()).toEqual([]);
  addFiles(directory, { [shopFile(30, "fresh")]: added });
  expect(await failing()).toEqual(["schema", "types"]);
  await write();
  expect(await failing()).toEqual([]);
});

test("a pull request's seeds are linted, and are no migrations", async () => {
  const loose = "INSERT INTO shop.plans (name) VALUES ('free');\n";
  const { directory, migrations: migrationsDir } = shopWith(base, { "seeds/demo.sql": loose });
  const seedsDir = join(directory, "seeds");
  const checked = () => checkOf(migrationsDir, { skip: ["verify", "plan"], seedsDir });
  const found = await checked();
  expect([failed(found), found.migrations]).toEqual([["lint"], []]);
  expect(found.lint).toMatchObject({
    result: { findings: [{ rule: "cannot-run-again", file: join(seedsDir, "demo.sql"), line: 1 }] },
  });
  addFiles(directory, { "seeds/demo.sql": loose.replace(";", " ON CONFLICT DO NOTHING;") });
  expect(failed(await checked())).toEqual([]);
});
