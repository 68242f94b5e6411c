import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { statisticsText } from "../../src/impact/index.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "./migrations.ts";
import { openRepository, repositoryIn } from "./repository.ts";
import { statisticsOf, tableOf } from "./statistics.ts";

const table = (name: string, columns: string) =>
  [
    name,
    `CREATE TABLE IF NOT EXISTS ${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${columns});`,
    `DROP TABLE IF EXISTS ${name};`,
  ] as const;

const column = (of: string, name: string, type: string) =>
  [
    `${of}-${name}`,
    `ALTER TABLE ${of} ADD COLUMN IF NOT EXISTS ${name} ${type};`,
    `ALTER TABLE ${of} DROP COLUMN IF EXISTS ${name};`,
  ] as const;

const index = (on: string, column: string) =>
  [
    `${on}-by-${column}`,
    `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${on}_${column} ON ${on} (${column});`,
    `DROP INDEX CONCURRENTLY IF EXISTS ${on}_${column};`,
  ] as const;

/** What a shop has come to in thirty migrations: name, up and down. */
const story: readonly (readonly [name: string, up: string, down: string])[] = [
  table("customers", "email text NOT NULL, name text"),
  table("products", "name text NOT NULL, price numeric(10, 2) NOT NULL"),
  table("orders", "customer_id bigint NOT NULL REFERENCES customers (id), total numeric(10, 2)"),
  index("orders", "customer_id"),
  table(
    "order_items",
    "order_id bigint NOT NULL REFERENCES orders (id), product_id bigint NOT NULL REFERENCES products (id)",
  ),
  index("order_items", "order_id"),
  index("order_items", "product_id"),
  column("customers", "created_at", "timestamptz NOT NULL DEFAULT now()"),
  column("orders", "created_at", "timestamptz NOT NULL DEFAULT now()"),
  column("orders", "updated_at", "timestamptz"),
  [
    "order-status",
    "DO $$ BEGIN CREATE TYPE order_status AS ENUM ('new', 'paid'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
    "DROP TYPE IF EXISTS order_status;",
  ],
  column("orders", "status", "order_status NOT NULL DEFAULT 'new'"),
  [
    "touch",
    "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;",
    "DROP FUNCTION IF EXISTS touch();",
  ],
  [
    "touch-orders",
    "CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();",
    "DROP TRIGGER IF EXISTS touched ON orders;",
  ],
  [
    "customer-totals",
    "CREATE OR REPLACE VIEW customer_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;",
    "DROP VIEW IF EXISTS customer_totals;",
  ],
  [
    "events",
    "CREATE TABLE IF NOT EXISTS events (id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);",
    "DROP TABLE IF EXISTS events;",
  ],
  [
    "events-2025",
    "CREATE TABLE IF NOT EXISTS events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
    "DROP TABLE IF EXISTS events_2025;",
  ],
  table("payments", "order_id bigint NOT NULL REFERENCES orders (id), amount numeric(10, 2)"),
  index("payments", "order_id"),
  [
    "amount-not-negative",
    "ALTER TABLE payments DROP CONSTRAINT IF EXISTS amount_not_negative; ALTER TABLE payments ADD CONSTRAINT amount_not_negative CHECK (amount >= 0) NOT VALID;",
    "ALTER TABLE payments DROP CONSTRAINT IF EXISTS amount_not_negative;",
  ],
  [
    "amount-is-not-negative",
    "ALTER TABLE payments VALIDATE CONSTRAINT amount_not_negative;",
    "ALTER TABLE payments DROP CONSTRAINT IF EXISTS amount_not_negative, ADD CONSTRAINT amount_not_negative CHECK (amount >= 0) NOT VALID;",
  ],
  table("notes", "body text NOT NULL"),
  column("products", "description", "text"),
  column("products", "is_active", "boolean NOT NULL DEFAULT true"),
  table("addresses", "customer_id bigint NOT NULL REFERENCES customers (id), city text"),
  index("addresses", "customer_id"),
  ["reporting", "CREATE SCHEMA IF NOT EXISTS reporting;", "DROP SCHEMA IF EXISTS reporting;"],
  column("customers", "phone", "text"),
  index("customers", "email"),
  [
    "about-orders",
    "COMMENT ON TABLE orders IS 'What customers buy.';",
    "COMMENT ON TABLE orders IS NULL;",
  ],
];

const first = 1_700_000_000_001;

/** A name as the files of the shop have it; those of the base have the places 0 to 29. */
export function shopFile(place: number, name: string, end = "sql"): string {
  return `migrations/${first + place}_${name}.${end}`;
}

/** The file of one of the thirty. */
export function shopMigration(name: string): string {
  return shopFile(
    story.findIndex(([one]) => one === name),
    name,
  );
}

const large = { totalBytes: 5e11, heapBytes: 4e11, tableBytes: 4e11, rows: 4e9 };
const tables = [
  ...["customers", "products", "orders", "order_items", "payments", "notes", "addresses"],
  ...["events", "events_2025"],
];
const sizes = statisticsText(
  statisticsOf(...tables.map((name) => tableOf(`public.${name}`, large))),
);

/** A git repository with a commit for each of the thirty, and production's sizes, on branch `main`; gone after the suite. */
export function shopRepository(): string {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-shop-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  addFiles(directory, { "pgmaestro.stats.json": sizes });
  const { commit } = repositoryIn(directory);
  for (const [place, [name, up, down]] of story.entries()) {
    addFiles(directory, { [shopFile(place, name)]: upDown(up, down) });
    commit();
  }
  return directory;
}

/** What a pull request does to the base; null takes a file away. */
export type PullRequest = Readonly<Record<string, string | null>>;

/** A copy of that repository with a pull request, committed, on a branch. */
export function shopWith(base: string, change: PullRequest) {
  const directory = directoryOf({});
  cpSync(base, directory, { recursive: true });
  const repository = openRepository(directory);
  repository.git("switch", "-q", "-c", "feature");
  changeFiles(directory, change);
  repository.commit();
  return { ...repository, statistics: join(directory, "pgmaestro.stats.json") };
}

function changeFiles(directory: string, change: PullRequest): void {
  const gone = Object.keys(change).filter((file) => change[file] === null);
  const kept = Object.entries(change).filter((one): one is [string, string] => one[1] !== null);
  removeFiles(directory, ...gone);
  addFiles(directory, Object.fromEntries(kept));
}
