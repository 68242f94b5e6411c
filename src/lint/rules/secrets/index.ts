import type { Rule } from "../../rule.ts";
import hardCodedEnvironment from "./hard-coded-environment.ts";
import roleInSchemaMigration from "./role-in-schema-migration.ts";
import secretInSql from "./secret-in-sql.ts";
import testDataInMigration from "./test-data-in-migration.ts";

export default [
  secretInSql,
  roleInSchemaMigration,
  testDataInMigration,
  hardCodedEnvironment,
] as readonly Rule[];
