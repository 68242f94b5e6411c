import { guardsOf } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { guardRemedyText } from "../../guard-remedy-text.ts";
import { isRepeatable, isSeed } from "../../lintable.ts";

export default defineRule({
  name: "cannot-run-again",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary:
    "A statement of a repeatable migration or a seed that fails, or adds rows once more, when it runs again",
  why: `A file in \`repeatable/\` runs again whenever its text has changed, on databases that have what it made before. A statement that cannot
be run twice fails then, or doubles what it has added. So does one of a seed, which runs as often as one likes.`,
  instead: `Write what may run again; where SQL has no such word, drop first:

\`\`\`sql
CREATE OR REPLACE FUNCTION app.domain_of(email text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT split_part(email, '@', 2) $$;

DROP VIEW IF EXISTS app.active_users;
CREATE VIEW app.active_users AS SELECT id, app.domain_of(email) AS domain FROM app.users;
\`\`\``,
  exempt:
    "What a statement before it in the file guards, such as DROP … IF EXISTS of the same name.",
  check: {
    section(context) {
      const { lintable } = context.migration;
      if (!isRepeatable(lintable) && !isSeed(lintable)) return;
      const what = isSeed(lintable) ? "a seed" : "a repeatable migration";
      const guards = guardsOf(context.statements);
      for (const [index, { statement }] of context.contexts.entries()) {
        const guard = guards[index]!;
        if (!("remedy" in guard)) continue;
        context.report({
          at: statement.start,
          end: statement.end,
          message: `${statement.command} cannot run a second time, and ${what} does.`,
          help: `${upper(guardRemedyText(guard.remedy))}.`,
        });
      }
    },
  },
});

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
