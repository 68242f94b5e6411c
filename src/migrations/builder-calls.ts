import { offsetOfLine } from "../sql/text/index.ts";
import { placeInStack } from "./module.ts";

/** A call of the builder that made a step. */
export interface BuilderCall {
  /** `createIndex` */
  readonly method: string;
  /** From where it was called. */
  readonly trace: Error;
  /** Whether it is one of another tool's builder. */
  readonly ofTool?: true;
}

/** What of a migration's own code made a stretch of its SQL. Offsets are UTF-16 units in the file's text. */
export interface SourceCall {
  readonly file: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly method: string;
  readonly ofTool?: true | undefined;
  /** All that the call made of this step. */
  readonly sql: string;
}

/** Keeps which call makes each step of a builder that has none yet. */
export function recordCalls(pgm: { getSqlSteps(): string[] }): readonly BuilderCall[] {
  const calls: BuilderCall[] = [];
  const methods = pgm as unknown as Record<string, unknown>;
  for (const [method, call] of Object.entries(methods))
    if (typeof call === "function" && method !== "func")
      methods[method] = (...given: unknown[]): unknown => {
        const result: unknown = call(...given);
        const made = { method, trace: new Error() };
        const steps = pgm.getSqlSteps().length;
        while (calls.length < steps) calls.push(made);
        return result;
      };
  return calls;
}

/** A step's stretch of the SQL that a function made. */
export interface MadeStep {
  /** Where it ends. */
  readonly to: number;
  readonly sql: string;
  readonly call: BuilderCall | undefined;
}

/** Finds the call that made what is at an offset of the SQL; undefined where the code around it is not in the migration's file. */
export function callFinder(
  file: string,
  source: string,
  steps: readonly MadeStep[],
): (offset: number) => SourceCall | undefined {
  const found = new Map<MadeStep, SourceCall | undefined>();
  return (offset) => {
    const step = steps.find(({ to }) => offset < to) ?? steps.at(-1);
    if (step?.call === undefined) return undefined;
    if (!found.has(step)) found.set(step, sourceCall(file, source, step, step.call));
    return found.get(step);
  };
}

/** Lines are those of the file, also where it was compiled; columns are not, so that the method is looked for. */
function sourceCall(
  file: string,
  source: string,
  { sql }: MadeStep,
  { method, trace, ofTool }: BuilderCall,
): SourceCall | undefined {
  const { line, column } = placeInStack(trace, file);
  if (line === 1 && column === 1) return undefined;
  const from = offsetOfLine(source, line);
  const text = /^[^\r\n]*/.exec(source.slice(from))![0];
  const written = new RegExp(`(?:[\\w$]+\\s*\\??\\.\\s*)*\\b${method}\\b(?=\\s*\\()`).exec(text);
  const start = from + (written?.index ?? text.search(/\S|$/));
  const open = written === null ? -1 : start + written[0].length;
  const end = open < 0 ? from + text.trimEnd().length : endOfCall(source, open);
  return { file, source, start, end, method, ofTool, sql };
}

const piece = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[^]*?\*\/|[()]/g;

/** Behind the parenthesis that closes the one at or after an offset. */
function endOfCall(source: string, open: number): number {
  let depth = 0;
  for (const { 0: text, index } of source.slice(open).matchAll(piece)) {
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    if (depth === 0 && text === ")") return open + index + 1;
  }
  return source.length;
}
