/** Cases that an embedded scratch database refuses, on purpose or for want of what cannot be made up; and its words. */
export const refusedCases: Readonly<Record<string, string>> = {
  "add-column-volatile-default/bad-extension.sql":
    'column "token" is of type uuid but default expression is of type integer',
  "add-column-volatile-default/good-stable-function.sql":
    'unrecognized configuration parameter "app.tenant"',
  "add-column-volatile-default/good-steady.sql":
    'unrecognized configuration parameter "app.tenant"',
  "add-primary-key-builds-index/good.sql":
    'index "orders_pkey" is already associated with a constraint',
  "change-column-type-blocked-by-dependent/bad-default.sql":
    'default for column "status" cannot be cast automatically to type order_status',
  "change-column-type-blocked-by-dependent/bad-partition-key.sql":
    'cannot alter column "region" because it is part of the partition key of relation',
  "change-column-type-blocked-by-dependent/bad-same-migration.sql":
    "cannot alter type of a column used by a view or rule",
  "change-column-type-blocked-by-dependent/bad-trigger.sql":
    "cannot alter type of a column used in a trigger definition",
  "change-column-type-blocked-by-dependent/bad.sql":
    "cannot alter type of a column used by a view or rule",
  "change-column-type-rewrites/bad-unknown-type.sql":
    'type modifier is not allowed for type "vector"',
  "change-column-type-rewrites/good-kept.sql":
    'collation "de_DE" for encoding "UTF8" does not exist',
  "concurrent-index-on-partitioned/bad-drop.sql":
    'cannot drop partitioned index "measurements_at_idx" concurrently',
  "concurrent-index-on-partitioned/bad-only.sql":
    'cannot create index on partitioned table "measurements" concurrently',
  "concurrent-index-on-partitioned/bad.sql":
    'cannot create index on partitioned table "measurements" concurrently',
  "concurrently-in-transaction/bad-execute.sql":
    "DROP INDEX CONCURRENTLY cannot run inside a transaction block",
  "concurrently-in-transaction/bad-reindex-partitioned.sql":
    "REINDEX TABLE cannot run inside a transaction block",
  "concurrently-in-transaction/bad.sql":
    "CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
  "copy-from-file/bad.sql":
    'could not open file "/srv/seed/countries.csv" for reading: No such file or direc',
  "create-extension/bad-without-schema.sql": 'extension "postgis" does not exist',
  "create-in-pg-catalog/good-extension.sql": 'extension "pg_cron" is not available',
  "create-or-replace-function-pitfalls/bad-default.sql":
    "cannot remove parameter defaults from existing function",
  "create-or-replace-function-pitfalls/bad-parameter.sql":
    'cannot change name of input parameter "order_id"',
  "create-or-replace-function-pitfalls/bad-returns.sql":
    "cannot change return type of existing function",
  "create-or-replace-view-pitfalls/bad-column-list.sql":
    'cannot change name of view column "user_id" to "buyer_id"',
  "create-or-replace-view-pitfalls/bad-renamed.sql":
    'cannot change name of view column "total" to "orders"',
  "create-or-replace-view-pitfalls/bad.sql": "cannot drop columns from view",
  "create-or-replace-view-pitfalls/good-unknown.sql": "cannot drop columns from view",
  "create-rule/good.sql": '"order_totals" is a table',
  "detach-not-concurrent/good-finalize.sql":
    'cannot complete detaching partition "measurements_2020"',
  "detach-not-concurrent/good-new-parent.sql":
    'column "at" in child table "readings_2020" must be marked NOT NULL',
  "domain-constraint/bad-validate.sql":
    'constraint "email_address_check" of domain "email_address" does not exist',
  "down-does-not-reverse/bad-other-schema.sql": 'column "note" of relation "orders" does not exist',
  "drop-constraint/good-added-again-in-block.sql": 'column "status" does not exist',
  "drop-index-of-constraint/bad-using-index.sql":
    "cannot drop index users_email_unique because constraint users_email_unique on ta",
  "drop-index-of-constraint/bad.sql":
    "cannot drop index users_email_key because constraint users_email_key on table us",
  "drop-primary-key/good-down.sql": 'relation "orders_pkey" already exists',
  "duplicate-column-assignment/bad-create.sql": 'column "note" specified more than once',
  "duplicate-column-assignment/bad-insert.sql": 'column "name" specified more than once',
  "duplicate-column-assignment/bad-long-name.sql":
    'column "a_very_long_name_of_a_column_that_goes_on_beyond_what_postgresq" specifi',
  "duplicate-column-assignment/bad-merge.sql": 'column "id" specified more than once',
  "duplicate-column-assignment/bad-part.sql": 'multiple assignments to same column "address"',
  "duplicate-column-assignment/bad-query.sql": 'column "?column?" specified more than once',
  "duplicate-column-assignment/bad.sql": 'multiple assignments to same column "status"',
  "duplicate-column-assignment/good-parts.sql": "invalid input syntax for type json",
  "enum-value-used-in-same-transaction/bad-block.sql":
    'unsafe use of new value "refunded" of enum type order_status',
  "enum-value-used-in-same-transaction/bad-do-block.sql":
    'unsafe use of new value "gone" of enum type order_state',
  "enum-value-used-in-same-transaction/bad.sql":
    'unsafe use of new value "refunded" of enum type order_status',
  "foreign-key-type-mismatch/bad-primary-key-meant.sql":
    'foreign key constraint "orders_user_fkey" cannot be implemented',
  "foreign-key-without-index/bad-new-table.sql":
    'there is no unique constraint matching given keys for referenced table "shops"',
  "hard-coded-environment/bad-addresses.sql": 'foreign-data wrapper "postgres_fdw" does not exist',
  "index-not-concurrent/bad-in-block.sql":
    'ALTER action ADD COLUMN cannot be performed on relation "pg_indexes"',
  "index-not-concurrent/good-hypertable.sql": 'unrecognized parameter namespace "timescaledb"',
  "insert-without-column-list/bad-select.sql": 'relation "shop.old_orders" does not exist',
  "insert-without-column-list/bad.sql": "INSERT has more expressions than target columns",
  "needless-no-transaction/good.sql": "procedure backfill_regions() does not exist",
  "no-transaction-file-has-several-statements/bad-no-transaction.sql":
    "procedure fill_regions() does not exist",
  "opaque-code/bad-call.sql": "procedure shop.close_orders() does not exist",
  "opaque-code/bad-function.sql": 'prepared statement "prepared_backfill" does not exist',
  "opaque-code/bad-language.sql": 'language "plperl" does not exist',
  "partition-of-locks-parent/bad-busy.sql": '"measurements" is not partitioned',
  "primary-key-lacks-partition-key/bad-expression.sql":
    "functions in partition key expression must be marked IMMUTABLE",
  "primary-key-lacks-partition-key/bad-unique.sql":
    "unique constraint on partitioned table must include all partitioning columns",
  "primary-key-lacks-partition-key/bad.sql":
    "unique constraint on partitioned table must include all partitioning columns",
  "primary-key-using-index-sets-not-null/good-unknown-table.sql":
    'relation "orders_pkey" already exists',
  "psql-variable/good-slices.sql":
    "cannot subscript type bigint because it does not support subscripting",
  "refused-statement/bad-attribute.sql":
    'cannot alter type "address" because column "places.address" uses it',
  "refused-statement/bad-create-table.sql":
    'multiple primary keys for table "pairs" are not allowed',
  "refused-statement/bad-columns.sql": 'column "id" of relation "orders" is an identity column',
  "refused-statement/bad-in-use.sql":
    "cannot drop collation folded because other objects depend on it",
  "refused-statement/bad-index.sql": 'relation "users_note_idx" already exists',
  "refused-statement/bad-made-twice.sql": 'schema "app" already exists',
  "refused-statement/bad-missing.sql": 'column "remark" of relation "orders" does not exist',
  "refused-statement/bad-on-commit.sql": "ON COMMIT can only be used on temporary tables",
  "refused-statement/bad-partition.sql": "cannot add column to a partition",
  "refused-statement/bad-there.sql": 'relation "orders" already exists',
  "refused-statement/bad.sql": 'column "note" of relation "orders" already exists',
  "refused-statement/good-there.sql":
    'data type text has no default operator class for access method "gist"',
  "reindex-not-concurrent/good-partitioned.sql":
    "REINDEX TABLE cannot run inside a transaction block",
  "rename-column/bad-view.sql": 'column "total" does not exist',
  "rename-constraint-or-index/bad.sql":
    'constraint "orders_user_id_fkey" for table "orders" does not exist',
  "rename-function/bad-procedure.sql": "procedure shop.close_orders() does not exist",
  "rename-schema/good.sql": 'relation "shop.orders" does not exist',
  "rename-table/bad-schema.sql": 'relation "shop.purchases" does not exist',
  "replica-identity-change/good.sql":
    'index "orders_number_idx" cannot be used as replica identity because column "mad',
  "replication-change/bad-subscription.sql": 'library "/pglite/lib/postgresql/libpqwalreceiver.so"',
  "replication-change/bad.sql": 'relation "orders" is not part of the publication',
  "require-schema-qualified/bad-other-kinds.sql": 'relation "totals" does not exist',
  "require-schema-qualified/bad.sql": 'column "state" does not exist',
  "secret-in-sql/bad-options.sql": 'library "/pglite/lib/postgresql/libpqwalreceiver.so"',
  "security-definer-search-path/good.sql": 'column "state" of relation "orders" does not exist',
  "session-state-change/bad-authorization.sql": "permission denied for schema public",
  "session-state-change/bad.sql": "permission denied for schema public",
  "session-state-change/good-reset.sql": "permission denied for schema public",
  "session-state-change/good.sql": "permission denied for schema public",
  "set-default-changes-writers/bad.sql": 'invalid input syntax for type bigint: "web"',
  "set-search-path/bad-without-reset.sql": 'relation "orders" does not exist',
  "set-search-path/bad-without-transaction.sql": 'relation "orders" does not exist',
  "set-search-path/good-reset.sql": 'relation "orders" does not exist',
  "table-rewrite-command/bad-access-method.sql": 'access method "columnar" does not exist',
  "table-rewrite-command/bad-index-tablespace.sql": 'tablespace "fast" does not exist',
  "table-rewrite-command/bad-tablespace.sql": 'tablespace "fast" does not exist',
  "table-rewrite-command/good-partitioned.sql": 'tablespace "fast" does not exist',
  "table-rewrite-command/good-small.sql": 'tablespace "fast" does not exist',
  "test-data-in-migration/good-no-person.sql":
    'column "passed" is of type bigint but expression is of type boolean',
  "transaction-control-in-file/bad-do-block.sql": "invalid transaction termination",
  "transaction-control-in-file/bad-procedure.sql": 'column "region" does not exist',
  "transaction-control-in-file/bad-savepoint.sql": 'savepoint "before_orders" does not exist',
  "transaction-control-in-file/bad-outside.sql":
    "1700000000002_case.sql:2:1: CREATE INDEX CONCURRENTLY between BEGIN and COMMIT",
  "transaction-control-in-file/bad-rollback.sql":
    "1700000000002_case.sql:3:1: ROLLBACK in a migration",
  "transaction-control-in-file/bad-two-phase.sql":
    "1700000000002_case.sql:2:1: PREPARE TRANSACTION in a migration",
  "transaction-control-in-file/bad.sql": "1700000000002_case.sql:2:1: COMMIT without BEGIN",
  "unbatched-backfill/bad-backfill-of-all-at-once.sql":
    "The backfill cannot be cut by a key of orders",
  "unsafe-privileged-operation/bad-database.sql": 'database "shop" does not exist',
  "unsafe-privileged-operation/bad-files.sql":
    'could not open file "/var/lib/orders.csv" for writing: No such file or directory',
  "unsafe-privileged-operation/bad-language.sql": 'extension "plpython3u" is not available',
  "unsafe-privileged-operation/good-nosuperuser.sql": 'extension "plperl" is not available',
  "unvalidated-statement-kind/bad-prepare.sql":
    'could not access file "auto_explain": No such file or directory',
  "unvalidated-statement-kind/bad.sql": 'security label provider "anon" is not loaded',
  "unvalidated-statement-kind/good.sql": 'security label provider "anon" is not loaded',
  "view-select-star/bad-table-star.sql": 'column "order_id" specified more than once',
  "volatile-check/bad-reads-tables.sql":
    "return type mismatch in function declared to return boolean",
};
