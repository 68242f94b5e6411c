import { defineRule } from "../../define-rule.ts";
import { inTheWay } from "../in-the-way.ts";

export default defineRule({
  name: "down-order",
  severity: "warning",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "A DROP in a down section before that of what depends on it",
  why: "PostgreSQL refuses to drop what something else depends on: a table or column that a foreign key leads to or a view reads, a type of a column, function or domain, a function that a trigger, default or index calls, a sequence that fills a column, a schema with something in it. The whole rollback fails.",
  instead:
    "Drop in the reverse order of the up section: first what depends, then what it depends on.",
  exempt:
    "DROP … CASCADE, which takes them along (see `down-unsafe`); objects that one statement drops together.",
  kinds: ["drop", "drop-column", "drop-constraint"],
  check: {
    action(action, context) {
      const report = context.direction === "down" ? inTheWay(action, context) : undefined;
      if (report !== undefined) context.report(report);
    },
  },
});
