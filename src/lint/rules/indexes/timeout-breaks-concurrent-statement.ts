import type { Action } from "../../../sql/statement/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { severities, type Severity } from "../../finding.ts";
import { defineRule } from "../../define-rule.ts";
import { timeoutOf } from "../../../schema/index.ts";
import { listing } from "../listing.ts";
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
warning. All that the same timeout cuts short is one finding.`,
  check: {
    action(action, context) {
      const work = concurrentWork(action, context);
      if (work === undefined) return;
      const short = shortTimeouts(context);
      if (short.length > 0)
        note(limitOf(short), { action, context, work }, severityOf(work, short));
      else if (isOfProject(context)) note(ofProject, { action, context, work }, "notice");
    },
    section(context) {
      for (const [limit, cut] of noted.get(context)?.values() ?? []) tell(limit, cut);
    },
  },
});

/** What cuts a statement short. */
interface Limit {
  /** In words that come before "runs out". */
  readonly what: string;
  readonly help: string;
}

const ofProject: Limit = {
  what: "the lock_timeout of what runs the migrations",
  help: "Write SET lock_timeout = 0 before it, and RESET lock_timeout behind it.",
};

interface Cut {
  readonly action: Action;
  readonly context: StatementContext;
  readonly work: ConcurrentWork;
  readonly severity: Severity;
}

/** The statements of a section that the same limit cuts short. */
const noted = new WeakMap<SectionContext, Map<string, [Limit, Cut[]]>>();

function note(limit: Limit, cut: Omit<Cut, "severity">, severity: Severity): void {
  const { section } = cut.context;
  const limits = noted.get(section) ?? new Map<string, [Limit, Cut[]]>();
  noted.set(section, limits);
  const [, all] = limits.get(limit.what) ?? [limit, []];
  limits.set(limit.what, [limit, [...all, { ...cut, severity }]]);
}

/** One limit is one finding, at the first of the statements to which it does the most harm. */
function tell({ what, help }: Limit, all: readonly Cut[]): void {
  const severity = severities.find((level) => all.some((one) => one.severity === level))!;
  const { action, context, work } = all.find((one) => one.severity === severity)!;
  const { command, waitsFor, leaves } = work;
  const others = all.filter((one) => one.context !== context);
  const lines = listing([...new Set(others.map((one) => `line ${one.context.line}`))], 8);
  const more = others.length === 0 ? "" : ` The same holds for ${lines}.`;
  context.report({
    at: action.at,
    severity,
    message: `It leaves ${leaves} when ${what} runs out: ${command} waits for ${waitsFor}.${more}`,
    help,
  });
}

/** Whether nothing but the project's settings says that there is a timeout. */
function isOfProject({ facts, settings }: StatementContext): boolean {
  return facts.settings.lockTimeout === true && settings.get("lock_timeout") === undefined;
}

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

function limitOf(short: readonly Short[]): Limit {
  const lifted = short.map(({ name }) => `SET ${name} = 0`).join("; ");
  return {
    what: short.map(({ name, written }) => `a ${name} of ${written}`).join(" and "),
    help: `Write ${lifted} before it.`,
  };
}
