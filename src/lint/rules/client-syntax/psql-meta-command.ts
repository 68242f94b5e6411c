import { defineRule } from "../../define-rule.ts";
import { clientWords } from "./client-words.ts";

export default defineRule({
  name: "psql-meta-command",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A backslash command of psql",
  why: `Commands such as \`\\connect\`, \`\\i\` and \`\\set\` are carried out by psql, not by the server, which refuses the backslash as a
syntax error. pg_dump writes \`\\restrict\` and \`\\unrestrict\` since its minor releases of August 2025 (13.22, 14.19, 15.14, 16.10, 17.6).`,
  instead:
    "Write what the command does as SQL. `\\restrict` and `\\unrestrict` do nothing for a migration: delete them.",
  exempt: "Comments, strings and function bodies.",
  check: {
    migration(context) {
      for (const { start, end, text, section } of clientWords(context, "meta-command")) {
        const command = /^\\\S*/.exec(text)![0];
        context.report(
          {
            at: start,
            end,
            message: `${command} is a command of psql: the server refuses it as a syntax error.`,
            help: helpOf(command),
          },
          section,
        );
      }
    },
  },
});

function helpOf(command: string): string {
  if (/^\\(?:un)?restrict$/.test(command))
    return "Delete the line: pg_dump writes it for psql alone.";
  if (/^\\ir?$/.test(command)) return "Copy what the file holds into the migration.";
  if (/^\\copy$/.test(command)) return "Write the rows as INSERT … VALUES.";
  return "Write what it does as SQL, or delete it.";
}
