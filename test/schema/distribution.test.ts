import { beforeAll, expect, test } from "vitest";
import { applyAll, areColocated, distributionOf, Schema } from "../../src/schema/index.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

function schemaAfter(sql: string): Schema {
  const schema = new Schema();
  applyAll(schema, parseStatements(sql), { migration: 0, section: "up", transaction: 0 });
  return schema;
}

const tables = `
  CREATE TABLE a (id bigint, note text);
  CREATE TABLE b (id bigint, note text);`;

/** Whether Citus 12.1 puts both tables into one colocation group. */
const pairs: readonly (readonly [sql: string, expected: boolean | undefined])[] = [
  ["SELECT create_distributed_table('a', 'id'), create_distributed_table('b', 'id')", true],
  ["SELECT create_distributed_table('a', 'id'), create_distributed_table('b', 'note')", false],
  [
    "SELECT create_distributed_table('a', 'id'); SELECT create_distributed_table('b', 'id', colocate_with => 'none')",
    false,
  ],
  [
    "SELECT create_distributed_table('a', 'id', colocate_with => 'none'); SELECT create_distributed_table('b', 'id', colocate_with => 'public.a')",
    true,
  ],
  [
    "SELECT create_distributed_table('a', 'id'); SELECT create_distributed_table('b', 'id', shard_count => 7)",
    false,
  ],
  ["SELECT create_distributed_table('a', null), create_distributed_table('b', null)", true],
  [
    "SELECT create_distributed_table('a', 'id'), create_distributed_table('b', 'id'); SELECT alter_distributed_table('a', shard_count => 7, cascade_to_colocated => false)",
    false,
  ],
  [
    "SELECT create_distributed_table('a', 'id'), create_distributed_table('b', 'id'); SELECT alter_distributed_table('a', shard_count => 7, cascade_to_colocated => true)",
    true,
  ],
  [
    "SELECT create_distributed_table('a', 'id'), create_distributed_table('b', 'id'); SELECT update_distributed_table_colocation('a', 'none')",
    false,
  ],
];

test.each(pairs)("%s: colocated: %s", (sql, expected) => {
  const schema = schemaAfter(tables + sql);
  const [a, b] = ["a", "b"].map((name) => distributionOf(schema.relation({ name })!, schema)!);
  expect(areColocated(a!, b!)).toBe(expected);
});

test("a distribution follows its table and its column, and holds for partitions", () => {
  const schema = schemaAfter(`
    CREATE TABLE t (id int, day date) PARTITION BY RANGE (day);
    SELECT create_distributed_table('t', 'id');
    ALTER TABLE t RENAME COLUMN id TO tenant;
    ALTER TABLE t RENAME TO u;
    CREATE TABLE p PARTITION OF u DEFAULT;`);
  const partition = schema.relation({ name: "p" })!;
  expect(distributionOf(partition, schema)).toMatchObject({ as: "distributed", column: "tenant" });
});

test("of tables in a distributed schema each is on the node of its schema", () => {
  const schema = schemaAfter(`
    SET citus.enable_schema_based_sharding TO on;
    CREATE SCHEMA one; CREATE TABLE one.t (id int); CREATE TABLE t (id int);`);
  expect(distributionOf(schema.relation({ schema: "one", name: "t" })!, schema)).toMatchObject({
    as: "single-shard",
  });
  expect(distributionOf(schema.relation({ name: "t" })!, schema)).toBeUndefined();
});
