import { base, type Change } from "./change.ts";

export const noChange: Change[] = [
  [
    "a gap in the numbers of columns",
    "ALTER TABLE app.users ADD gone int; ALTER TABLE app.users DROP gone",
  ],
  [
    "rows",
    "INSERT INTO app.users (id, age) SELECT n, n FROM generate_series(1, 1000) n; DELETE FROM app.users WHERE id > 3",
  ],
  ["a sequence that went on", "SELECT nextval('app.numbers'), nextval('app.numbers')"],
  ["statistics", "INSERT INTO app.users (id) VALUES (1); ANALYZE app.users"],
  ["indexes built again", "REINDEX TABLE app.users"],
  [
    "a table written anew",
    "ALTER TABLE app.users ALTER tags TYPE varchar[]; ALTER TABLE app.users ALTER tags TYPE text[]",
  ],
  [
    "a table made again as it was",
    "DROP TABLE app.orders; CREATE TABLE app.orders (id int PRIMARY KEY, user_id int CONSTRAINT orders_user REFERENCES app.users, total numeric(10, 2) CONSTRAINT positive CHECK (total > 0))",
  ],
  ["a schema made again as it was", `DROP SCHEMA app CASCADE; ${base}`],
  [
    "a temporary table with a comment",
    "CREATE TEMP TABLE scratch (a serial PRIMARY KEY); COMMENT ON TABLE scratch IS 'x'; GRANT SELECT ON scratch TO PUBLIC",
  ],
  ...["pg_attribute SET attoptions", "pg_attribute SET attfdwoptions"].map((column) => [
    `what PostgreSQL keeps for itself: ${column}`,
    `UPDATE ${column} = '{pg_attver=1038005608}' WHERE attrelid = 'app.users'::regclass`,
  ]),
  [
    "what PostgreSQL keeps for itself in a table and its TOAST table",
    `UPDATE pg_class SET reloptions = '{pg_relver=1}'
      WHERE oid IN (SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class WHERE oid = 'app.users'::regclass)`,
  ],
  ["the prepared statements discarded", "DEALLOCATE ALL"],
].map(([title, change]) => ({ title: title!, change: change!, undo: "SELECT 1", differs: [] }));
