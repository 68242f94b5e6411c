import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { timeoutOf } from "../../../schema/index.ts";
import { concurrentWork, type ConcurrentWork } from "./concurrent-work.ts";

/** Below this, a busy table and a long query are enough to run out of it. Milliseconds. */
const longEnough = 3_600_000;

export default defineRule({
  name: "timeout-breaks-concurrent-statement",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A CONCURRENTLY statement under a lock_timeout or a short statement_timeout",
  why: `CREATE INDEX CONCURRENTLY waits for every open writer of the table and every older snapshot in the database; DROP INDEX, REINDEX and
DETACH PARTITION CONCURRENTLY wait for readers too. lock_timeout counts those waits (measured), though they stop nobody. A timeout
leaves an invalid index (CREATE, REINDEX), an index that queries no longer use but writes still maintain (DROP), or a partition
that is half detached (DETACH). pgmaestro drops the invalid index of a CREATE when it tries again, and cannot repair the others.`,
  instead: `Lift both timeouts for the statement:

\`\`\`sql
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
RESET lock_timeout;
RESET statement_timeout;
\`\`\``,
  exempt: `Timeouts of an hour and more; SET LOCAL, which is over before the statement begins. Where only the project's settings say that a
\`lock_timeout\` is in force it is a notice.`,
  check: {
    action(action, context) {
      const work = concurrentWork(action, context);
      if (work === undefined) return;
      const short = shortTimeouts(context);
      if (short.length > 0) return reportTimeouts(work, short, context);
      const isSetElsewhere = context.facts.settings.lockTimeout === true;
      if (isSetElsewhere && context.settings.get("lock_timeout") === undefined)
        context.report({
          severity: "notice",
          message: `${work.command} waits for ${work.waitsFor}, which the lock_timeout of what runs the migrations counts: when it runs out, it leaves ${work.leaves}.`,
          help: "Write SET lock_timeout = 0 before it, and RESET lock_timeout behind it.",
        });
    },
  },
});

interface Short {
  readonly name: string;
  readonly written: string;
}

function shortTimeouts({ settings }: StatementContext): Short[] {
  return (["lock_timeout", "statement_timeout"] as const).flatMap((name) => {
    const timeout = timeoutOf(settings, name);
    const isShort = timeout && timeout.milliseconds > 0 && timeout.milliseconds < longEnough;
    return isShort ? [{ name, written: timeout.written }] : [];
  });
}

function reportTimeouts(
  { command, waitsFor, leaves }: ConcurrentWork,
  short: readonly Short[],
  context: StatementContext,
): void {
  const limits = short.map(({ name, written }) => `a ${name} of ${written}`).join(" and ");
  const lifted = short.map(({ name }) => `SET ${name} = 0`).join("; ");
  context.report({
    message: `${command} waits for ${waitsFor}, under ${limits}: when that runs out, it leaves ${leaves}.`,
    help: `Write ${lifted} before it.`,
  });
}
