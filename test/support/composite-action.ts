import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { type Finished, start } from "./cli.ts";

/** A step of a composite action, as its file has it. */
interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

interface Input {
  readonly description: string;
  readonly default: string;
}

export interface CompositeAction {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const actionFile = resolve(import.meta.dirname, "../../action.yml");

export function readAction(): CompositeAction {
  return parse(readFileSync(actionFile, "utf8")) as CompositeAction;
}

/** A run of a job, as its steps see it. */
export interface Job {
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly token: string;
  /** Beside what every runner gives. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a run of the action left. */
export interface ActionRun {
  /** Of the first step that failed, and may not. */
  readonly exitCode: number;
  readonly steps: Readonly<Record<string, Finished>>;
  /** The steps that use other actions and were due, with what they are given. */
  readonly used: readonly { readonly uses: string; readonly with: Record<string, string> }[];
  readonly summary: string;
  /** All that was written where people or later steps see it. */
  readonly written: string;
}

/** Runs the steps of our action as they stand, by bash, as a runner does; what uses other actions is only told. */
export async function runAction(job: Job): Promise<ActionRun> {
  const { inputs: known, runs } = readAction();
  const files = {
    output: join(job.workspace, "../output"),
    summary: join(job.workspace, "../summary"),
  };
  for (const file of Object.values(files)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
  }
  const defaults = Object.fromEntries(
    Object.entries(known).map(([name, one]) => [name, String(one.default)]),
  );
  const scope: Scope = { ...job, inputs: { ...defaults, ...job.inputs }, outputs: {} };
  const steps: Record<string, Finished> = {};
  const used: { uses: string; with: Record<string, string> }[] = [];
  let exitCode = 0;
  for (const step of runs.steps) {
    if (!isDue(step, scope, exitCode)) continue;
    if (step.uses !== undefined) {
      used.push({ uses: step.uses, with: filled(step.with, scope) });
      continue;
    }
    const finished = await runStep(step, scope, files);
    steps[step.name] = finished;
    if (finished.exitCode !== 0 && exitCode === 0 && !step["continue-on-error"])
      exitCode = finished.exitCode ?? 1;
  }
  const summary = readFileSync(files.summary, "utf8");
  const said = Object.values(steps).flatMap(({ stdout, stderr }) => [stdout, stderr]);
  const written = [summary, JSON.stringify(scope.outputs), ...said].join("\n");
  return { exitCode, steps, used, summary, written };
}

interface Scope extends Job {
  readonly inputs: Readonly<Record<string, string>>;
  /** Of steps, by their ids. */
  readonly outputs: Record<string, Record<string, string>>;
}

async function runStep(
  step: Step,
  scope: Scope,
  files: { readonly output: string; readonly summary: string },
): Promise<Finished> {
  if (step.shell !== "bash") throw new Error(`no bash: ${step.name}`);
  const script = join(scope.workspace, "../step.sh");
  writeFileSync(script, step.run!);
  writeFileSync(files.output, "");
  const cwd = resolve(scope.workspace, text(step["working-directory"] ?? ".", scope));
  const { finished } = start("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd,
    env: {
      ...scope.env,
      ...filled(step.env, scope),
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: dirname(actionFile),
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: scope.workspace,
      RUNNER_TEMP: runnerTemp(scope),
    },
  });
  const result = await finished;
  if (step.id !== undefined) scope.outputs[step.id] = outputsIn(files.output);
  return result;
}

function runnerTemp({ workspace }: Job): string {
  const directory = join(workspace, "../temp");
  if (!existsSync(directory)) mkdirSync(directory);
  return directory;
}

function outputsIn(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n");
  const pairs = lines.flatMap((line) => /^([\w-]+)=(.*)$/.exec(line)?.slice(1) ?? []);
  return Object.fromEntries(
    Array.from({ length: pairs.length / 2 }, (_, at) => pairs.slice(2 * at, 2 * at + 2)),
  ) as Record<string, string>;
}

/** Without a condition of its own a step runs while none has failed. */
function isDue({ if: condition }: Step, scope: Scope, exitCode: number): boolean {
  const terms = (condition ?? "success()").replaceAll(/\$\{\{|\}\}/g, "").split("&&");
  const status = terms.some((term) => /^\s*!?\w+\(\)\s*$/.test(term)) ? [] : ["success()"];
  return [...terms, ...status].every((term) => holds(term.trim(), scope, exitCode));
}

function holds(term: string, scope: Scope, exitCode: number): boolean {
  if (term === "success()") return exitCode === 0;
  if (term === "!cancelled()") return true;
  const [, name, operator, literal] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(term)!;
  return (valueOf(name!, scope) === literal) === (operator === "==");
}

function filled(texts: Step["env"], scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts ?? {}).map(([name, one]) => [name, text(String(one), scope)]),
  );
}

function text(template: string, scope: Scope): string {
  const whole = (one: string) =>
    one.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => valueOf(name, scope));
  return whole(whole(template)); // a default may be an expression
}

function valueOf(name: string, { inputs, outputs, token }: Scope): string {
  const [context, key = "", , output = ""] = name.split(".");
  if (context === "inputs" && key in inputs) return inputs[key]!;
  if (context === "steps") return outputs[key]?.[output] ?? "";
  if (name === "github.token") return token;
  throw new Error(`the stand-in of a runner knows no ${name}`);
}
