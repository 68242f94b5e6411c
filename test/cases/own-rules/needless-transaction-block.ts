import { defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "needless-transaction-block",
  severity: "notice",
  summary: "BEGIN and COMMIT around a whole section",
  why: "A section runs in a transaction anyway.",
  instead: "Leave BEGIN and COMMIT out.",
  check: {
    section(context) {
      const { control, problems, stretches, section } = context;
      const [begin, commit, ...others] = control;
      const [stretch, second] = stretches;
      if (begin === undefined || commit === undefined || others.length > 0) return;
      if (problems.length > 0 || section.noTransaction || second !== undefined) return;
      if (!stretch?.isBlock || stretch.modes !== undefined) return;
      context.report({
        at: begin.start,
        end: begin.end,
        message:
          "BEGIN and COMMIT stand around the whole section: pgmaestro runs it in a transaction anyway.",
        help: "Leave both out.",
        fix: {
          title: "Leave BEGIN and COMMIT out",
          edits: [begin, commit].map(({ start, end }) => ({ start, end: end + 1, text: "" })),
        },
      });
    },
  },
});
