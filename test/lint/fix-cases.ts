import type { FixCase } from "./fix-case.ts";
import { guardFixCases } from "./guard-fix-cases.ts";

const backfillCases: FixCase[] = [
  {
    title: "an UPDATE of a whole table: in batches",
    rule: "unbatched-backfill",
    up: "-- all of them\nUPDATE public.orders SET user_id = user_id + 1;",
    becomes:
      "-- all of them\n-- pgmaestro: backfill public.orders\nUPDATE public.orders SET user_id = user_id + 1;",
  },
];

const indexCases: FixCase[] = [
  {
    title: "index alone: CONCURRENTLY where it is, its DROP too",
    rule: "index-not-concurrent",
    up: "-- for the list\nCREATE UNIQUE /* x */ INDEX IF NOT EXISTS a_idx ON orders (user_id) -- end",
    down: "DROP INDEX IF EXISTS a_idx;",
    becomes:
      "-- for the list\nCREATE UNIQUE /* x */ INDEX CONCURRENTLY IF NOT EXISTS a_idx ON orders (user_id) -- end",
    downBecomes: "DROP INDEX CONCURRENTLY IF EXISTS a_idx;",
  },
  {
    title: "index with timeouts: they go, as they would end the build",
    rule: "index-not-concurrent",
    up: "SET LOCAL lock_timeout = '2s';\n\nCREATE INDEX a_idx ON orders (user_id);",
    down: "SET LOCAL lock_timeout = '2s';\nDROP INDEX a_idx;",
    becomes: "CREATE INDEX CONCURRENTLY a_idx ON orders (user_id);",
    downBecomes: "DROP INDEX CONCURRENTLY a_idx;",
  },
  {
    title: "indexes among others: migrations of their own, with their comments",
    rule: "index-not-concurrent",
    up: `ALTER TABLE orders ADD COLUMN a int;

-- for the list
CREATE INDEX a_idx ON orders (a); -- yes

-- and more;
--   lines
CREATE INDEX "b idx" ON public.orders (a)  -- no`,
    down: 'DROP INDEX a_idx;\nDROP INDEX public."b idx";\n-- at last\nALTER TABLE orders DROP COLUMN a;',
    becomes: "ALTER TABLE orders ADD COLUMN a int;",
    downBecomes: "-- at last\nALTER TABLE orders DROP COLUMN a;",
    created: [
      {
        name: "1700000000003_build-a-idx",
        up: "-- for the list\nCREATE INDEX CONCURRENTLY a_idx ON orders (a); -- yes",
        down: "DROP INDEX CONCURRENTLY IF EXISTS a_idx;",
      },
      {
        name: "1700000000004_build-b-idx",
        up: '-- and more;\n--   lines\nCREATE INDEX CONCURRENTLY "b idx" ON public.orders (a);  -- no',
        down: 'DROP INDEX CONCURRENTLY IF EXISTS public."b idx";',
      },
    ],
  },
  {
    title: "DROP INDEX alone: CONCURRENTLY",
    rule: "drop-index-not-concurrent",
    up: "DROP INDEX IF EXISTS old_idx;",
    becomes: "DROP INDEX CONCURRENTLY IF EXISTS old_idx;",
  },
  {
    title: "index without a name: the server's",
    rule: "unnamed-index",
    up: "CREATE INDEX CONCURRENTLY ON orders (user_id, total) INCLUDE (note);",
    becomes:
      "CREATE INDEX CONCURRENTLY orders_user_id_total_note_idx ON orders (user_id, total) INCLUDE (note);",
  },
];

