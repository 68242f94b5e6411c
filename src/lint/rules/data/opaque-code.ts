import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "opaque-code",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "A DO block with dynamic SQL or in another language, or a CALL",
  why: `What it does is not in the text: EXECUTE builds its statement while it runs, a procedure's body is elsewhere. No rule can say which locks it takes, and what later
migrations find is not known for certain. Static statements in a DO block are checked like all others; \`pgmaestro locks\` sees what a
block does on a scratch database.`,
  instead: `Write the statements themselves; a condition may stay in a DO block:

\`\`\`sql
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'order_state') THEN
        CREATE TYPE order_state AS ENUM ('open', 'closed');
    END IF;
END;
$$;
\`\`\``,
  exempt: "DO blocks in PL/pgSQL whose statements are all static.",
  check: {
    action(action, context) {
      const why = opacity(action, context);
      if (why === undefined) return;
      context.report({
        message: `${why}: which locks it takes, and what it changes, is not checked.`,
        help: "Write its statements themselves, or look at them with pgmaestro locks.",
      });
    },
  },
});

function opacity(action: Action, context: StatementContext): string | undefined {
  if (action.kind === "call") return `CALL runs the code of ${context.show(action.name)}`;
  if (action.kind !== "do-block") return undefined;
  const { language, dynamic } = action;
  if (language !== "plpgsql" && language !== "sql") return `This DO block is in ${language}`;
  return dynamic ? "This DO block builds statements while it runs" : undefined;
}
