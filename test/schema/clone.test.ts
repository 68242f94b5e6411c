import { beforeAll, expect, test } from "vitest";
import { apply, Schema } from "../../src/schema/index.ts";
import { loadParser, parseStatements, type Action } from "../../src/sql/statement/index.ts";
import { story } from "../support/schema-story.ts";

let statements: readonly (readonly Action[])[] = [];

beforeAll(async () => {
  await loadParser();
  statements = parseStatements(`${story}\n${more}`).map(({ actions }) => actions);
});

const origin = { migration: 0, section: "up", transaction: 0 } as const;

const more = `
CREATE TYPE mood AS ENUM ('sad');
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select a';
CREATE EXTENSION citext;
CREATE TABLE notes (id int, body text, CHECK (id > 0));
CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY p ON notes USING (id > 1);
CREATE INDEX notes_body ON notes (body);
SET search_path = other, public;
ALTER TYPE mood ADD VALUE 'glad';
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
ALTER TABLE notes ALTER body SET NOT NULL, ALTER id TYPE bigint, ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes RENAME body TO text;
ALTER INDEX notes_body RENAME TO notes_text;
ALTER TABLE notes RENAME CONSTRAINT notes_id_check TO positive;
DROP TRIGGER t ON notes;
DROP POLICY p ON notes;
DROP INDEX notes_text;
ALTER TABLE notes DROP CONSTRAINT positive, DROP COLUMN text;
DROP FUNCTION f;
DROP TYPE mood;
RESET search_path;
`;

/** The schema that the statements from one to another make of another. */
function after(schema: Schema, from: number, to?: number): Schema {
  for (const actions of statements.slice(from, to))
    for (const action of actions) apply(schema, action, origin);
  return schema;
}

/** All that is in a schema, and what it finds by names. */
function contents(schema: Schema) {
  const { relations, types, routines, schemas, extensions, path, isPartial } = schema;
  const found = [...relations.values()].map((relation) => ({
    referring: schema.referencing(relation).map(({ constraint }) => constraint.name),
    views: schema.viewsOver(relation).map(({ name }) => name),
    indexes: [...relation.indexes.keys()].map((name) => schema.index({ name })?.table.name),
  }));
  return { relations, types, routines, schemas, extensions, path, isPartial, found };
}

test("a clone stays as it is while what it was made of goes on, and goes the same way by itself", () => {
  const whole = contents(after(new Schema(), 0));
  for (const place of statements.keys()) {
    const schema = after(new Schema(), 0, place);
    const clone = schema.clone();
    expect(contents(after(schema, place)), `original at ${place}`).toEqual(whole);
    expect(contents(clone), `clone at ${place}`).toEqual(contents(after(new Schema(), 0, place)));
    expect(contents(after(clone, place)), `clone after ${place}`).toEqual(whole);
    expect(contents(schema), `original after the clone at ${place}`).toEqual(whole);
  }
});

test("an original stays as it is while its clone goes on", () => {
  for (const place of statements.keys()) {
    const schema = after(new Schema(), 0, place);
    after(schema.clone(), place);
    expect(contents(schema), `at ${place}`).toEqual(contents(after(new Schema(), 0, place)));
  }
});
