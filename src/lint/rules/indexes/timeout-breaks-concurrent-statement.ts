import type { StatementContext } from "../../context.ts";
import type { Severity } from "../../finding.ts";
import { defineRule } from "../../define-rule.ts";
import { timeoutOf } from "../../../schema/index.ts";
import { concurrentWork, type ConcurrentWork } from "./concurrent-work.ts";

/** Below this, a busy table and a long query are enough to run out of it. Milliseconds. */
const longEnough = 3_600_000;
/** Below this, a build of a table that is not small takes longer, however often it is tried. */
const minute = 60_000;

export default defineRule({
  name: "timeout-breaks-concurrent-statement",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A CONCURRENTLY statement under a lock_timeout or a short statement_timeout",
  why: `CREATE INDEX CONCURRENTLY waits for every open writer of the table and every older snapshot in the database; DROP INDEX, REINDEX and
DETACH PARTITION CONCURRENTLY wait for readers too. lock_timeout counts those waits (measured), though they stop nobody. A timeout
leaves an invalid index (CREATE, REINDEX), an index that queries no longer use but writes still maintain (DROP), or a partition
that is half detached (DETACH). pgmaestro tries again after a lock_timeout, drops the invalid index of a CREATE before it does, and the second DROP
finds its index; what REINDEX and DETACH leave it cannot repair. A statement_timeout counts the work too, which takes as long the next time.`,
  instead: `Lift both timeouts for the statement:

\`\`\`sql
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
RESET lock_timeout;
RESET statement_timeout;
\`\`\``,
  exempt: `Timeouts of an hour and more; SET LOCAL, which is over before the statement begins. It is an error for a statement_timeout below a minute; a
notice for a lock_timeout alone before CREATE and DROP INDEX, and where only the project's settings say that there is one; else a
warning.`,
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
          message: `It leaves ${work.leaves} when the lock_timeout of what runs the migrations runs out: ${work.command} waits for ${work.waitsFor}.`,
          help: "Write SET lock_timeout = 0 before it, and RESET lock_timeout behind it.",
        });
    },
  },
});

interface Short {
  readonly name: "lock_timeout" | "statement_timeout";
  readonly written: string;
  readonly milliseconds: number;
}

function shortTimeouts({ settings }: StatementContext): Short[] {
  return (["lock_timeout", "statement_timeout"] as const).flatMap((name) => {
    const timeout = timeoutOf(settings, name);
    const isShort = timeout && timeout.milliseconds > 0 && timeout.milliseconds < longEnough;
    return isShort ? [{ name, ...timeout }] : [];
  });
}

function severityOf({ isMended }: ConcurrentWork, short: readonly Short[]): Severity {
  const work = short.find(({ name }) => name === "statement_timeout");
  if (work !== undefined) return work.milliseconds < minute ? "error" : "warning";
  return isMended ? "notice" : "warning";
}

function reportTimeouts(
  work: ConcurrentWork,
  short: readonly Short[],
  context: StatementContext,
): void {
  const { command, waitsFor, leaves } = work;
  const limits = short.map(({ name, written }) => `a ${name} of ${written}`).join(" and ");
  const lifted = short.map(({ name }) => `SET ${name} = 0`).join("; ");
  context.report({
    severity: severityOf(work, short),
    message: `It leaves ${leaves} when ${limits} runs out: ${command} waits for ${waitsFor}.`,
    help: `Write ${lifted} before it.`,
  });
}
