import { usual, type TransactionCase } from "./transaction-case.ts";

const column = "ALTER TABLE orders ADD COLUMN region text;";
const other = "ALTER TABLE users ADD COLUMN region text;";
const fill = "UPDATE orders SET total = total + 1;";
const slow = "slow-work-under-lock";
const cut = { segments: "1|2", reason: slow } as const;

export const transactionCases: readonly TransactionCase[] = [
  // What takes long, after a lock on the same table.
  { name: "UPDATE", pending: [column, fill], ...cut },
  { name: "DELETE", pending: [column, "DELETE FROM orders;"], ...cut },
  {
    name: "MERGE",
    pending: [
      column,
      "MERGE INTO orders o USING users u ON o.id = u.id WHEN MATCHED THEN UPDATE SET total = 0;",
    ],
    ...cut,
  },
  {
    name: "INSERT from the table into a new one",
    pending: [column, "CREATE TABLE copies (id bigint); INSERT INTO copies SELECT id FROM orders;"],
    ...cut,
  },
  {
    name: "CREATE TABLE AS",
    pending: [column, "CREATE TABLE copies AS SELECT id FROM orders;"],
    ...cut,
  },
  {
    name: "a materialized view that is filled",
    pending: [column, "REFRESH MATERIALIZED VIEW totals;"],
    ...cut,
  },
  {
    name: "CREATE INDEX",
    pending: [other, "CREATE INDEX i ON orders (total);"],
    ...cut,
  },
  {
    name: "REINDEX",
    pending: [other, "REINDEX TABLE orders;"],
    ...cut,
  },
  {
    name: "CLUSTER",
    pending: [other, "CLUSTER orders USING orders_pkey;"],
    ...cut,
  },
  {
    name: "a type that rewrites the table",
    pending: [other, "ALTER TABLE orders ALTER id TYPE int;"],
    ...cut,
  },
  {
    name: "a default that is another for each row",
    pending: [other, "ALTER TABLE orders ADD at timestamptz DEFAULT clock_timestamp();"],
    ...cut,
  },
  {
    name: "an identity column",
    pending: [other, "ALTER TABLE orders ADD n bigint GENERATED ALWAYS AS IDENTITY;"],
    ...cut,
  },
  {
    name: "a column with a CHECK",
    pending: [other, "ALTER TABLE orders ADD n int CHECK (n > 0);"],
    ...cut,
  },
  {
    name: "SET NOT NULL",
    pending: [other, "ALTER TABLE orders ALTER note SET NOT NULL;"],
    ...cut,
  },
  {
    name: "a CHECK",
    pending: [other, "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0);"],
    ...cut,
  },
  {
    name: "a UNIQUE constraint",
    pending: [other, "ALTER TABLE orders ADD CONSTRAINT k UNIQUE (note);"],
    ...cut,
  },
  {
    name: "a foreign key",
    pending: [
      'ALTER TABLE "order items" ADD COLUMN region text;',
      "ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES users (id);",
    ],
    ...cut,
  },
  {
    name: "SET UNLOGGED",
    pending: [other, "ALTER TABLE orders SET UNLOGGED;"],
    ...cut,
  },
  {
    name: "an UPDATE in a DO block",
    pending: [column, `DO $$ BEGIN ${fill} END $$;`],
    ...cut,
  },
  // NOT VALID and VALIDATE.
  {
    name: "VALIDATE of what is added NOT VALID",
    pending: [
      "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;",
      "ALTER TABLE orders VALIDATE CONSTRAINT k;",
    ],
    segments: "1|2",
    reason: "validates",
  },
  {
    name: "the schema is written once",
    pending: [
      "ALTER TABLE public.orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;",
      "ALTER TABLE orders VALIDATE CONSTRAINT k;",
    ],
    segments: "1|2",
    reason: "validates",
  },
  {
    name: "the search path says the schema",
    pending: [
      "ALTER TABLE app.orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;",
      "SET LOCAL search_path = app; ALTER TABLE orders VALIDATE CONSTRAINT k;",
    ],
    segments: "1|2",
    reason: "validates",
  },
  {
    name: "a name with a blank",
    pending: [
      `ALTER TABLE "order items" ADD CONSTRAINT "is ok" CHECK (total > 0) NOT VALID;`,
      `ALTER TABLE "order items" VALIDATE CONSTRAINT "is ok";`,
    ],
    segments: "1|2",
    reason: "validates",
  },
  {
    name: "a table with a blank that is new",
    pending: [
      `CREATE TABLE "new items" (id int);`,
      `ALTER TABLE "new items" ADD CONSTRAINT items CHECK (id > 0) NOT VALID;`,
      `ALTER TABLE "new items" VALIDATE CONSTRAINT items;`,
    ],
    segments: "1 2 3",
    reportedInAll: true,
  },
  {
    name: "the constraint was there before",
    before: `${usual} ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;`,
    pending: [other, "ALTER TABLE orders VALIDATE CONSTRAINT k;"],
    ...cut,
  },
  {
    name: "VALIDATE alone",
    before: `${usual} ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;`,
    pending: ["ALTER TABLE orders VALIDATE CONSTRAINT k;", column],
    segments: "1 2",
  },
  // Locks of other kinds.
  {
    name: "the lock of a foreign key of a new table",
    pending: ["CREATE TABLE parts (id bigint REFERENCES users (id));", fill],
    ...cut,
  },
  {
    name: "LOCK TABLE",
    pending: ["LOCK TABLE users;", fill],
    ...cut,
  },
  {
    name: "DROP INDEX",
    pending: ["DROP INDEX orders_note;", fill],
    ...cut,
  },
  {
    name: "CREATE TRIGGER",
    before: `${usual} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';`,
    pending: ["CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();", fill],
    ...cut,
  },
  {
    name: "TRUNCATE",
    pending: ["TRUNCATE users;", fill],
    ...cut,
  },
  {
    name: "a rename, and the work is on the new name",
    pending: ["ALTER TABLE orders RENAME TO purchases;", "UPDATE purchases SET total = 0;"],
    ...cut,
  },
  {
    name: "SHARE of an index build stops writers too",
    pending: ["CREATE INDEX i ON users (email);", fill],
    ...cut,
    reportedInAll: false,
  },
  {
    name: "the lock is of the migration before the last",
    pending: [column, "CREATE TABLE parts (id int);", fill],
    segments: "1 2|3",
    reason: slow,
  },
  {
    name: "what follows the slow work joins it",
    pending: [column, fill, other],
    segments: "1|2 3",
    reason: slow,
  },
  // What is no reason.
  { name: "two short changes", pending: [column, other], segments: "1 2" },
  { name: "slow work first", pending: [fill, "CREATE TABLE parts (id int);"], segments: "1 2" },
  {
    name: "rows by a key",
    pending: [column, "UPDATE orders SET total = 1 WHERE id = 7;"],
    segments: "1 2",
  },
  {
    name: "rows by a LIMIT",
    pending: [
      column,
      "DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE total = 0 LIMIT 100);",
    ],
    segments: "1 2",
  },
  {
    name: "rows that are written out",
    pending: [column, "INSERT INTO orders (id) VALUES (1), (2);"],
    segments: "1 2",
  },
  {
    name: "a weak lock",
    pending: ["ALTER TABLE users SET (fillfactor = 90);", fill],
    segments: "1 2",
  },
  {
    name: "a comment",
    pending: ["COMMENT ON TABLE users IS 'people';", fill],
    segments: "1 2",
  },
  {
    name: "a column with a constant default",
    pending: [other, "ALTER TABLE orders ADD n int NOT NULL DEFAULT 1;"],
    segments: "1 2",
  },
  {
    name: "a longer varchar in the plan's own column",
    pending: [
      "ALTER TABLE orders ADD short varchar(5);",
      "ALTER TABLE orders ALTER short TYPE varchar(10);",
    ],
    segments: "1 2",
  },
  {
    name: "a new table is nobody's",
    pending: [
      "CREATE TABLE parts (id int, n int);",
      "ALTER TABLE parts ADD note text;",
      "UPDATE parts SET n = 1;",
      "CREATE INDEX i ON parts (n);",
    ],
    segments: "1 2 3 4",
    reportedInAll: true,
  },
  {
    name: "a temporary table",
    pending: [column, "CREATE TEMP TABLE t (n int); UPDATE t SET n = 1;"],
    segments: "1 2",
  },
  {
    name: "a CHECK that is NOT VALID",
    pending: [other, "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;"],
    segments: "1 2",
  },
  {
    name: "a materialized view without its rows",
    pending: [column, "REFRESH MATERIALIZED VIEW totals WITH NO DATA;"],
    segments: "1 2",
  },
  {
    name: "the table has the name of a new one, in another schema",
    pending: ["CREATE TABLE app.parts (id int);", column, "UPDATE app.orders SET total = 0;"],
    segments: "1 2|3",
    reason: slow,
  },
];
