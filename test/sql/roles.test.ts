import { beforeAll, expect, test } from "vitest";
import { rolesIn } from "../../src/sql/statement/roles.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

test.each([
  ["GRANT SELECT ON t TO reader, PUBLIC", ["reader"], []],
  ["CREATE ROLE writer; GRANT writer TO admin", ["admin", "writer"], ["writer"]],
  ['ALTER TABLE t OWNER TO "Odd Owner"', ["Odd Owner"], []],
  ["CREATE POLICY p ON t TO tenant, CURRENT_USER USING (true)", ["tenant"], []],
  [
    "ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO reader",
    ["maker", "reader"],
    [],
  ],
  ["SET ROLE somebody", ["somebody"], []],
  ["SELECT 'GRANT ALL ON t TO x'", [], []],
  ["CREATE TABLE t (id int)", [], []],
])("%s", (text, named, created) => {
  const roles = rolesIn(text);
  expect({ named: [...new Set(roles.named)].toSorted(), created: roles.created }).toEqual({
    named,
    created,
  });
});
