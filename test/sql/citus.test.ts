import { beforeAll, expect, test } from "vitest";
import {
  guardsOf,
  loadParser,
  opaqueCode,
  parseStatements,
  type Action,
} from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

function read(sql: string): Action[] {
  return parseStatements(sql).flatMap(({ actions }) => actions);
}

/** What is known of a call, in short. */
function known(sql: string): unknown {
  return read(sql)
    .filter(({ kind }) => kind !== "select")
    .map(({ at: _, ...action }) => action);
}

const plain = { concurrently: false, guarded: false };
const distributed = { kind: "distribute-table", as: "distributed", method: "hash", ...plain };

const calls: readonly (readonly [sql: string, expected: object])[] = [
  [
    "SELECT create_distributed_table('orders', 'tenant_id')",
    { ...distributed, relation: { name: "orders" }, column: "tenant_id" },
  ],
  [
    "SELECT pg_catalog.create_distributed_table(colocate_with := 'none', distribution_column := 'id', table_name := 'app.\"Orders\"'::regclass)",
    {
      ...distributed,
      ...{ relation: { schema: "app", name: "Orders" }, column: "id", colocateWith: "none" },
    },
  ],
  [
    "SELECT create_distributed_table('orders', 'id', 'range')",
    { ...distributed, relation: { name: "orders" }, column: "id", method: "range" },
  ],
  [
    "SELECT * FROM create_distributed_table($$t$$, 'id', 'hash', 'default', 32)",
    { ...distributed, relation: { name: "t" }, column: "id", shardCount: 32 },
  ],
  [
    "SELECT create_distributed_table('t', NULL, colocate_with => 's.u')",
    {
      ...{ kind: "distribute-table", as: "single-shard", ...plain },
      ...{ relation: { name: "t" }, colocateWith: { schema: "s", name: "u" } },
    },
  ],
  [
    "SELECT create_distributed_table('t', 'id') WHERE NOT EXISTS (SELECT FROM pg_dist_partition)",
    { ...distributed, relation: { name: "t" }, column: "id", guarded: true },
  ],
  [
    "SELECT create_reference_table('countries')",
    { kind: "distribute-table", as: "reference", ...plain, relation: { name: "countries" } },
  ],
  [
    "SELECT citus_add_local_table_to_metadata('t', cascade_via_foreign_keys => true)",
    { kind: "distribute-table", as: "managed-local", ...plain, relation: { name: "t" } },
  ],
  [
    "SELECT update_distributed_table_colocation('t', colocate_with => 'u')",
    {
      ...{ kind: "alter-distribution", cascade: false, movesRows: false },
      ...{ relation: { name: "t" }, colocateWith: { name: "u" } },
    },
  ],
  [
    "SELECT citus_schema_distribute('tenant_1'::regnamespace)",
    { kind: "distribute-schema", schema: "tenant_1", to: "distributed", guarded: false },
  ],
];

test.each(calls)("%s", (sql, expected) => {
  expect(known(sql)).toEqual([expected]);
  expect(read(sql).every((action) => opaqueCode(action) === undefined)).toBe(true);
});

test("a call within a DO block is told with it", () => {
  const sql = `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_dist_partition) THEN
      PERFORM create_distributed_table('orders', 'tenant_id');
    END IF;
  END $$`;
  const [block] = read(sql);
  expect(block).toMatchObject({ kind: "do-block", dynamic: false });
  const [action] = block?.kind === "do-block" ? block.actions : [];
  expect(action).toMatchObject({ kind: "distribute-table", column: "tenant_id" });
});

test.each([
  "SELECT create_distributed_table(oid, 'id') FROM pg_class",
  "SELECT create_distributed_table('t' || 1, 'id')",
  "SELECT create_reference_table(t) FROM unnest(ARRAY['a', 'b']) t",
  "SELECT mine.create_reference_table('t')",
])("of what is not written out nothing is known: %s", (sql) => {
  const actions = read(sql);
  expect(actions.map(({ kind }) => kind)).toEqual(["select"]);
  expect(opaqueCode(actions[0]!)).toMatchObject({ kind: "function" });
});

test("a concurrent distribution cannot be in a transaction", () => {
  const [alone, shared] = parseStatements(
    "SELECT create_distributed_table_concurrently('t', 'id'); SELECT create_distributed_table('t', 'id')",
  );
  expect(alone!.outsideTransaction).toBe("create_distributed_table_concurrently");
  expect(shared!.outsideTransaction).toBeUndefined();
});

/** Citus 12.1: "table is already distributed"; what may run twice has run twice there. */
test.each([
  ["SELECT create_distributed_table('t', 'id')", "unguarded"],
  ["SELECT create_reference_table('t') WHERE NOT EXISTS (SELECT)", "guarded"],
  [
    "DROP TABLE IF EXISTS t; CREATE TABLE t (id int); SELECT create_reference_table('t')",
    "guarded",
  ],
  ["SELECT citus_add_local_table_to_metadata('t')", "repeatable"],
  ["SELECT update_distributed_table_colocation('t', 'none')", "repeatable"],
  ["SELECT alter_distributed_table('t', shard_count := 4)", "unguarded"],
  ["SELECT undistribute_table('t')", "unguarded"],
  ["SELECT citus_schema_distribute('s')", "repeatable"],
  ["SELECT citus_schema_undistribute('s')", "unguarded"],
])("%s: %s", (sql, expected) => {
  expect(guardsOf(parseStatements(sql)).at(-1)!.is).toBe(expected);
});
