import {
  LostConnection,
  StatementError,
  type Connection,
  type RunWatch,
} from "../database/index.ts";
import type { Tracer } from "./tracer.ts";

/**
 * A Connection around a Connection: the same to its users, but statements go out one by one, and a tracer
 * looks at those of migrations.
 */
export function tracingConnection(inner: Connection, tracer: Tracer): Connection {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ...inner,
    run: (statements, watch) => runOneByOne(inner, tracer, statements, watch),
    raw: (...given) => {
      const run = () => tracer.runRaw(textOf(given), () => inner.raw(...given));
      return (turn = turn.then(run, run));
    },
  };
}

async function runOneByOne(
  inner: Connection,
  tracer: Tracer,
  statements: readonly string[],
  watch: RunWatch | undefined,
): Promise<void> {
  for (const [index, text] of statements.entries()) {
    try {
      await runOne(inner, tracer, text, watch && shifted(watch, index));
    } catch (error) {
      if (statements[0] === "BEGIN" && error instanceof StatementError)
        await rollBack(inner, tracer);
      throw withIndex(error, index);
    }
  }
}

async function runOne(
  inner: Connection,
  tracer: Tracer,
  text: string,
  watch: RunWatch | undefined,
): Promise<void> {
  if (text === "BEGIN") {
    await inner.run([text], watch);
    tracer.begun();
  } else if (text === "COMMIT" || text === "ROLLBACK") {
    tracer.ended();
    await inner.run([text], watch);
  } else await tracer.run(text, watch);
}

async function rollBack(inner: Connection, tracer: Tracer): Promise<void> {
  tracer.ended();
  await inner.run(["ROLLBACK"]);
}

function shifted({ completed, row, notice }: RunWatch, index: number): RunWatch {
  return {
    completed: () => completed?.(index),
    row: (_, values) => row?.(index, values),
    notice: (_, what) => notice?.(index, what),
  };
}

/** The same error, at the place that its statement has among the others. */
function withIndex(error: unknown, index: number): unknown {
  if (error instanceof StatementError)
    return new StatementError(error.server, index, error.offset, error.cause);
  if (error instanceof LostConnection) return new LostConnection(error.message, index, error.cause);
  return error;
}

/** A query as the driver takes it: a text, or an object with one. */
function textOf([query]: readonly unknown[]): string {
  return typeof query === "string" ? query : String((query as { text?: unknown })?.text ?? "");
}
