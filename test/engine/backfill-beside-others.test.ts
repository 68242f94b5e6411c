import { expect, test } from "vitest";
import { up } from "../../src/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { connect, until, urlOf } from "../support/sessions.ts";
import { describeEachServerInFull } from "../support/share.ts";

const double = (options = "") =>
  `-- pgmaestro: backfill orders ${options}\nUPDATE orders SET total = total * 2 WHERE total > 0;`;

describeEachServerInFull("a backfill beside other sessions", (db) => {
  test("sees who waits for rows of a batch", async () => {
    await db().query(`CREATE TABLE orders (id int PRIMARY KEY, total int);
      INSERT INTO orders SELECT n, n FROM generate_series(1, 20) n;
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
        PERFORM pg_advisory_xact_lock(1); RETURN NEW; END$$;
      CREATE TRIGGER wait BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.id = 2) EXECUTE FUNCTION wait()`);
    const [holder, waiter] = [await connect(urlOf(db())), await connect(urlOf(db()))];
    await holder.query("BEGIN; SELECT pg_advisory_xact_lock(1)");
    const waiting: number[] = [];
    const running = up({
      database: db().database,
      migrationsDir: directoryOf({ "1_fill.sql": double("batch 5") }),
      lockTimeout: 0,
      onEvent: (event) => void (event.type === "batch-done" && waiting.push(event.waiting)),
    });
    await until(urlOf(db()), "SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'");
    const update = waiter.query("UPDATE orders SET total = total WHERE id = 1");
    await until(
      urlOf(db()),
      "SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'",
    );
    await holder.query("COMMIT");
    await Promise.all([running, update]);
    expect([waiting[0], waiting.at(-1)]).toEqual([1, 0]);
  });

  test("sees who else uses the database", async () => {
    await db().query(
      "CREATE TABLE orders (id int PRIMARY KEY, total int); INSERT INTO orders VALUES (1, 1)",
    );
    const others: number[] = [];
    const run = async (files: Record<string, string>) => {
      await db().query("SELECT 1");
      await up({
        database: db().database,
        migrationsDir: directoryOf(files),
        onEvent: (event) => void (event.type === "batch-done" && others.push(event.others)),
      });
    };
    await run({ "1_fill.sql": double("batch 5") });
    const shop = await connect(urlOf(db()), { application_name: "shop" });
    await shop.query("BEGIN");
    await run({ "1_fill.sql": double("batch 5"), "2_fill.sql": double("batch 5") });
    expect(others[1]).toBe(others[0]! + 1);
  });
});
