/**
 * A global setup of Vitest: `globalSetup: ["pgmaestro/testing/vitest"]`. It makes the template before the first test file asks for
 * a copy, with the options that `provide.pgmaestro` holds, so that a migration that does not run is told once.
 */
import { migratedDatabase, type MigratedDatabaseOptions } from "./migrated-database.ts";

/** What is used of a project of Vitest. */
interface Project {
  readonly config: { readonly provide: Readonly<Record<string, unknown>> };
}

export default async function setup({ config }: Project): Promise<void> {
  const options = config.provide["pgmaestro"] as MigratedDatabaseOptions | undefined;
  const database = await migratedDatabase(options);
  await database.close();
}
