/**
 * Databases for the tests of a project: `pgmaestro/testing`. See docs/testing.md.
 */
export {
  migratedDatabase,
  type MigratedDatabaseOptions,
  type TestDatabase,
} from "./migrated-database.ts";
export { expectRoundTrip, type RoundTripOptions } from "./expect-round-trip.ts";
export { RoundTripError } from "../errors/index.ts";
