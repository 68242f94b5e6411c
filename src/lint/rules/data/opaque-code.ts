import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { unreadIn } from "../../unread.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "opaque-code",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary:
    "A DO block with dynamic SQL or in another language, or a call of code that no migration shows",
  why: `What it does is not in the text: EXECUTE builds its statement while it runs, the body of a function or procedure may be elsewhere. No rule can say which locks it takes, and what later
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
  exempt: `DO blocks in PL/pgSQL whose statements are all static, or constant strings that EXECUTE runs; functions and procedures that a migration creates with
such statements, which are checked where they are called; PostgreSQL's own functions. With any sets of rules, the last line of a report counts the statements that
could not be looked into.`,
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
  const unread = unreadIn(action, context.schema);
  switch (unread?.kind) {
    case "language":
      return `This DO block is in ${unread.language}`;
    case "dynamic":
      return "This DO block builds statements while it runs";
    case "procedure":
      return `CALL runs the code of ${context.show(unread.name)}`;
    case "function":
      return `This runs the code of ${context.show(unread.name)}`;
    default:
      return undefined;
  }
}
