import { expect, test } from "vitest";
import { rulePage, rulesIndex } from "../../src/report/rule-page.ts";
import { ruleNamed } from "../support/findings.ts";

const rule = ruleNamed("drop-it", {
  severity: "warning",
  stake: "loss",
  summary: "DROP of something",
  why: "It is gone.",
  instead: "Keep it:",
  exempt: "What is new.",
});

test("a page has the rule's texts, its cases and their report", () => {
  const examples = [
    { file: "bad-twice.sql", text: "drop table other;" },
    { file: "bad.sql", text: "DROP TABLE a;\n", report: "migrations/2.sql:1:1 warning drop-it\n" },
    { file: "good.sql", text: "SELECT '```';\n" },
  ];
  expect(rulePage(rule, examples)).toBe(`# drop-it

DROP of something.

**warning** · sets: safety, recommended, strict · at stake: data is lost

## Why

It is gone.

## Found

\`\`\`sql
DROP TABLE a;
\`\`\`

\`\`\`text
migrations/2.sql:1:1 warning drop-it
\`\`\`

## Instead

Keep it:

\`\`\`\`sql
SELECT '\`\`\`';
\`\`\`\`

## Where it keeps silent

What is new.

## To silence it

Above the statement, or in the file's header for the whole file, with the reason:

\`\`\`sql
-- pgmaestro-ignore drop-it: reason
\`\`\`

For the project, in \`pgmaestro.config.json\` (or another severity: \`error\`, \`warning\`, \`notice\`):

\`\`\`json
{ "lint": { "rules": { "drop-it": "off" } } }
\`\`\`
`);
});

test("a page shows the good case once where the text above it has it already", () => {
  const shown = "Keep it:\n\n```sql\nSELECT 1;\nSELECT 2;\n```";
  const page = (text: string) =>
    rulePage({ ...rule, instead: shown }, [{ file: "good.sql", text }]).split("SELECT 1;").length -
    1;
  expect(page("select 1;\n\nSELECT   2;\n")).toBe(1);
  expect(page("SELECT 1;\n")).toBe(1);
  expect(page("SELECT 1;\nSELECT 3;\n")).toBe(2);
});

test("the index has each rule once, in order, with its first set", () => {
  const index = rulesIndex([
    rule,
    ruleNamed("add-it", { summary: "a | b" }),
    ruleNamed("name-it", { sets: ["conventions"] }),
    ruleNamed("advise", { sets: ["recommended"], severity: "notice" }),
    ruleNamed("fuss", { sets: [] }),
  ]);
  expect(index.split("\n").filter((line) => /^(?:##|\| \[)/.test(line))).toEqual([
    "## safety",
    "| [add-it](add-it.md) | error | a \\| b |",
    "| [drop-it](drop-it.md) | warning | DROP of something |",
    "## recommended",
    "| [advise](advise.md) | notice | What advise finds |",
    "## conventions",
    "| [name-it](name-it.md) | error | What name-it finds |",
    "## strict",
    "| [fuss](fuss.md) | error | What fuss finds |",
  ]);
});
