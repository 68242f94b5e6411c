import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { lintCase } from "../support/rule-cases.ts";

beforeAll(loadParser);

const drop = "DROP TABLE orders;";
const only = [
  "drop-table",
  "truncate",
  "ignore-without-reason",
  "unknown-rule-in-ignore",
  "unused-ignore",
];

/** What is found, as `line rule`, and how many findings were taken away. */
function found(text: string): string {
  const { findings, ignored } = lintCase({ text }, { only });
  return [...findings.map(({ line, rule }) => `${line} ${rule}`), `${ignored} ignored`].join(", ");
}

test.each([
  ["nothing without a comment", drop, "1 drop-table, 0 ignored"],
  [
    "the next statement",
    `-- pgmaestro-ignore drop-table: unused\n${drop}\n${drop}`,
    "3 drop-table, 1 ignored",
  ],
  [
    "the next statement behind blank lines and other comments",
    `SELECT 1;\n-- pgmaestro-ignore drop-table: unused\n\n/* é😀 */\n${drop}`,
    "1 ignored",
  ],
  [
    "the statement it stands in",
    `DROP TABLE\n  -- pgmaestro-ignore drop-table: unused\n  orders;`,
    "1 ignored",
  ],
  [
    "several rules",
    `-- pgmaestro-ignore drop-table, truncate: unused\nTRUNCATE orders;`,
    "1 unused-ignore, 1 ignored",
  ],
  [
    "the file where it is in the header",
    `-- Migration: x\n-- pgmaestro-ignore drop-table: unused\n\n${drop}\n${drop}`,
    "2 ignored",
  ],
  [
    "the file above the marker",
    `-- pgmaestro-ignore drop-table: unused\n\n-- Up Migration\n${drop}\n${drop}`,
    "2 ignored",
  ],
  [
    "not the file below the marker",
    `-- Up Migration\n-- pgmaestro-ignore drop-table: unused\n${drop}\n${drop}`,
    "4 drop-table, 1 ignored",
  ],
  [
    "nothing without a reason",
    `-- pgmaestro-ignore drop-table\n${drop}`,
    "1 ignore-without-reason, 2 drop-table, 0 ignored",
  ],
  [
    "nothing with an empty reason",
    `-- pgmaestro-ignore drop-table:  \n${drop}`,
    "1 ignore-without-reason, 2 drop-table, 0 ignored",
  ],
  [
    "nothing of another rule",
    `-- pgmaestro-ignore truncate: small\n${drop}`,
    "1 unused-ignore, 2 drop-table, 0 ignored",
  ],
  [
    "nothing by a rule that there is not",
    `-- pgmaestro-ignore drop-tabel: unused\n${drop}`,
    "1 unknown-rule-in-ignore, 2 drop-table, 0 ignored",
  ],
  [
    "nothing from a string",
    `SELECT '\n-- pgmaestro-ignore drop-table: unused\n';\n${drop}`,
    "4 drop-table, 0 ignored",
  ],
  [
    "nothing from a block comment",
    `/*\n-- pgmaestro-ignore drop-table: unused\n*/\n${drop}`,
    "4 drop-table, 0 ignored",
  ],
  [
    "no statement before it",
    `${drop} -- pgmaestro-ignore drop-table: unused\nSELECT 1;`,
    "1 drop-table, 1 unused-ignore, 0 ignored",
  ],
  [
    "under CRLF too",
    `SELECT 1;\r\n-- pgmaestro-ignore drop-table: unused\r\n${drop}\r\n`,
    "1 ignored",
  ],
])("an ignore comment takes away %s", (_, text, expected) => {
  expect(found(text)).toBe(expected);
});

test("a rule that is not asked leaves its comments unjudged", () => {
  const text = `-- pgmaestro-ignore drop-table: unused\nSELECT 1;`;
  expect(lintCase({ text }, { only: ["unused-ignore"] }).findings).toEqual([]);
});

test("a wrong rule name is answered with the nearest", () => {
  const text = `-- pgmaestro-ignore drop-tabel: unused\n${drop}`;
  const [finding] = lintCase({ text }, { only: ["unknown-rule-in-ignore"] }).findings;
  expect(finding).toMatchObject({
    line: 1,
    column: 1,
    help: "Write drop-table, if that is meant.",
  });
});