const constraintCases: FixCase[] = [
  {
    title: "CHECK: NOT VALID, and VALIDATE in a migration of its own",
    rule: "add-check-validates",
    up: "ALTER TABLE orders\n  -- never below\n  ADD CONSTRAINT total_ok CHECK (total >= 0 AND note IN ('a,b)', 'c')), -- yes\n  ADD COLUMN a int;",
    down: "ALTER TABLE orders DROP COLUMN a, DROP CONSTRAINT total_ok;",
    becomes:
      "ALTER TABLE orders\n  -- never below\n  ADD CONSTRAINT total_ok CHECK (total >= 0 AND note IN ('a,b)', 'c')) NOT VALID, -- yes\n  ADD COLUMN a int;",
    created: [
      {
        name: "1700000000003_validate-total-ok",
        up: "ALTER TABLE orders VALIDATE CONSTRAINT total_ok;",
        down: "ALTER TABLE orders\n    DROP CONSTRAINT IF EXISTS total_ok,\n    ADD CONSTRAINT total_ok CHECK (total >= 0 AND note IN ('a,b)', 'c')) NOT VALID;",
      },
    ],
  },
  {
    title: "foreign key without a name: the server's, as it is needed to validate",
    rule: "add-foreign-key-validates",
    up: "ALTER TABLE ONLY public.orders ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE",
    down: "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
    becomes:
      "ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID",
    created: [
      {
        name: "1700000000003_validate-orders-user-id-fkey",
        up: "ALTER TABLE ONLY public.orders VALIDATE CONSTRAINT orders_user_id_fkey;",
        down: "ALTER TABLE ONLY public.orders\n    DROP CONSTRAINT IF EXISTS orders_user_id_fkey,\n    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;",
      },
    ],
  },
  {
    title: "VALIDATE in the same transaction: moved",
    rule: "validate-in-same-transaction",
    up: "ALTER TABLE orders ADD CONSTRAINT total_ok CHECK (total >= 0) NOT VALID;\n-- the old ones\nALTER TABLE orders VALIDATE CONSTRAINT total_ok;",
    down: "ALTER TABLE orders DROP CONSTRAINT total_ok;",
    becomes: "ALTER TABLE orders ADD CONSTRAINT total_ok CHECK (total >= 0) NOT VALID;",
    created: [
      {
        name: "1700000000003_validate-total-ok",
        up: "ALTER TABLE orders VALIDATE CONSTRAINT total_ok;",
        down: "ALTER TABLE orders\n    DROP CONSTRAINT IF EXISTS total_ok,\n    ADD CONSTRAINT total_ok CHECK (total >= 0) NOT VALID;",
      },
    ],
  },
  {
    title: "constraint without a name: the server's",
    rule: "unnamed-constraint",
    up: "ALTER TABLE orders ADD CHECK (total > 0 AND user_id > 0) NOT VALID, ADD UNIQUE (note);",
    becomes:
      "ALTER TABLE orders ADD CONSTRAINT orders_check CHECK (total > 0 AND user_id > 0) NOT VALID, ADD CONSTRAINT orders_note_key UNIQUE (note);",
  },
  {
    title: "CHECK behind a column: one of the table",
    rule: "add-column-with-check",
    up: "ALTER TABLE orders ADD COLUMN weight int DEFAULT 1 CHECK (weight > 0) NOT NULL, ADD COLUMN a int;",
    down: "ALTER TABLE orders DROP COLUMN a, DROP COLUMN weight;",
    becomes:
      "ALTER TABLE orders ADD COLUMN weight int DEFAULT 1 NOT NULL,\n    ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT VALID, ADD COLUMN a int;",
    created: [
      {
        name: "1700000000003_validate-orders-weight-check",
        up: "ALTER TABLE orders VALIDATE CONSTRAINT orders_weight_check;",
        down: "ALTER TABLE orders\n    DROP CONSTRAINT IF EXISTS orders_weight_check,\n    ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT VALID;",
      },
    ],
  },
  {
    title: "SET NOT NULL: by way of a CHECK",
    rule: "set-not-null-scans",
    up: "ALTER TABLE orders ALTER user_id SET NOT NULL, ALTER COLUMN note SET DEFAULT 'a, b';",
    down: "ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;\nALTER TABLE orders ALTER COLUMN user_id DROP NOT NULL;",
    becomes:
      "ALTER TABLE orders ADD CONSTRAINT orders_user_id_is_not_null CHECK (user_id IS NOT NULL) NOT VALID, ALTER COLUMN note SET DEFAULT 'a, b';",
    downBecomes:
      "ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;\nALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_is_not_null;",
    created: [
      {
        name: "1700000000003_set-orders-user-id-not-null",
        up: "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_is_not_null;\nALTER TABLE orders ALTER COLUMN user_id SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_is_not_null;",
        down: "ALTER TABLE orders\n    ALTER COLUMN user_id DROP NOT NULL,\n    ADD CONSTRAINT orders_user_id_is_not_null CHECK (user_id IS NOT NULL) NOT VALID;",
      },
    ],
  },
];

