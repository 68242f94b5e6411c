import { defineRule } from "../../define-rule.ts";
import { reportWords } from "./client-words.ts";

export default defineRule({
  name: "psql-variable",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A variable of psql, such as :name",
  why: "psql puts the value of `:name`, `:'name'` and `:\"name\"` into a statement before it sends it. Sent as it is, the colon is a syntax error.",
  instead: `Let the file ask for it, and give the value with \`--define\`, the config's \`variables\` or \`PGMAESTRO_VAR_…\`; or write the value itself.

\`\`\`sql
-- pgmaestro: variables
GRANT SELECT ON orders TO :"reader";
\`\`\``,
  exempt:
    "Files that say `-- pgmaestro: variables`; casts (`::`), slices of arrays (`a[1:n]`), strings, comments and function bodies.",
  check: {
    migration(context) {
      reportWords(context, "variable", (text) => ({
        message: `${text} is a variable of psql: the server refuses the colon as a syntax error.`,
        help: "Write `-- pgmaestro: variables` above it and give it a value, or write the value in its place.",
      }));
    },
  },
});
