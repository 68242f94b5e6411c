/** Statements on tables, by the kinds of their first actions, and what must be read of them. */
export const summaryCasesOfTables = {
  "create-table": [
    `CREATE TABLE IF NOT EXISTS app."T x" (id int NOT NULL, CHECK (id > 0)) PARTITION BY RANGE (id)`,
    { relation: { schema: "app", name: "T x" }, guarded: true, partitionBy: ["id"] },
  ],
  "create-table-as": [
    "CREATE MATERIALIZED VIEW m AS SELECT a FROM t JOIN s.u ON true WITH NO DATA",
    {
      materialized: true,
      withData: false,
      query: { relations: [{ name: "t" }, { schema: "s", name: "u" }] },
    },
  ],
  "create-view": [
    "CREATE OR REPLACE VIEW v (x) AS SELECT * FROM t",
    { replace: true, columns: ["x"], query: { selectsStar: true } },
  ],
  "create-index": [
    "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY t USING gist (a DESC, lower(b)) INCLUDE (c) WHERE d > 0",
    { name: "i", unique: true, concurrently: true, only: true, method: "gist", include: ["c"] },
  ],
  truncate: [
    "TRUNCATE a, s.b CASCADE",
    { relations: [{ name: "a" }, { schema: "s", name: "b" }], cascade: true },
  ],
  "lock-table": ["LOCK a IN SHARE ROW EXCLUSIVE MODE", { mode: "SHARE ROW EXCLUSIVE" }],
  refresh: ["REFRESH MATERIALIZED VIEW CONCURRENTLY m", { concurrently: true, withData: true }],
  reindex: [
    "REINDEX (CONCURRENTLY) INDEX s.i",
    { scope: "INDEX", concurrently: true, relation: { schema: "s", name: "i" } },
  ],
  vacuum: ["VACUUM (FULL) t", { full: true, relations: [{ name: "t" }] }],
  analyze: ["ANALYZE t (a)", { relations: [{ name: "t" }] }],
  cluster: ["CLUSTER t USING i", { relation: { name: "t" } }],
  "create-trigger": [
    "CREATE CONSTRAINT TRIGGER g AFTER UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b > 0) EXECUTE FUNCTION s.f()",
    { name: "g", constraint: true, function: { schema: "s", name: "f" }, columns: ["a", "b"] },
  ],
  "create-policy": ["CREATE POLICY p ON t USING (owner = 1)", { name: "p", columns: ["owner"] }],
  "alter-policy": [
    "ALTER POLICY p ON s.t USING (true)",
    { name: "p", relation: { schema: "s", name: "t" } },
  ],
  "create-rule": [
    "CREATE OR REPLACE RULE r AS ON DELETE TO t DO NOTHING",
    { name: "r", replace: true },
  ],
  "create-statistics": [
    "CREATE STATISTICS IF NOT EXISTS s ON a, b FROM t",
    { guarded: true, relations: [{ name: "t" }] },
  ],
  "add-column": [
    "ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a int GENERATED ALWAYS AS IDENTITY",
    { guarded: true, only: true, column: { name: "a", type: { name: "int4" }, identity: true } },
  ],
  "drop-column": [
    "ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS a CASCADE",
    { column: "a", guarded: true, cascade: true, ifExists: true },
  ],
  "alter-column-type": [
    "ALTER TABLE t ALTER a TYPE varchar(20)[] USING a::text",
    {
      column: "a",
      type: { name: "varchar", modifiers: [20], dimensions: 1 },
      using: { plainColumn: { column: "a" } },
    },
  ],
  "set-not-null": ["ALTER TABLE t ALTER a SET NOT NULL", { column: "a" }],
  "drop-not-null": ["ALTER TABLE t ALTER a DROP NOT NULL", { column: "a" }],
  "set-default": [
    "ALTER TABLE t ALTER a SET DEFAULT now()",
    { column: "a", default: { functions: [{ name: "now" }] } },
  ],
  "set-expression": ["ALTER TABLE t ALTER a SET EXPRESSION AS (b * 2)", { column: "a" }],
  "drop-expression": [
    "ALTER TABLE t ALTER a DROP EXPRESSION IF EXISTS",
    { column: "a", guarded: true },
  ],
  "add-identity": [
    "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY",
    { column: "a", always: true },
  ],
  "drop-identity": ["ALTER TABLE t ALTER a DROP IDENTITY", { column: "a", guarded: false }],
  "set-identity": ["ALTER TABLE t ALTER a SET GENERATED ALWAYS", { column: "a" }],
  "set-column-options": [
    "ALTER TABLE t ALTER a SET STORAGE external",
    { column: "a", what: "storage" },
  ],
  "add-constraint": [
    "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES s.u (b) ON DELETE CASCADE NOT VALID",
    {
      constraint: {
        kind: "foreign-key",
        name: "f",
        columns: ["a"],
        notValid: true,
        enforced: true,
        references: {
          relation: { schema: "s", name: "u" },
          columns: ["b"],
          onDelete: "cascade",
          onUpdate: "no action",
        },
      },
    },
  ],
  "alter-constraint": [
    "ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED",
    { name: "f", enforced: false },
  ],
  "validate-constraint": ["ALTER TABLE t VALIDATE CONSTRAINT f", { name: "f" }],
  "drop-constraint": [
    "ALTER TABLE t DROP CONSTRAINT IF EXISTS f",
    { name: "f", guarded: true, cascade: false },
  ],
  "attach-index": [
    "ALTER INDEX s.i ATTACH PARTITION s.j",
    {
      relation: { schema: "s", name: "i" },
      index: { schema: "s", name: "j" },
      objectKind: "INDEX",
    },
  ],
  "attach-partition": [
    "ALTER TABLE t ATTACH PARTITION p DEFAULT",
    { partition: { name: "p" }, isDefault: true },
  ],
  "detach-partition": [
    "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
    { partition: { name: "p" }, concurrently: true, finalize: false },
  ],
  "row-security": ["ALTER TABLE t NO FORCE ROW LEVEL SECURITY", { to: "no force" }],
  "trigger-state": ["ALTER TABLE t DISABLE TRIGGER USER", { enable: false, which: "user" }],
  "rule-state": ["ALTER TABLE t ENABLE ALWAYS RULE r", { enable: true, name: "r" }],
  "set-logged": ["ALTER TABLE t SET UNLOGGED", { logged: false }],
  "set-tablespace": ["ALTER TABLE t SET TABLESPACE fast", { tablespace: "fast" }],
  "set-access-method": ["ALTER TABLE t SET ACCESS METHOD heap", { method: "heap" }],
  "set-options": [
    "ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled)",
    { options: { fillfactor: "70" } },
  ],
  "replica-identity": ["ALTER TABLE t REPLICA IDENTITY FULL", { relation: { name: "t" } }],
  "change-owner": ["ALTER TABLE t OWNER TO app", { owner: "app" }],
  inherit: ["ALTER TABLE t NO INHERIT p", { parent: { name: "p" }, add: false }],
  "cluster-on": ["ALTER TABLE t CLUSTER ON i", { relation: { name: "t" } }],
  "alter-table-other": [
    "ALTER FOREIGN TABLE t OPTIONS (ADD a 'b')",
    { command: "OPTIONS", sets: false, objectKind: "FOREIGN TABLE" },
  ],
} satisfies Record<string, [string, Record<string, unknown>]>;
