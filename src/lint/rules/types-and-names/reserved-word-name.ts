import { defineRule } from "../../define-rule.ts";
import { reportNames, spoken, type CreatedName } from "./created-names.ts";
import { functionOrTypeWords, reservedWords } from "./keywords.ts";

export default defineRule({
  name: "reserved-word-name",
  severity: "warning",
  stake: "style",
  sets: ["recommended"],
  summary: "A name that is a reserved word",
  why: `Such a name is possible only in quotes, and every statement that uses it must quote it for ever. Some words do worse than fail without quotes:
\`SELECT user FROM accounts\` gives the name of the role.`,
  instead:
    "Take another name: the plural, as in `users` and `orders`, or a longer one, as in `sort_order`.",
  exempt: "The down section.",
  check: {
    action(action, context) {
      reportNames(action, context, isReserved, (created) => ({
        message: `${upper(spoken(created))} has a reserved word for a name: every statement must quote it.`,
        help: "Take another name, such as a plural or a longer one.",
      }));
    },
  },
});

function isReserved({ name, what }: CreatedName): boolean {
  if (reservedWords.has(name)) return true;
  return functionOrTypeWords.has(name) && !/^(?:function|procedure|type|domain)$/.test(what);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
