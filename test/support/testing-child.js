import { setTimeout as sleep } from "node:timers/promises";
import { migratedDatabase } from "../../dist/testing/index.js";

/** Opens a database for tests, tells when its first migration ran, and closes it or waits to be killed. As it is built. */
const [options = "{}", stay = ""] = process.argv.slice(2);

const db = await migratedDatabase(JSON.parse(options));
const { rows } = await db.pool.query(
  "select run_on::text, current_database() as name from pgmigrations order by id limit 1",
);
process.stdout.write(`${JSON.stringify(rows[0])}\n`);
if (stay !== "") await sleep(60_000);
await db.close();
