import { defineRule } from "../../define-rule.ts";
import { codeOnly, isComment, regions } from "../../../sql/text/index.ts";
import type { StatementContext } from "../../context.ts";

export default defineRule({
  name: "hard-coded-environment",
  severity: "notice",
  stake: "convention",
  sets: [],
  summary: "A host, a bucket or the name of a database in a migration",
  why: `The same file runs in development, in tests, in staging and in production. What is only right in one of them is wrong in the others; and a
branch on the name of the database is a migration that no test has run.`,
  instead: `Keep addresses in the application's configuration, and have the migration do the same everywhere.`,
  exempt: `Comments, and texts of COMMENT ON.`,
  check: {
    statement(context) {
      if (context.statement.actions.some(({ kind }) => kind === "comment")) return;
      const found = findIn(context);
      if (found === undefined) return;
      context.report({
        at: found.at,
        message: `${found.what} is right in one environment only.`,
        help: "Keep it in the application's configuration.",
      });
    },
  },
});

const branch = /\bcurrent_database\s*\(\s*\)\s*(?:=|<>|!=|~~?\*?|\bin\b|\blike\b|\bilike\b)/i;

const addresses: readonly (readonly [RegExp, string])[] = [
  [/\b(?:s3|gs|abfss?):\/\/[\w.-]+/i, "The address of a bucket"],
  [
    /\b[\w-]+(?:\.[\w-]+)*\.(?:amazonaws\.com|windows\.net|googleapis\.com|cloudfront\.net|herokuapp\.com|internal)\b/i,
    "The name of a host",
  ],
  [/\blocalhost\b|\b127\.0\.0\.1\b/i, "The name of a host"],
  [/\b(?:prod|production|staging|stage)[.-][\w-]+\.[a-z]{2,}\b/i, "The name of a host"],
];

function findIn({ statement }: StatementContext): { what: string; at: number } | undefined {
  const { text, start } = statement;
  const comments = [...regions(text)].filter(isComment);
  const plain = codeOnly(text, comments);
  const met = branch.exec(plain);
  if (met !== null) return { what: "A branch on the name of the database", at: start + met.index };
  for (const [shape, what] of addresses) {
    const literal = shape.exec(plain);
    if (literal !== null) return { what, at: start + literal.index };
  }
  return undefined;
}
