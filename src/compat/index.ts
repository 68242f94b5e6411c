/**
 * node-pg-migrate's interface: change the name of the package that you import from, and nothing else.
 * The builder and its types stay in node-pg-migrate, which JS and TS migrations need beside this package.
 */
export type { MigrationLoader, MigrationLoaderStrategy, MigrationUnit } from "./loader.ts";
export type { Logger } from "./logger.ts";
export { Migration } from "./migration.ts";
export { isPgLiteral, PgLiteral } from "./pg-literal.ts";
export { runner } from "./runner.ts";
export type { MigrationDirection, RunMigration, RunnerOptions } from "./runner-options.ts";

/** The number of the advisory lock that both tools take. */
export const PG_MIGRATE_LOCK_ID = 7241865325823964;
