import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { ChangeGraph } from "./change-graph.ts";

export default defineRule({
  name: "several-changes",
  severity: "warning",
  stake: "convention",
  sets: ["conventions"],
  summary: "New tables, or changes of tables, that have nothing to do with each other",
  why: `One change per migration is easier to understand, to test and to roll back: where one of two fails, neither is there, and to take one back takes the
other along.`,
  instead: "Write a migration for each.",
  exempt: `A table with its own indexes, types, triggers, comments and rows, and the tables it references; comments; tables that a foreign key joins, old or
new, that one statement changes together, or that a view, a function, a trigger, a type or a copy of rows connects, however indirectly; the same change on
several tables, such as a column of one name, or a partition of each.`,
  check: {
    action(action, context) {
      if (context.direction === "down") return;
      const graph = graphs.get(context.section) ?? new ChangeGraph();
      graphs.set(context.section, graph);
      graph.add(action, context);
    },
    section(context) {
      const [first, second, ...others] = graphs.get(context)?.components(context.schema) ?? [];
      if (first === undefined || second === undefined) return;
      const statement = context.statements.find(({ actions }) =>
        actions.includes(second[0]!.action),
      );
      const groups = [first, second, ...others].map((one) => one.map(({ shown }) => shown));
      context.report({
        at: second[0]!.action.at,
        ...(statement && { end: statement.end }),
        message: `This migration makes ${groups.length} changes that have nothing to do with each other: of ${groups.map((names) => names.join(", ")).join("; of ")}.`,
        help: "Write a migration for each.",
      });
    },
  },
});

const graphs = new WeakMap<SectionContext, ChangeGraph>();
