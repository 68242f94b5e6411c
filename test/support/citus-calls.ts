/** Calls of Citus's functions, each by itself after `citusTables`, and how Citus 12.1 refuses them; undefined where it takes them. */
export const citusCalls: readonly (readonly [sql: string, refusal: string | undefined])[] = [
  ["SELECT create_distributed_table('orders', 'tenant_id')", undefined],
  [
    "SELECT create_distributed_table('orders', 'tenant')",
    'column "tenant" of relation "orders" does not exist',
  ],
  ["SELECT create_distributed_table('other', 'id')", 'relation "other" does not exist'],
  ["SELECT create_distributed_table('orders', 'note')", 'cannot create constraint on "orders"'],
  ["SELECT create_distributed_table('sums', 'total')", "cannot distribute relation: sums"],
  ["SELECT create_distributed_table('orders', NULL)", undefined],
  [
    "SELECT create_distributed_table('orders', 'tenant_id'), create_distributed_table('orders', 'tenant_id')",
    'table "orders" is already distributed',
  ],
  [
    "SELECT create_distributed_table('orders', 'tenant_id', colocate_with => 'sums')",
    "relation sums is not distributed",
  ],
  [
    "SELECT create_distributed_table('words', 'word'); SELECT create_distributed_table('orders', 'tenant_id', colocate_with => 'words')",
    "cannot colocate tables words and orders",
  ],
  [
    "SELECT create_reference_table('orders'); SELECT create_reference_table('orders')",
    'table "orders" is already distributed',
  ],
  [
    "SELECT citus_add_local_table_to_metadata('orders'); SELECT create_reference_table('orders')",
    undefined,
  ],
  [
    "SELECT undistribute_table('orders')",
    "cannot undistribute table because the table is not distributed",
  ],
  [
    "SELECT alter_distributed_table('orders', shard_count => 8)",
    "cannot alter table because the table is not distributed",
  ],
  [
    "SELECT create_distributed_table('orders', 'tenant_id', shard_count => 8); SELECT alter_distributed_table('orders', shard_count => 8)",
    "this call doesn't change any properties of the table",
  ],
  [
    "SELECT create_distributed_table('orders', 'tenant_id'); SELECT alter_distributed_table('orders', distribution_column => 'note')",
    'cannot create constraint on "orders"',
  ],
  ["SELECT citus_schema_distribute('app'); SELECT citus_schema_undistribute('app')", undefined],
  ["SELECT citus_schema_undistribute('app')", "schema app is not distributed"],
  [
    "SELECT create_distributed_table('orders', 'tenant_id'); DROP TABLE orders; CREATE TABLE orders (id int); SELECT create_reference_table('orders')",
    undefined,
  ],
];

export const citusTables = `
  CREATE TABLE orders (tenant_id bigint NOT NULL, id bigint NOT NULL, note text, PRIMARY KEY (tenant_id, id));
  CREATE TABLE sums (id bigint, total bigint GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE words (word text);
  CREATE SCHEMA app;
  SET search_path = public`;
