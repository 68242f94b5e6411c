import { describe, expect, test, vi } from "vitest";
import { checkText } from "../../src/report/check-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { upDown } from "../support/migrations.ts";
import { checkOf } from "../support/pull-request.ts";
import { sixthOf } from "../support/share.ts";
import {
  type PullRequest,
  shopFile,
  shopMigration,
  shopRepository,
  shopWith,
} from "../support/shop-repository.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const [one, two, three, four] = ["one", "two", "three", "four"].map((name, place) =>
  shopFile(30 + place, name),
);
const migration = (up: string, down: string): PullRequest => ({ [one!]: upDown(up, down) });

const notValid = (table: string, name: string, constraint: string) =>
  upDown(
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = '${table}'::regclass AND conname = '${name}') THEN
         ALTER TABLE ${table} ADD CONSTRAINT ${name} ${constraint} NOT VALID;
       END IF;
     END $$;`,
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name};`,
  );
const validated = (table: string, name: string, constraint: string) =>
  upDown(
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`,
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}, ADD CONSTRAINT ${name} ${constraint} NOT VALID;`,
  );

const cases: Readonly<Record<string, PullRequest>> = {
  "adds a table": migration(
    "CREATE TABLE IF NOT EXISTS coupons (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE);",
    "DROP TABLE IF EXISTS coupons;",
  ),
  "adds a table that refers to another one": migration(
    `CREATE TABLE IF NOT EXISTS reviews (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       product_id bigint NOT NULL REFERENCES products (id),
       body text NOT NULL
     );
     CREATE INDEX IF NOT EXISTS reviews_product_id ON reviews (product_id);`,
    "DROP TABLE IF EXISTS reviews;",
  ),
  "adds a column": migration(
    "ALTER TABLE customers ADD COLUMN IF NOT EXISTS nickname text;",
    "ALTER TABLE customers DROP COLUMN IF EXISTS nickname;",
  ),
  "adds a column with a constant default": migration(
    "ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int NOT NULL DEFAULT 0;",
    "ALTER TABLE orders DROP COLUMN IF EXISTS priority;",
  ),
  "sets a default": migration(
    "ALTER TABLE products ALTER COLUMN description SET DEFAULT '';",
    "ALTER TABLE products ALTER COLUMN description DROP DEFAULT;",
  ),
  "builds an index in its own file": migration(
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_created_at ON orders (created_at);",
    "DROP INDEX CONCURRENTLY IF EXISTS orders_created_at;",
  ),
  "drops an index": migration(
    "DROP INDEX CONCURRENTLY IF EXISTS customers_email;",
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS customers_email ON customers (email);",
  ),
  "adds a check, and validates it in the next file": {
    [one!]: notValid("products", "price_not_negative", "CHECK (price >= 0)"),
    [two!]: validated("products", "price_not_negative", "CHECK (price >= 0)"),
  },
  "adds a foreign key, and validates it in the next file": {
    [one!]: upDown(
      "ALTER TABLE notes ADD COLUMN IF NOT EXISTS order_id bigint;",
      "ALTER TABLE notes DROP COLUMN IF EXISTS order_id;",
    ),
    [two!]: upDown(
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_order_id ON notes (order_id);",
      "DROP INDEX CONCURRENTLY IF EXISTS notes_order_id;",
    ),
    [three!]: notValid("notes", "of_order", "FOREIGN KEY (order_id) REFERENCES orders (id)"),
    [four!]: validated("notes", "of_order", "FOREIGN KEY (order_id) REFERENCES orders (id)"),
  },
  "makes a column NOT NULL by a check": {
    [one!]: notValid("orders", "total_there", "CHECK (total IS NOT NULL)"),
    [two!]: validated("orders", "total_there", "CHECK (total IS NOT NULL)"),
    [three!]: upDown(
      "ALTER TABLE orders ALTER COLUMN total SET NOT NULL;",
      "ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;",
    ),
  },
  "makes a unique constraint of an index": {
    [one!]: upDown(
      "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS products_name_key ON products (name);",
      "DROP INDEX CONCURRENTLY IF EXISTS products_name_key;",
    ),
    [two!]: upDown(
      `DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'products_name_key') THEN
           ALTER TABLE products ADD CONSTRAINT products_name_key UNIQUE USING INDEX products_name_key;
         END IF;
       END $$;`,
      `ALTER TABLE products DROP CONSTRAINT IF EXISTS products_name_key;
       CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS products_name_key ON products (name);`,
    ),
  },
  "adds a value to an enum": {
    [one!]: `-- pgmaestro: irreversible PostgreSQL cannot take a value out of an enum
-- Up Migration
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded' AFTER 'paid';
`,
  },
  "changes a view": migration(
    "CREATE OR REPLACE VIEW customer_totals AS SELECT customer_id, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer_id;",
    `DROP VIEW IF EXISTS customer_totals;
     CREATE VIEW customer_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;`,
  ),
  "makes a materialized view in another schema": migration(
    `CREATE MATERIALIZED VIEW IF NOT EXISTS reporting.sales AS
       SELECT product_id, count(*) AS sold FROM order_items GROUP BY product_id WITH NO DATA;`,
    "DROP MATERIALIZED VIEW IF EXISTS reporting.sales;",
  ),
  "changes a function": migration(
    "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$;",
    "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;",
  ),
  "adds a trigger": {
    [one!]: upDown(
      "ALTER TABLE customers ADD COLUMN IF NOT EXISTS updated_at timestamptz;",
      "ALTER TABLE customers DROP COLUMN IF EXISTS updated_at;",
    ),
    [two!]: upDown(
      "CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();",
      "DROP TRIGGER IF EXISTS touched ON customers;",
    ),
  },
  "adds a partition": migration(
    `DO $$ BEGIN
       IF to_regclass('events_2026') IS NULL THEN
         CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
         ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       END IF;
     END $$;`,
    "DROP TABLE IF EXISTS events_2026;",
  ),
  "renames a table and leaves a view": migration(
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('remarks') AND relkind = 'r') THEN
         ALTER TABLE notes RENAME TO remarks;
         CREATE VIEW notes AS SELECT id, body FROM remarks;
       END IF;
     END $$;`,
    `DROP VIEW notes;
     ALTER TABLE remarks RENAME TO notes;`,
  ),
  "fills a column in batches": {
    [one!]: `-- pgmaestro: irreversible what was there before is not kept
-- Up Migration
-- pgmaestro: backfill customers
UPDATE customers SET name = '' WHERE name IS NULL;
`,
  },
  "drops a column once the old application is gone": {
    [one!]: `-- pgmaestro: phase after
-- Up Migration
-- pgmaestro-ignore drop-column: no release has read it since 41
ALTER TABLE customers DROP COLUMN IF EXISTS phone;
-- Down Migration
ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;
`,
  },
  "comments a table": migration(
    "COMMENT ON TABLE customers IS 'Who buys.';",
    "COMMENT ON TABLE customers IS NULL;",
  ),
  "grants a right": migration(
    "GRANT SELECT ON customer_totals TO pg_monitor;",
    "REVOKE SELECT ON customer_totals FROM pg_monitor;",
  ),
  "makes an extension": migration(
    "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;",
    "DROP EXTENSION IF EXISTS pgcrypto;",
  ),
  "puts rows into a small table": migration(
    "INSERT INTO products (name, price) SELECT 'gift card', 10 WHERE NOT EXISTS (SELECT FROM products WHERE name = 'gift card');",
    "DELETE FROM products WHERE name = 'gift card';",
  ),
  "has a policy on a table of its own": migration(
    `CREATE TABLE IF NOT EXISTS secrets (id bigint PRIMARY KEY, owner text NOT NULL);
     ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
     DROP POLICY IF EXISTS own ON secrets;
     CREATE POLICY own ON secrets USING (owner = current_user);`,
    "DROP TABLE IF EXISTS secrets;",
  ),
  "tunes autovacuum": migration(
    "ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02);",
    "ALTER TABLE orders RESET (autovacuum_vacuum_scale_factor);",
  ),
  "makes statistics": migration(
    "CREATE STATISTICS IF NOT EXISTS orders_of ON customer_id, status FROM orders;",
    "DROP STATISTICS IF EXISTS orders_of;",
  ),
  "widens a number": {
    [one!]: `-- pgmaestro: irreversible larger numbers may have come
-- Up Migration
ALTER TABLE products ALTER COLUMN price TYPE numeric(12, 2);
`,
  },
  "is JavaScript": {
    [shopFile(30, "tags", "js")]: `exports.up = (pgm) => {
  pgm.createTable("tags", { id: { type: "bigint", primaryKey: true }, name: { type: "text", notNull: true } }, { ifNotExists: true });
};
exports.down = (pgm) => {
  pgm.dropTable("tags", { ifExists: true });
};
`,
  },
  "is TypeScript": {
    [shopFile(30, "tags", "ts")]: `import type { MigrationBuilder } from "node-pg-migrate";
export const up = (pgm: MigrationBuilder): void => {
  pgm.addColumn("products", { weight: { type: "int" } }, { ifNotExists: true });
};
export const down = (pgm: MigrationBuilder): void => {
  pgm.dropColumn("products", "weight", { ifExists: true });
};
`,
  },
  "changes a comment of an old migration": {
    [shopMigration("notes")]: `-- What people write.\n${upDown(
      "CREATE TABLE IF NOT EXISTS notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL);",
      "DROP TABLE IF EXISTS notes;",
    )}`,
  },
  "changes another file": { "README.md": "Read me.\n" },
};

const base = shopRepository();

describe("a good pull request passes without a word", () => {
  test.each(sixthOf(Object.entries(cases)))("which %s", async (_what, change) => {
    const { migrations, statistics } = shopWith(base, change);
    const result = await checkOf(migrations, { statistics });
    const said = checkText(result, createStyle(false)).split("\n");
    expect(said.filter((line) => !/^\d+ migrations? added|^[✓–] |^Passed\.$/.test(line))).toEqual(
      [],
    );
    expect(result.passed).toBe(true);
  });
});
