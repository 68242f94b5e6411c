import { defineRule } from "../../define-rule.ts";
import { reportWords } from "./client-words.ts";

export default defineRule({
  name: "template-placeholder",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A placeholder of a template, such as ${schema} or {{schema}}",
  why: `Nothing fills placeholders in: the file goes to the server as it is. As code a placeholder is a syntax error; within a quoted identifier it
becomes the name of the object, braces and all.`,
  instead:
    "Write the value itself. Where only the schema differs, leave names unqualified and let `searchPath` of the config file say it.",
  exempt: "Strings, comments and function bodies.",
  check: {
    migration(context) {
      reportWords(context, "placeholder", (text) => ({
        message: `Nothing fills in the placeholder ${text}: it goes to the server as it is.`,
        help: "Write the value in its place.",
      }));
    },
  },
});
