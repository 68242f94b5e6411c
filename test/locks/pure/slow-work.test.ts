import { beforeAll, describe, expect, test } from "vitest";
import { slowWork } from "../../../src/locks/table/index.ts";
import { loadParser } from "../../../src/sql/statement/statements.ts";
import { parseStatements } from "../../../src/sql/statement/index.ts";
import { columnCases } from "../column-cases.ts";
import { constraintCases } from "../constraint-cases.ts";
import { fixture } from "../fixture.ts";
import { objectCases } from "../object-cases.ts";
import type { StatementCase } from "../statement-case.ts";
import { schemaAfter } from "../schema-after.ts";

beforeAll(loadParser);

/** What the text tells otherwise than it was measured, and why. */
const toldOtherwise: Readonly<Record<string, string>> = {
  // A foreign key is told of the table that has it; the text names a partitioned table, not its partitions.
  "p, t": "t",
  "pt1, pt2": "pt",
  "p2, pt1, pt2": "pt",
  // What ATTACH PARTITION makes of indexes and keys of the parent is not told.
  pxc: "",
  "p2, pxc": "",
};

/** Cases of which the text tells more or less. */
const others: Readonly<Record<string, string>> = {
  "alter table t alter column a set not null, drop constraint ck":
    "The actions of a statement are told one by one; `set-not-null-proof-lost` is about this one.",
  "refresh materialized view concurrently mv":
    "It is filled beside its rows, and no new file is made.",
};

describe.each(Object.entries({ ...columnCases, ...constraintCases, ...objectCases }))(
  "the work that the text tells is what was measured: %s",
  (_group, cases) => {
    test.for(cases.filter(({ sql }) => others[sql] === undefined))("$sql -- $before", (one) => {
      const { rewrites = "", scanned = "" } = one;
      expect(told(one)).toEqual({ rewrites, scanned: toldOtherwise[scanned] ?? scanned });
    });
  },
);

const changes = new Set(["insert", "update", "delete", "merge", "read"]);

/** As the cases write it: tables that are rewritten, and those that are read from end to end. */
function told({ sql, before = "" }: StatementCase) {
  const schema = schemaAfter(`${fixture}; ${before}`);
  const actions = parseStatements(sql).flatMap((statement) => statement.actions);
  const work = actions.flatMap((action) => slowWork(action, schema));
  const named = (isMeant: (kind: string) => boolean) =>
    [...new Set(work.flatMap(({ kind, relation }) => (isMeant(kind) ? relation.name : [])))]
      .toSorted()
      .join(", ");
  return {
    rewrites: named((kind) => /^(?:rewrite|copy|fill)$/.test(kind)),
    scanned: named((kind) => !changes.has(kind)),
  };
}
