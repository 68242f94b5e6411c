import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { takeAway } from "../../rewriting.ts";

export default defineRule({
  name: "needless-transaction-block",
  severity: "notice",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "BEGIN and COMMIT around a whole section",
  why: `pgmaestro runs a section in a transaction, together with the record that it is done, and leaves out a BEGIN and COMMIT that stand around all of it. Other
tools send them: node-pg-migrate's transaction ends at such a COMMIT, and what follows it, its record among that, is committed
statement by statement (measured).`,
  instead: "Leave BEGIN and COMMIT out.",
  exempt: `A BEGIN with an isolation level or another mode, which is kept; several blocks in a section, which are transactions of their own; sections that are to run in no
transaction.`,
  check: {
    section(context) {
      const [begin, commit] = context.control;
      if (begin === undefined || commit === undefined || !isOuter(context)) return;
      const { section } = context;
      context.report({
        at: begin.start,
        end: begin.end,
        message:
          "BEGIN and COMMIT stand around the whole section: pgmaestro runs it in a transaction anyway.",
        help: "Leave both out.",
        fix: {
          title: "Leave BEGIN and COMMIT out",
          edits: [takeAway(section, begin), takeAway(section, commit)],
        },
      });
    },
  },
});

function isOuter({ control, problems, stretches, section }: SectionContext): boolean {
  const [stretch] = stretches;
  if (control.length !== 2 || problems.length > 0 || section.noTransaction) return false;
  return stretches.length === 1 && stretch!.isBlock && stretch!.modes === undefined;
}
