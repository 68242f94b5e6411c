import type { SectionContext, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { wholeStatement } from "../../rewriting.ts";
import { exclusiveLocks } from "./exclusive-locks.ts";

export default defineRule({
  name: "missing-lock-timeout",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A lock that stops the application is asked for without a lock_timeout",
  why: `A statement that waits for its lock stops everybody who comes after it, plain SELECTs too (measured): one long query, and the table
stands still until that query ends. lock_timeout makes the migration give up instead. It counts for each lock by itself: two waits of 450 and 500 ms
pass a limit of 600 ms (measured).`,
  instead: `Set it for the transaction, before the first such statement:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
\`\`\`

\`pgmaestro up\` does it by itself (\`--lock-timeout\`, 2 s), so the command line speaks of it only where that is 0, or where the config
says \`"lockTimeout": false\` in \`lint\`, for migrations that something else runs.`,
  exempt: `Locks below SHARE ROW EXCLUSIVE; new, temporary and small tables; CREATE TABLE, whose foreign keys lock their tables for a moment only.
It speaks once a section, and not at all where the project's settings say that a \`lock_timeout\` is in force.`,
  check: {
    statement(context) {
      const { section, settings, facts } = context;
      if (facts.settings.lockTimeout || settings.get("lock_timeout") !== undefined) return;
      if (told.has(section)) return;
      const [lock] = exclusiveLocks(context);
      if (lock === undefined) return;
      told.add(section);
      context.report({
        fix: context.alone === undefined ? addedTimeout(context) : undefined,
        message: `Everybody who uses ${context.show(lock.relation)} may wait without end behind this ${context.statement.command}, while it waits for ${lock.mode}.`,
        help:
          context.alone === undefined
            ? "Write SET LOCAL lock_timeout = '2s' before it."
            : "Write SET lock_timeout = '2s' before it, and RESET lock_timeout behind it.",
        builder:
          context.alone === undefined
            ? "Write `pgm.sql(\"SET LOCAL lock_timeout = '2s'\")` before it."
            : 'Write `pgm.sql("SET lock_timeout = \'2s\'")` before it, and `pgm.sql("RESET lock_timeout")` behind it.',
      });
    },
  },
});

function addedTimeout({ section: { section }, statement }: StatementContext): Fix {
  const { start } = wholeStatement(section, statement);
  const text = "SET LOCAL lock_timeout = '2s';\n";
  return { title: "Set a lock_timeout", edits: [{ start, end: start, text }], isLast: true };
}

/** One missing setting is one finding. */
const told = new WeakSet<SectionContext>();
