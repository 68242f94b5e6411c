import type { Rule } from "../../rule.ts";
import createOrReplaceFunctionPitfalls from "./create-or-replace-function-pitfalls.ts";
import createOrReplaceViewPitfalls from "./create-or-replace-view-pitfalls.ts";
import createReplacesExisting from "./create-replaces-existing.ts";
import createRule from "./create-rule.ts";
import createTableWithoutPrimaryKey from "./create-table-without-primary-key.ts";
import createTriggerLocksWriters from "./create-trigger-locks-writers.ts";
import deleteAllRows from "./delete-all-rows.ts";
import dropCascade from "./drop-cascade.ts";
import dropDatabase from "./drop-database.ts";
import dropExtension from "./drop-extension.ts";
import dropOwned from "./drop-owned.ts";
import dropSchema from "./drop-schema.ts";
import dropTable from "./drop-table.ts";
import dropType from "./drop-type.ts";
import dropViewOrFunction from "./drop-view-or-function.ts";
import matviewBuiltInMigration from "./matview-built-in-migration.ts";
import primaryKeyLacksPartitionKey from "./primary-key-lacks-partition-key.ts";
import refreshMatviewNotConcurrent from "./refresh-matview-not-concurrent.ts";
import refusedStatement from "./refused-statement.ts";
import renameColumn from "./rename-column.ts";
import renameConstraintOrIndex from "./rename-constraint-or-index.ts";
import renameEnumValue from "./rename-enum-value.ts";
import renameFunction from "./rename-function.ts";
import renameSchema from "./rename-schema.ts";
import renameTable from "./rename-table.ts";
import renameType from "./rename-type.ts";
import renameView from "./rename-view.ts";
import replicationChange from "./replication-change.ts";
import replicaIdentityChange from "./replica-identity-change.ts";
import setSchema from "./set-schema.ts";
import tableRewriteCommand from "./table-rewrite-command.ts";
import truncate from "./truncate.ts";
import truncateCascade from "./truncate-cascade.ts";
import viewSelectStar from "./view-select-star.ts";

export default [
  tableRewriteCommand,
  dropTable,
  dropCascade,
  dropSchema,
  dropDatabase,
  dropType,
  dropExtension,
  dropOwned,
  dropViewOrFunction,
  truncate,
  deleteAllRows,
  truncateCascade,
  refreshMatviewNotConcurrent,
  matviewBuiltInMigration,
  renameTable,
  renameColumn,
  renameSchema,
  renameView,
  renameFunction,
  renameType,
  renameEnumValue,
  renameConstraintOrIndex,
  setSchema,
  createReplacesExisting,
  createTableWithoutPrimaryKey,
  primaryKeyLacksPartitionKey,
  refusedStatement,
  replicaIdentityChange,
  replicationChange,
  createTriggerLocksWriters,
  createRule,
  createOrReplaceFunctionPitfalls,
  createOrReplaceViewPitfalls,
  viewSelectStar,
] as readonly Rule[];
