import { defineRule } from "../../define-rule.ts";
import { clientWords } from "./client-words.ts";

export default defineRule({
  name: "go-separator",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A separator of another client: GO or DELIMITER",
  why: `\`GO\` belongs to SQL Server's clients, \`DELIMITER\` to MySQL's. PostgreSQL's server refuses both as syntax errors; a \`GO\` behind a statement without
a semicolon it may even take for the name of the last column or table.`,
  instead:
    "End each statement with a semicolon; a function body needs no other separator, since it stands between `$$`.",
  exempt: "Strings, comments and function bodies.",
  check: {
    migration(context) {
      for (const { start, end, text, section } of clientWords(context, "separator")) {
        const isGo = /^go\b/i.test(text);
        context.report(
          {
            at: start,
            end,
            message: isGo
              ? `${text} is a word of SQL Server's clients: PostgreSQL does not know it.`
              : "DELIMITER is a word of MySQL's client: PostgreSQL does not know it.",
            help: isGo
              ? "End the statement before it with a semicolon, and delete the line."
              : "Delete the line, and write function bodies between $$.",
          },
          section,
        );
      }
    },
  },
});
