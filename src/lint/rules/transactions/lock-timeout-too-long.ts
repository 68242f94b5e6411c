import { defineRule } from "../../define-rule.ts";
import { timeoutOf } from "../../../schema/index.ts";
import { exclusiveLocks } from "./exclusive-locks.ts";

/** Milliseconds. */
const limit = 10_000;

export default defineRule({
  name: "lock-timeout-too-long",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary:
    "A lock_timeout of more than ten seconds, or none, before a statement that stops the application",
  why: `While a statement waits for its lock, everybody who comes after it waits too. Ten seconds of that fill the connection pool of a busy
application; 0 means to wait without end.`,
  instead: `Give up early and try again:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
\`\`\``,
  exempt: `Off by default. Statements that take less than SHARE ROW EXCLUSIVE, such as those with CONCURRENTLY, which need a long timeout; new,
temporary and small tables.`,
  check: {
    statement(context) {
      const timeout = timeoutOf(context.settings, "lock_timeout");
      if (timeout === undefined) return;
      if (timeout.milliseconds > 0 && timeout.milliseconds <= limit) return;
      const [lock] = exclusiveLocks(context);
      if (lock === undefined) return;
      const forHowLong = timeout.milliseconds === 0 ? "without end" : timeout.written;
      context.report({
        message: `Everybody who uses ${context.show(lock.relation)} may wait ${forHowLong} behind this ${context.statement.command}, while it waits for ${lock.mode}.`,
        help: "Write SET LOCAL lock_timeout = '2s', and run the migration again where it gives up.",
      });
    },
  },
});
