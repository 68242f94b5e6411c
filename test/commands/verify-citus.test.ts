import { expect, test } from "vitest";
import { verify } from "../../src/index.ts";
import { directoryOf, upDown } from "../support/migrations.ts";

const missing = (table: string) =>
  `WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '${table}'::regclass)`;

const files = {
  "1_orders.sql": upDown(
    `CREATE TABLE IF NOT EXISTS orders (tenant_id bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant_id, id));
    SELECT create_distributed_table('orders', 'tenant_id') ${missing("orders")};`,
    "DROP TABLE IF EXISTS orders;",
  ),
  "2_elsewhere.sql": upDown(
    "SELECT update_distributed_table_colocation('orders', 'none');",
    "SELECT undistribute_table('orders');",
  ),
};

test("calls of Citus run on the embedded database, and the verdict says that it had no Citus", async () => {
  const migrationsDir = directoryOf(files);
  const { standIns, migrations } = await verify({ migrationsDir, all: true, repeatable: "error" });
  expect(standIns).toEqual(["citus"]);
  const [distributed, moved] = migrations;
  const verdicts = [distributed!.up, distributed!.repeatable, distributed!.down, distributed!.data];
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(["passed", "passed", "passed", "passed"]);
  expect(moved!.roundTrip.verdict).toBe("failed");
});

test("a migration that makes the extension drops it", async () => {
  const extension = upDown("CREATE EXTENSION citus;", "DROP EXTENSION citus;");
  const migrationsDir = directoryOf({ "0_citus.sql": extension, ...files });
  const { migrations } = await verify({ migrationsDir, all: true, repeatable: "off" });
  const { down, roundTrip } = migrations[0]!;
  expect([down.verdict, roundTrip.verdict]).toEqual(["passed", "passed"]);
  expect(migrations[1]!.roundTrip.verdict).toBe("passed");
});

test("where nothing is called of Citus nothing is said of it", async () => {
  const migrationsDir = directoryOf({ "1_a.sql": upDown("CREATE TABLE a ();", "DROP TABLE a;") });
  expect(await verify({ migrationsDir, all: true })).not.toHaveProperty("standIns");
});
