/** One change of a schema, and the names under which a digest must show it. */
export interface Change {
  readonly title: string;
  /** Before the first look, after `base`. */
  readonly setup?: string;
  readonly change: string;
  /** Makes the schema what it was. */
  readonly undo: string;
  /** Every name that differs between before and after; none where the change is no change of the schema. */
  readonly differs: readonly string[];
  /** Drops what does not go with the schemas. */
  readonly cleanUp?: string;
  /** The first major version that has it. */
  readonly since?: number;
  /** Why an embedded database cannot show it. */
  readonly serverOnly?: string;
  /** It would disturb, or be disturbed by, others on a server. */
  readonly clusterWide?: true;
}

/** What every change starts from. */
export const base = `
  CREATE SCHEMA app;
  CREATE TYPE app.color AS ENUM ('red', 'green', 'blue');
  CREATE TYPE app.point AS (x int, y int);
  CREATE DOMAIN app.email AS text CONSTRAINT has_at CHECK (VALUE ~ '@');
  CREATE SEQUENCE app.numbers;
  CREATE TABLE app.users (id int PRIMARY KEY, email text, name varchar(50) DEFAULT 'x', age int, tags text[]);
  CREATE TABLE app.orders (
    id int PRIMARY KEY,
    user_id int CONSTRAINT orders_user REFERENCES app.users,
    total numeric(10, 2) CONSTRAINT positive CHECK (total > 0)
  );
  CREATE INDEX idx_email ON app.users (email) WHERE email <> '';
  CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
  CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18;
  CREATE MATERIALIZED VIEW app.ages AS SELECT age, count(*) AS people FROM app.users GROUP BY age;`;
