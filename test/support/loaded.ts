import type { Extensions } from "@electric-sql/pglite";
import { onTestFinished } from "vitest";
import { loadExtensions } from "../../src/database/extensions.ts";
import { openEmpty } from "./empty-database.ts";

/** An empty embedded database for a schema file, with the extensions that cases use; gone after the test. */
export async function openLoaded() {
  const names = ["btree_gist", "citext", "hstore", "pg_trgm", "pgcrypto", "uuid-ossp"];
  const pglite = await openEmpty({ extensions: (await loadExtensions(names)) as Extensions });
  onTestFinished(() => pglite.close());
  return pglite;
}
