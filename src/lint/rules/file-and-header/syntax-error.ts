import { defineRule } from "../../define-rule.ts";
import { isExplained } from "./explained.ts";
import { isUnterminated } from "./unterminated-statement.ts";

export default defineRule({
  name: "syntax-error",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "What PostgreSQL's parser refuses",
  why: `A section with a syntax error does not run, and no rule can look into the statement that has it; the other statements of the file are
linted all the same. The parser is that of PostgreSQL 18. A file whose markers or directives cannot be separated is refused too.`,
  instead:
    "Fix the statement. If the server knows syntax that PostgreSQL 18 does not, the line `-- pgmaestro: opaque` sends the section as it is.",
  exempt:
    "Where another rule says what is wrong: words of clients, guards that do not exist, invisible characters, what never ends.",
  check: {
    migration(context) {
      for (const one of context.unreadable) {
        if (isUnterminated(one) || isExplained(one, context)) continue;
        const { message, hint, offset, section } = one;
        context.report({ at: offset, message: `${message}.`, help: hint }, section);
      }
    },
  },
});
