import type { Action } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "needless-no-transaction",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A section that asks for no transaction and has nothing that needs it",
  why: `Without a transaction a statement that fails leaves those before it done, and nothing is rolled back. pgmaestro finds the statements that PostgreSQL refuses in
a transaction by itself, so that the directive is only for code that commits.`,
  instead: `Remove the line \`-- pgmaestro: no-transaction\`.`,
  exempt: `Sections with CALL, with a DO block, with REINDEX or CLUSTER, whose table may be partitioned, with an UPDATE or DELETE in batches, or with a statement that cannot run
in a transaction; sections that are not parsed. A directive above both sections is needed where one of them needs it.`,
  check: {
    section(context) {
      const judged = judgedSections(context);
      if (judged.length === 0 || judged.some(needsIt)) return;
      const { start, source, text } = context.section;
      const above = source.slice(0, start).search(directive);
      const own = text.search(directive);
      const place = own >= 0 ? own : Math.max(above, 0) - start;
      context.report({
        message:
          "Every statement here can run in a transaction; without one, what is done before a failure stays.",
        help:
          context.migration.comment === "//"
            ? "Remove `pgm.noTransaction()`."
            : "Remove the line `-- pgmaestro: no-transaction`.",
        at: place,
        end: place + lengthOfLine(own >= 0 ? text : source, own >= 0 ? own : place + start),
      });
    },
  },
});

const directive = /--\s*pgmaestro:\s*no-transaction/;

/** The sections that a directive counts for: its own, or once both are known both. */
function judgedSections(context: SectionContext): SectionContext[] {
  const { section, migration, direction } = context;
  if (!section.noTransaction) return [];
  if (directive.test(section.text)) return [context];
  if (direction === "up" && migration.migration?.down?.noTransaction) return [];
  const { up, down } = migration.sections;
  return [up, down].flatMap((one) => one ?? []);
}

function needsIt({ statements, actions }: SectionContext): boolean {
  if (statements.length === 0) return true;
  return (
    statements.some(({ outsideTransaction }) => outsideTransaction !== undefined) ||
    actions.some(mayNeedIt)
  );
}

function mayNeedIt(action: Action): boolean {
  if (action.kind === "update" || action.kind === "delete")
    return action.limited || action.boundColumns.length > 0;
  return /^(?:call|cluster|do-block|reindex)$/.test(action.kind);
}

function lengthOfLine(source: string, at: number): number {
  return source.slice(at).split(/\r?\n/, 1)[0]!.length;
}
