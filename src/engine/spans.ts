import { type RunEvent, type Watch, watchedByBoth } from "../events.ts";
import { isNotFound } from "../optional-package.ts";
import { version } from "../version.ts";

/** What is used of `@opentelemetry/api`; met as a shape, so that its package is loaded only where the project has it. */
interface OpenTelemetry {
  readonly trace: {
    getTracer(name: string, version: string): TracerLike;
    setSpan(context: unknown, span: SpanLike): unknown;
  };
  readonly context: { active(): unknown };
}

interface TracerLike {
  startSpan(name: string, options: SpanOptions, context: unknown): SpanLike;
}

type Attributes = Readonly<Record<string, string | number>>;

interface SpanOptions {
  readonly attributes?: Attributes;
  readonly startTime?: Date;
}

interface SpanLike {
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  recordException(error: Error): void;
  end(): void;
}

/** Source: OpenTelemetry API, `SpanStatusCode.ERROR`. */
const statusError = 2;

/**
 * Acts with spans of what happens, where the project has `@opentelemetry/api`: of the run, and in it of its segments, statements,
 * waits and tries. Whatever the process has registered there takes them.
 */
export async function traced<Options extends { readonly onEvent?: Watch | undefined }, Result>(
  options: Options,
  action: (options: Options) => Promise<Result>,
): Promise<Result> {
  const api = await loadApi();
  if (api === undefined) return action(options);
  const spans = new Spans(api);
  try {
    const result = await action({ ...options, onEvent: spans.watching(options.onEvent) });
    spans.end();
    return result;
  } catch (error) {
    spans.end(error);
    throw error;
  }
}

/** Where the API keeps what a process has registered. Without that it does nothing, and loading it takes longer than an idle run. */
const registered = Symbol.for("opentelemetry.js.api.1");

async function loadApi(): Promise<OpenTelemetry | undefined> {
  if (!(registered in globalThis)) return undefined;
  const name = "@opentelemetry/api";
  try {
    return (await import(name)) as OpenTelemetry;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Turns events into spans. */
class Spans {
  readonly #api: OpenTelemetry;
  readonly #tracer: TracerLike;
  readonly #run: SpanLike;
  #segment: SpanLike | undefined;
  #wait: SpanLike | undefined;
  #retry: SpanLike | undefined;
  #migration = "";
  /** When the statement that runs has begun, as far as the server tells. */
  #begun = new Date();

  constructor(api: OpenTelemetry) {
    this.#api = api;
    this.#tracer = api.trace.getTracer("pgmaestro", version);
    this.#run = this.#tracer.startSpan("pgmaestro run", system, api.context.active());
  }

  watching(watch: Watch | undefined): Watch {
    return watchedByBoth((event) => this.#follow(event), watch);
  }

  end(error?: unknown): void {
    for (const span of [this.#wait, this.#retry, this.#segment]) span?.end();
    if (error instanceof Error) {
      this.#run.recordException(error);
      this.#run.setStatus({ code: statusError, message: error.message });
    }
    this.#run.end();
  }

  #follow(event: RunEvent): void {
    switch (event.type) {
      case "waiting":
      case "waiting-for-server":
        this.#wait ??= this.#start("pgmaestro wait", { "pgmaestro.for": event.type });
        return;
      case "started":
        this.#wait = ended(this.#wait);
        this.#run.setAttributes({ "pgmaestro.migrations": event.migrations });
        return;
      case "migration-started":
        return this.#begin(event.migration);
      case "progress":
        return this.#completed(event.statements);
      case "seen":
        return this.#seen(event.blockers.map(({ pid }) => pid));
      case "gave-way":
        this.#endSegment({ code: statusError, message: event.reason });
        this.#retry = this.#start("pgmaestro retry", { "pgmaestro.tries": event.tries });
        return;
      case "segment-done":
        return this.#endSegment();
      default:
    }
  }

  #begin(migration: string): void {
    this.#retry = ended(this.#retry);
    this.#migration = migration;
    this.#begun = new Date();
    this.#segment ??= this.#start("pgmaestro segment", { "pgmaestro.migration": migration });
  }

  #completed(statement: number): void {
    const attributes = {
      "pgmaestro.migration": this.#migration,
      "pgmaestro.statement": statement,
    };
    const options = { attributes, startTime: this.#begun };
    this.#tracer.startSpan("pgmaestro statement", options, this.#inside(this.#segment)).end();
    this.#begun = new Date();
  }

  #seen(blockers: readonly number[]): void {
    if (blockers.length === 0) this.#wait = ended(this.#wait);
    else this.#wait ??= this.#start("pgmaestro wait", { "pgmaestro.behind": blockers.join(",") });
  }

  #endSegment(status?: { readonly code: number; readonly message: string }): void {
    this.#wait = ended(this.#wait);
    if (status !== undefined) this.#segment?.setStatus(status);
    this.#segment = ended(this.#segment);
  }

  /** A span in the segment that runs, or else in the run. */
  #start(name: string, attributes: Attributes): SpanLike {
    return this.#tracer.startSpan(name, { attributes }, this.#inside(this.#segment));
  }

  #inside(span = this.#run): unknown {
    return this.#api.trace.setSpan(this.#api.context.active(), span);
  }
}

const system = { attributes: { "db.system.name": "postgresql" } };

function ended(span: SpanLike | undefined): undefined {
  span?.end();
  return undefined;
}
