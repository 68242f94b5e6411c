import { beforeAll, expect, test } from "vitest";
import { apply, Schema } from "../../src/schema/index.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { summariesOf } from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

const origin = { migration: 0, section: "up", transaction: 0 } as const;

const story = `
CREATE SCHEMA other;
CREATE TABLE users (id int PRIMARY KEY, email text CONSTRAINT users_email UNIQUE);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));
CREATE TABLE other.notes (user_id int, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id);
CREATE INDEX notes_user ON other.notes (user_id);
CREATE VIEW totals AS SELECT user_id, count(*) AS n FROM orders GROUP BY user_id;
CREATE VIEW names AS SELECT email FROM users JOIN orders ON user_id = users.id;
CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
CREATE INDEX parts_at ON parts (at);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER INDEX orders_user RENAME TO orders_by_user;
ALTER TABLE users RENAME CONSTRAINT users_email TO users_mail;
ALTER TABLE other.notes RENAME CONSTRAINT of_user TO notes_of_user;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases SET SCHEMA other;
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id) ON DELETE CASCADE);
DROP VIEW totals;
CREATE VIEW totals AS SELECT 1 AS n FROM users;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
DROP INDEX other.notes_user;
DROP TABLE other.purchases;
ALTER TABLE orders ADD CONSTRAINT again FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
DROP SCHEMA other CASCADE;
DROP TABLE users CASCADE;
`;

test("indexes, references and readers are those that going through all relations finds", () => {
  const schema = new Schema();
  const known = new Set<string>();
  for (const { actions, text } of summariesOf(story)) {
    for (const action of actions) apply(schema, action, origin);
    for (const table of schema.relations.values())
      for (const name of table.indexes.keys()) known.add(name);
    expect(lookedUp(schema, known), text).toEqual(goneThrough(schema, known));
  }
  expect([...known]).toContain("users_mail");
  expect([...known]).toContain("orders_by_user");
});

/** What depends on each relation, and the table of each index, as the schema finds them. */
function lookedUp(schema: Schema, indexes: Iterable<string>) {
  return {
    relations: [...schema.relations.values()].map((relation) => ({
      name: relation.name,
      referring: schema
        .referencing(relation)
        .map(({ constraint }) => constraint.name)
        .toSorted(),
      views: schema
        .viewsOver(relation)
        .map(({ name }) => name)
        .toSorted(),
    })),
    indexes: Array.from(indexes, (name) =>
      ["public", "other"].map((place) => schema.index({ schema: place, name })?.table.name),
    ),
  };
}

function goneThrough(schema: Schema, indexes: Iterable<string>): ReturnType<typeof lookedUp> {
  const all = [...schema.relations.values()];
  const isOf = (one: { schema: string; name: string }, other: { schema: string; name: string }) =>
    one.schema === other.schema && one.name === other.name;
  return {
    relations: all.map((relation) => ({
      name: relation.name,
      referring: all
        .flatMap(({ constraints }) => [...constraints.values()])
        .filter(({ references }) => references && isOf(references.table, relation))
        .map(({ name }) => name)
        .toSorted(),
      views: all
        .filter(({ reads }) => reads?.relations.some((name) => isOf(name, relation)))
        .map(({ name }) => name)
        .toSorted(),
    })),
    indexes: Array.from(indexes, (name) =>
      ["public", "other"].map(
        (place) => all.find((table) => table.schema === place && table.indexes.has(name))?.name,
      ),
    ),
  };
}
