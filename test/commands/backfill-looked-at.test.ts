import { expect, inject, test } from "vitest";
import { locks, planAgainst } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";

const files = (fill: string) => ({
  "1_fill.sql": `-- Up Migration\n${fill}UPDATE orders SET total = total + 1;\n-- Down Migration\n`,
});
const asked = "-- pgmaestro: backfill orders\n";

describeEachServer("a statement that runs in batches", (db) => {
  const scratch = inject("serverUrl");
  const orders = "CREATE TABLE orders (id int PRIMARY KEY, total int);";

  test("shows its locks", async () => {
    const migrationsDir = directoryOf({ "0_orders.sql": orders, ...files(asked) });
    const { migrations } = await locks({ migrationsDir, names: ["1_fill"], scratch });
    expect(migrations[0]!.statements).toMatchObject([
      { text: "UPDATE orders SET total = total + 1" },
    ]);
    expect(migrations[0]!.statements[0]!.locks).toContainEqual(
      expect.objectContaining({ name: "orders", mode: "ROW EXCLUSIVE" }),
    );
  });

  test("holds rows of the target no longer than a batch takes", async () => {
    await db().query(`${orders} INSERT INTO orders SELECT n, n FROM generate_series(1, 1000000) n;
      ANALYZE orders; CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
      INSERT INTO pgmigrations (name, run_on) VALUES ('0_orders', now())`);
    const held = async (fill: string) => {
      const migrationsDir = directoryOf({ "0_orders.sql": orders, ...files(fill) });
      const options = { against: db().database, database: db().database, migrationsDir, scratch };
      const { segments } = await planAgainst(options);
      return segments.flatMap(({ statements }) =>
        statements.flatMap(({ locks: taken }) => taken.map((lock) => lock.held.to ?? Infinity)),
      );
    };
    expect(Math.max(...(await held(asked)))).toBe(1);
    expect(Math.max(...(await held("")))).toBeGreaterThan(1);
  });
});
