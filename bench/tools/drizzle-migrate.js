// @ts-check
// What a user of drizzle-orm writes to apply migrations.
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";

const client = new Client({ connectionString: process.env["DATABASE_URL"] });
await client.connect();
await migrate(drizzle(client), { migrationsFolder: /** @type {string} */ (process.argv[2]) });
await client.end();