const proofCases: FixCase[] = [
  {
    title: "proof dropped with SET NOT NULL: dropped after it",
    rule: "set-not-null-proof-lost",
    up: "ALTER TABLE orders DROP CONSTRAINT zip_there, -- needless\n  ALTER zip SET NOT NULL; -- end",
    down: "ALTER TABLE orders ALTER zip DROP NOT NULL, ADD CONSTRAINT zip_there CHECK (zip IS NOT NULL);",
    becomes:
      "ALTER TABLE orders ALTER zip SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT zip_there; -- end",
  },
];

const wordCases: FixCase[] = [
  {
    title: "guards: behind the kind of object",
    rule: "missing-idempotence-guard",
    up: `CREATE /* t */ TABLE t (id int);
CREATE UNIQUE INDEX t_idx ON orders (id);
CREATE SEQUENCE s;
CREATE SCHEMA app;
CREATE EXTENSION pgcrypto;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS one;
CREATE VIEW v AS SELECT 'CREATE' AS word;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE orders ADD a int, ADD COLUMN b numeric(10, 2), DROP COLUMN note, ALTER total SET DEFAULT 0;`,
    down: "ALTER TABLE orders DROP b, DROP CONSTRAINT zip_there;\nDROP VIEW v;\nDROP MATERIALIZED VIEW m;\nDROP TRIGGER touch ON orders;",
    becomes: `CREATE /* t */ TABLE IF NOT EXISTS t (id int);
CREATE UNIQUE INDEX IF NOT EXISTS t_idx ON orders (id);
CREATE SEQUENCE IF NOT EXISTS s;
CREATE SCHEMA IF NOT EXISTS app;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 AS one;
CREATE OR REPLACE VIEW v AS SELECT 'CREATE' AS word;
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS b numeric(10, 2), DROP COLUMN IF EXISTS note, ALTER total SET DEFAULT 0;`,
    downBecomes:
      "ALTER TABLE orders DROP COLUMN IF EXISTS b, DROP CONSTRAINT IF EXISTS zip_there;\nDROP VIEW IF EXISTS v;\nDROP MATERIALIZED VIEW IF EXISTS m;\nDROP TRIGGER IF EXISTS touch ON orders;",
  },
  {
    title: "SET: LOCAL",
    rule: "set-without-local",
    up: "SET SESSION work_mem = '64MB';\nset maintenance_work_mem to '64MB';\nALTER TABLE orders ADD COLUMN a int;",
    becomes:
      "SET LOCAL work_mem = '64MB';\nSET LOCAL maintenance_work_mem to '64MB';\nALTER TABLE orders ADD COLUMN a int;",
  },
  {
    title: "lock_timeout: before the first lock, above its comment",
    rule: "missing-lock-timeout",
    up: "SELECT 1;\n\n-- a column\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE users ADD COLUMN a int;",
    becomes:
      "SELECT 1;\n\nSET LOCAL lock_timeout = '2s';\n-- a column\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE users ADD COLUMN a int;",
  },
];

export const fixCases: readonly FixCase[] = [
  ...backfillCases,
  ...indexCases,
  ...constraintCases,
  ...proofCases,
  ...wordCases,
  ...guardFixCases,
];
