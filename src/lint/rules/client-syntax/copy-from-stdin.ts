import { defineRule } from "../../define-rule.ts";
import { clientWords } from "./client-words.ts";

export default defineRule({
  name: "copy-from-stdin",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "COPY … FROM STDIN",
  why: "The rows of COPY … FROM STDIN are sent by the client behind the statement. A migration has no such stream: its data lines would be read as SQL, which they are not.",
  instead: `Write the rows as INSERT, several in one statement; pg_dump does so with \`--inserts\` or \`--rows-per-insert=100\`:

\`\`\`sql
INSERT INTO countries (code, name)
VALUES ('at', 'Austria'), ('ch', 'Switzerland')
ON CONFLICT (code) DO NOTHING;
\`\`\``,
  check: {
    migration(context) {
      for (const { start, end, section } of clientWords(context, "copy-from-stdin"))
        context.report(
          {
            at: start,
            end,
            message: "COPY … FROM STDIN waits for rows that a migration cannot send.",
            help: "Write the rows as INSERT … VALUES.",
          },
          section,
        );
    },
  },
});
