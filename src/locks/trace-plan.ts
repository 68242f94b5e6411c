import { StatementError, type Connection } from "../database/index.ts";
import { runPlan, type EngineContext } from "../engine/index.ts";
import type { Plan } from "../plan/index.ts";
import { Script } from "./script.ts";
import type { TracedStatement } from "./trace.ts";
import { Tracer, type TransactionNumbers } from "./tracer.ts";
import { tracingConnection } from "./tracing-connection.ts";

/** What running a plan showed. */
export interface PlanTrace {
  readonly statements: readonly TracedStatement[];
  /** What could not be seen, each a clause. */
  readonly gaps: readonly string[];
  /** Why it ended early; absent where it ran to its end. */
  readonly error?: unknown;
}

/**
 * Runs a plan through the engine on a scratch database, and writes down what each statement of its migrations locks,
 * rewrites, scans and builds. Nobody else may be connected to it. `loadParser` must have been awaited before.
 */
export async function tracePlan(
  plan: Plan,
  context: EngineContext,
  numbering: TransactionNumbers,
): Promise<PlanTrace> {
  const { connection, table } = context;
  const script = new Script();
  const tracer = new Tracer(connection, table, script, numbering);
  const { statements, gaps } = tracer;
  if (!(await speaksEnglish(connection)))
    gaps.push("the scratch server reports scans in a language other than English");
  try {
    const traced = { ...context, connection: tracingConnection(connection, tracer) };
    await runPlan(script.follow(withoutBatches(plan)), traced);
    return { statements, gaps };
  } catch (error) {
    return { statements, gaps, error };
  }
}

/** On empty tables one batch does what all do. */
function withoutBatches({ segments }: Plan): Plan {
  return {
    segments: segments.map((segment) => ({
      ...segment,
      steps: segment.steps.map((step) => ({
        ...step,
        statements: step.statements.map(({ backfill: _, ...statement }) => statement),
      })),
    })),
  };
}

/**
 * Makes the server's messages those that messages.ts reads, where this is allowed or needed.
 * Source: PostgreSQL manual, 20.11.2 "Locale and Formatting": only superusers can change lc_messages.
 */
async function speaksEnglish(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ language: string }>(
    "SELECT pg_catalog.current_setting('lc_messages') AS language",
  );
  if (/^(?:C|POSIX|en)(?:[._@]|$)/.test(row!.language)) return true;
  try {
    await connection.run(["SET lc_messages = 'C'"]);
    return true;
  } catch (error) {
    if (error instanceof StatementError) return false;
    throw error;
  }
}
