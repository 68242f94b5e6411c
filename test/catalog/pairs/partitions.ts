import type { SchemaPair } from "./pair.ts";

const events = "CREATE TABLE ev (d int, u int) PARTITION BY RANGE (d);";
const first = "CREATE TABLE e1 PARTITION OF ev FOR VALUES FROM (1) TO (2);";

/** Partitioned tables, their partitions, and what both have. */
export const partitionPairs: readonly SchemaPair[] = [
  {
    title: "a partitioned table with partitions",
    second: `${events} ${first} CREATE TABLE e0 PARTITION OF ev DEFAULT;`,
  },
  { title: "a partition", base: events, second: first },
  {
    title: "a table that is attached",
    base: `${events} CREATE TABLE e1 (d int, u int);`,
    second: "ALTER TABLE ev ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
  },
  {
    title: "a table that is attached, with an index of the parent's",
    base: `${events} CREATE INDEX ev_u ON ev (u); CREATE TABLE e1 (d int, u int); CREATE INDEX e1_own ON e1 (u);`,
    second: "ALTER TABLE ev ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
  },
  {
    title: "a table that is attached, with a key of the parent's",
    base: "CREATE TABLE ev (d int PRIMARY KEY, u int) PARTITION BY RANGE (d); CREATE TABLE e1 (d int PRIMARY KEY, u int);",
    second: "ALTER TABLE ev ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
  },
  {
    title: "a partition with other bounds",
    base: events,
    first,
    second: "CREATE TABLE e1 PARTITION OF ev FOR VALUES FROM (1) TO (10);",
  },
  {
    title: "a partition that moves to another parent",
    base: `${events} CREATE TABLE old (d int, u int) PARTITION BY RANGE (d); CREATE TABLE e1 (d int, u int);`,
    first: "ALTER TABLE ev ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
    second: "ALTER TABLE old ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
  },
  {
    title: "a column of a partitioned table",
    base: `${events} ${first}`,
    second: "ALTER TABLE ev ADD n int NOT NULL DEFAULT 0;",
  },
  {
    title: "an index of a partitioned table",
    base: `${events} ${first}`,
    second: "CREATE INDEX ev_u ON ev (u);",
  },
  {
    title: "an index of a partitioned table and of its partition",
    base: `${events} ${first}`,
    second:
      "CREATE INDEX ev_u ON ONLY ev (u); CREATE INDEX e1_mine ON e1 (u); ALTER INDEX ev_u ATTACH PARTITION e1_mine;",
  },
  {
    title: "an index that only the parent has",
    base: `${events} ${first}`,
    second: "CREATE INDEX ev_u ON ONLY ev (u);",
  },
  {
    title: "another index of a partitioned table",
    base: `${events} ${first}`,
    first: "CREATE INDEX ev_u ON ev (u);",
    second: "CREATE INDEX ev_u ON ev (u DESC);",
  },
  {
    title: "a key of a partitioned table",
    base: `${events} ${first}`,
    second: "ALTER TABLE ev ADD PRIMARY KEY (d);",
  },
  {
    title: "a unique constraint and a check of a partitioned table",
    base: `${events} ${first}`,
    second:
      "ALTER TABLE ev ADD CONSTRAINT uq UNIQUE (d, u); ALTER TABLE ev ADD CONSTRAINT ck CHECK (u > 0);",
  },
  {
    title: "a foreign key of a partitioned table",
    base: `${events} ${first} CREATE TABLE us (id int PRIMARY KEY);`,
    second: "ALTER TABLE ev ADD CONSTRAINT fk FOREIGN KEY (u) REFERENCES us;",
  },
  {
    title: "a trigger of a partitioned table",
    base: `${events} ${first} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    second: "CREATE TRIGGER g AFTER INSERT ON ev FOR EACH ROW EXECUTE FUNCTION f();",
  },
  {
    title: "partitions of partitions",
    base: events,
    second:
      "CREATE TABLE e1 PARTITION OF ev FOR VALUES FROM (1) TO (2) PARTITION BY LIST (u); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN (1, 2); CREATE TABLE e1b PARTITION OF e1 DEFAULT; CREATE INDEX ev_u ON ev (u);",
  },
  {
    title: "partitions by hash",
    second:
      "CREATE TABLE h (a int, b text) PARTITION BY HASH (a, lower(b)); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);",
  },
  {
    title: "defaults and NOT NULL of a partition's own",
    base: `${events} ${first}`,
    second: "ALTER TABLE e1 ALTER u SET DEFAULT 7; ALTER TABLE e1 ALTER u SET NOT NULL;",
  },
  {
    title: "a partition with a column that its parent does not have yet",
    base: events,
    first: "CREATE TABLE e1 (d int, u int, n int);",
    second:
      "ALTER TABLE ev ADD n int; CREATE TABLE e1 (d int, u int, n int); ALTER TABLE ev ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2);",
  },
];
