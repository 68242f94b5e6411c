import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { locks } from "../../src/commands/locks.ts";
import { directoryOf } from "../support/migrations.ts";

/** PostgreSQL puts the body of this function in the place of its call, and finds that random() is never asked: nothing is rewritten. */
const inlined = `create function answer() returns int language sql volatile as 'select case when true then 42 else random()::int end';
create table orders (id int primary key);`;
const column = "alter table orders add column answer int default answer();";

test("what `locks` has seen clears what `lint` can only suppose", async () => {
  const migrationsDir = directoryOf({ "1_orders.sql": inlined, "2_answer.sql": column });
  const options = { migrationsDir, cache: join(migrationsDir, ".cache"), files: ["2_answer"] };
  const rules = async () => (await lint(options)).findings.map(({ rule }) => rule);

  expect(await rules()).toContain("add-column-volatile-default");
  const { migrations } = await locks({ ...options, names: ["2_answer"] });
  expect(migrations[0]?.statements[0]?.rewrites).toEqual([]);
  expect(await rules()).not.toContain("add-column-volatile-default");
});
