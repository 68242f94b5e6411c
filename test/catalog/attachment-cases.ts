import type { StatementCase } from "./statement-cases.ts";

const events = "CREATE TABLE app.ev (d int, u int) PARTITION BY RANGE (d);";

/** Tables that move between parents. */
export const attachmentCases: readonly StatementCase[] = [
  {
    title: "a partition that was attached",
    before: `${events} CREATE INDEX ev_u ON app.ev (u); CREATE TABLE app.e1 (d int, u int); CREATE INDEX e1_own ON app.e1 (u);`,
    change: "ALTER TABLE app.ev ATTACH PARTITION app.e1 FOR VALUES FROM (1) TO (2)",
    back: "ALTER TABLE app.ev DETACH PARTITION app.e1;\n",
  },
  {
    title: "a partition that was detached, and changed",
    before: `${events} CREATE TABLE app.e1 PARTITION OF app.ev FOR VALUES FROM (1) TO (2);`,
    change:
      "ALTER TABLE app.ev DETACH PARTITION app.e1; ALTER TABLE app.e1 ADD n int; ALTER TABLE app.e1 ALTER u SET NOT NULL",
    back: `ALTER TABLE app.e1
  DROP COLUMN IF EXISTS n,
  ALTER COLUMN u DROP NOT NULL;

ALTER TABLE app.ev ATTACH PARTITION app.e1 FOR VALUES FROM (1) TO (2);
`,
  },
  {
    title: "a partition that moved, with other bounds",
    before: `${events} CREATE TABLE app.old (d int, u int) PARTITION BY RANGE (d); CREATE TABLE app.e1 PARTITION OF app.ev FOR VALUES FROM (1) TO (2);`,
    change:
      "ALTER TABLE app.ev DETACH PARTITION app.e1; ALTER TABLE app.old ATTACH PARTITION app.e1 FOR VALUES FROM (0) TO (9)",
    back: `ALTER TABLE app.old DETACH PARTITION app.e1;
ALTER TABLE app.ev ATTACH PARTITION app.e1 FOR VALUES FROM (1) TO (2);
`,
  },
  {
    title: "partitions that are gone, some of which have no default of their parent's",
    before: `CREATE TABLE app.ev (d int, u int DEFAULT 5, PRIMARY KEY (d)) PARTITION BY RANGE (d); CREATE TABLE app.e1 (LIKE app.ev INCLUDING INDEXES);
      ALTER TABLE app.ev ATTACH PARTITION app.e1 FOR VALUES FROM (1) TO (2); CREATE TABLE app.e2 PARTITION OF app.ev FOR VALUES FROM (2) TO (9) PARTITION BY RANGE (d);
      ALTER TABLE app.e2 ALTER u DROP DEFAULT; CREATE TABLE app.e3 PARTITION OF app.e2 FOR VALUES FROM (2) TO (3);`,
    change: "DROP TABLE app.ev",
    back: `CREATE TABLE IF NOT EXISTS app.ev (
  d integer PRIMARY KEY,
  u integer DEFAULT 5
) PARTITION BY RANGE (d);

CREATE TABLE IF NOT EXISTS app.e1
  PARTITION OF app.ev
  FOR VALUES FROM (1) TO (2);

CREATE TABLE IF NOT EXISTS app.e2
  PARTITION OF app.ev
  FOR VALUES FROM (2) TO (9)
  PARTITION BY RANGE (d);

CREATE TABLE IF NOT EXISTS app.e3
  PARTITION OF app.e2
  FOR VALUES FROM (2) TO (3);

ALTER TABLE app.ev ALTER COLUMN u SET DEFAULT 5;
ALTER TABLE ONLY app.e1 ALTER COLUMN u DROP DEFAULT;
ALTER TABLE ONLY app.e2 ALTER COLUMN u DROP DEFAULT;
ALTER TABLE ONLY app.e3 ALTER COLUMN u DROP DEFAULT;
`,
  },
  {
    title: "a partition that lost its parent's default",
    before:
      "CREATE TABLE app.ev (d int, u int DEFAULT 5) PARTITION BY RANGE (d); CREATE TABLE app.e1 PARTITION OF app.ev FOR VALUES FROM (1) TO (2);",
    change: "ALTER TABLE app.e1 ALTER u DROP DEFAULT",
    back: "ALTER TABLE ONLY app.e1 ALTER COLUMN u SET DEFAULT 5;\n",
  },
  {
    title: "a table that became a child of another",
    before:
      "CREATE TABLE app.p (a int NOT NULL, CONSTRAINT ck CHECK (a > 0)); CREATE TABLE app.c (a int NOT NULL, CONSTRAINT ck CHECK (a > 0), b int);",
    change: "ALTER TABLE app.c INHERIT app.p",
    back: "ALTER TABLE app.c NO INHERIT app.p;\n",
  },
];
