import { apply, beforeAll as origin, Schema } from "../../src/schema/index.ts";
import { parseStatements } from "../../src/sql/statement/index.ts";

/** The schema that a text makes. */
export function schemaAfter(text: string): Schema {
  const schema = new Schema();
  for (const { actions } of parseStatements(text))
    for (const action of actions) apply(schema, action, origin);
  return schema;
}
