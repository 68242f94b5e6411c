import { beforeAll, describe, expect, test } from "vitest";
import { strongest, type LockMode } from "../../../src/locks/table/index.ts";
import { locksTaken } from "../../../src/locks/table/taken.ts";
import { loadParser } from "../../../src/sql/statement/statements.ts";
import { parseStatements } from "../../../src/sql/statement/index.ts";
import { columnCases } from "../column-cases.ts";
import { constraintCases } from "../constraint-cases.ts";
import { fixture } from "../fixture.ts";
import { objectCases } from "../object-cases.ts";
import type { StatementCase } from "../statement-case.ts";
import { schemaAfter } from "../schema-after.ts";
import { shortMode } from "../trace-one.ts";

beforeAll(loadParser);

/** Measured locks that the text does not tell, and what it tells instead. */
const untold: Readonly<Record<string, string>> = {
  // Sequences of identity columns, and those that are named in strings, are no relations of the text.
  "sq RX, t AE": "t AE",
  "ti AE, ti_id_seq SRE": "ti AE",
  "ti AE, ti_id_seq AE": "ti AE",
  "sq RX": "",
  // An index's table, and the tables of a composite type: ALTER INDEX and ALTER TYPE name neither.
  "pt AS, pt1 AS": "",
  "tc AE": "",
};

/** New in 18, or of no consequence for an application. */
const weak = /^(?:grant select on t|create publication)/;

describe.each(Object.entries({ ...columnCases, ...constraintCases, ...objectCases }))(
  "the locks that the text tells are those that were measured: %s",
  (_group, cases) => {
    test.for(cases)("$sql -- $before", (one) => {
      expect(told(one)).toBe(weak.test(one.sql) ? "" : (untold[one.locks] ?? one.locks));
    });
  },
);

/** As pg_locks showed them on Citus 12.1 before the end of the transaction. */
test.each([
  ["select create_distributed_table('t', 'id')", "t X"],
  ["select create_reference_table('t')", "t X"],
  ["select citus_add_local_table_to_metadata('t')", "t AE"],
  ["select alter_distributed_table('t', shard_count => 4)", "t AE"],
  ["select update_distributed_table_colocation('t', 'none')", ""],
  ["select undistribute_table('t')", "t AE"],
])("the locks that were measured on Citus: %s: %s", (sql, locks) => {
  expect(told({ sql, locks })).toBe(locks);
});

/** The strongest lock on each relation, as the catalogue writes it. */
function told({ sql, before = "" }: StatementCase): string {
  const schema = schemaAfter(`${fixture}; ${before}`);
  const actions = parseStatements(sql).flatMap((statement) => statement.actions);
  const modes = new Map<string, LockMode[]>();
  for (const { relation, mode } of actions.flatMap((action) => locksTaken(action, schema)))
    modes.set(relation.name, [...(modes.get(relation.name) ?? []), mode]);
  return [...modes]
    .map(([name, all]) => `${name} ${shortMode(strongest(all)!)}`)
    .toSorted()
    .join(", ");
}
