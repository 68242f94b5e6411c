import { beforeAll, expect, test } from "vitest";
import { apply, Schema } from "../../src/schema/index.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { parseStatements } from "../../src/sql/statement/index.ts";
import { story } from "../support/schema-story.ts";

beforeAll(loadParser);

const origin = { migration: 0, section: "up", transaction: 0 } as const;

test("indexes, references and readers are those that going through all relations finds", () => {
  const schema = new Schema();
  const known = new Set<string>();
  for (const { actions, text } of parseStatements(story)) {
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
