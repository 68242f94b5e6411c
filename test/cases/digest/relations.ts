import type { Change } from "./change.ts";

export const indexes: Change[] = [
  {
    title: "an index made again without its WHERE",
    change: "DROP INDEX app.idx_email; CREATE INDEX idx_email ON app.users (email)",
    undo: "DROP INDEX app.idx_email; CREATE INDEX idx_email ON app.users (email) WHERE email <> ''",
    differs: ["index app.idx_email"],
  },
  {
    title: "an index that is gone",
    change: "DROP INDEX app.idx_email",
    undo: "CREATE INDEX idx_email ON app.users (email) WHERE email <> ''",
    differs: ["index app.idx_email"],
  },
  {
    title: "an index with an option",
    change: "ALTER INDEX app.idx_email SET (fillfactor = 50)",
    undo: "ALTER INDEX app.idx_email RESET (fillfactor)",
    differs: ["index app.idx_email"],
  },
  {
    title: "the index that a table is clustered on",
    change: "ALTER TABLE app.users CLUSTER ON users_pkey",
    undo: "ALTER TABLE app.users SET WITHOUT CLUSTER",
    differs: ["index app.users_pkey"],
  },
  {
    title: "statistics target of an index on an expression",
    setup: "CREATE INDEX lowered ON app.users (lower(email))",
    change: "ALTER INDEX app.lowered ALTER COLUMN 1 SET STATISTICS 900",
    undo: "ALTER INDEX app.lowered ALTER COLUMN 1 SET STATISTICS -1",
    differs: ["index app.lowered"],
  },
  {
    title: "an index that is not valid",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (2); CREATE INDEX on_parts ON app.parts (k)`,
    change:
      "DROP INDEX app.on_parts; CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX part_k_idx ON app.part (k)",
    undo: "ALTER INDEX app.on_parts ATTACH PARTITION app.part_k_idx",
    differs: ["index app.on_parts", "index app.part_k_idx"],
  },
  {
    title: "an index attached to a partitioned one",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (2);
      CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX on_part ON app.part (k)`,
    change: "ALTER INDEX app.on_parts ATTACH PARTITION app.on_part",
    undo: "DROP INDEX app.on_parts; CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX on_part ON app.part (k)",
    differs: ["index app.on_part", "index app.on_parts"],
  },
];

export const sequences: Change[] = [
  ...["INCREMENT 2:1", "CACHE 5:1", "MAXVALUE 99:9223372036854775807", "START 7:1"].map(
    (option) => {
      const [change, back] = option.split(":");
      return {
        title: `a sequence with ${change}`,
        change: `ALTER SEQUENCE app.numbers ${change}`,
        undo: `ALTER SEQUENCE app.numbers ${change!.split(" ")[0]} ${back}`,
        differs: ["sequence app.numbers"],
      };
    },
  ),
  {
    title: "a sequence that begins again",
    change: "ALTER SEQUENCE app.numbers CYCLE",
    undo: "ALTER SEQUENCE app.numbers NO CYCLE",
    differs: ["sequence app.numbers"],
  },
  {
    title: "a sequence of another type",
    change: "ALTER SEQUENCE app.numbers AS int",
    undo: "ALTER SEQUENCE app.numbers AS bigint",
    differs: ["sequence app.numbers"],
  },
  {
    title: "a sequence that lost its owner",
    setup: "CREATE TABLE app.t (a serial)",
    change: "ALTER SEQUENCE app.t_a_seq OWNED BY NONE",
    undo: "ALTER SEQUENCE app.t_a_seq OWNED BY app.t.a",
    differs: ["sequence app.t_a_seq"],
  },
];

export const views: Change[] = [
  {
    title: "another query of a view",
    change: "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 21",
    undo: "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18",
    differs: ["view app.adults"],
  },
  {
    title: "a view made again with another option",
    change:
      "DROP VIEW app.adults; CREATE VIEW app.adults WITH (security_barrier) AS SELECT id, email FROM app.users WHERE age >= 18",
    undo: "ALTER VIEW app.adults RESET (security_barrier)",
    differs: ["view app.adults"],
  },
  {
    title: "a view with the rights of its caller",
    since: 15,
    change: "ALTER VIEW app.adults SET (security_invoker = true)",
    undo: "ALTER VIEW app.adults RESET (security_invoker)",
    differs: ["view app.adults"],
  },
  {
    title: "the default of a view's column",
    change: "ALTER VIEW app.adults ALTER email SET DEFAULT 'a@b'",
    undo: "ALTER VIEW app.adults ALTER email DROP DEFAULT",
    differs: ["column app.adults.email"],
  },
  {
    title: "a materialized view without its rows",
    change: "REFRESH MATERIALIZED VIEW app.ages WITH NO DATA",
    undo: "REFRESH MATERIALIZED VIEW app.ages",
    differs: ["materialized view app.ages"],
  },
  {
    title: "a rule",
    setup: "CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    change:
      "DROP RULE quiet ON app.orders; CREATE RULE quiet AS ON INSERT TO app.orders DO INSTEAD NOTHING",
    undo: "DROP RULE quiet ON app.orders; CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    differs: ["rule quiet on app.orders"],
  },
  {
    title: "a rule that is disabled",
    setup: "CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    change: "ALTER TABLE app.orders DISABLE RULE quiet",
    undo: "ALTER TABLE app.orders ENABLE RULE quiet",
    differs: ["rule quiet on app.orders"],
  },
];
