import { ConfigurationError } from "../errors/index.ts";
import type { Severity } from "./finding.ts";
import { ruleSets, type RuleSet } from "./sets.ts";
import { nearestName } from "../nearest-name.ts";

/** What a rule's findings count as; `off` where it is not asked. */
export const levels = ["error", "warning", "notice", "off"] as const satisfies readonly (
  | Severity
  | "off"
)[];
type Level = (typeof levels)[number];

/** Severities by the names of rules. */
type Levels = Readonly<Record<string, Level>>;

/** What a project says of single rules: severities; or a list of them and of patterns of files, such as `./rules/*.ts`. */
type RulesConfig = Levels | readonly (string | Levels)[];

/** What a project says of linting: the key `lint` of its config file. */
export interface LintConfig {
  /** Whose rules are asked. Default: `recommended`. */
  readonly sets?: readonly RuleSet[] | undefined;
  /** Single rules, over what the sets say: one that is not `off` is used with any sets. In a list, files of rules of one's own too. */
  readonly rules?: RulesConfig | undefined;
  /** A migration's name; it and those before are not linted, but known. */
  readonly baseline?: string | undefined;
  /** The PostgreSQL major version to assume. Default: the target's, or 15. */
  readonly postgres?: number | undefined;
  /** From which severity on a finding stops CI. Default: `error`. */
  readonly failOn?: "error" | "warning" | undefined;
  /** Tables that are small in production, so that scans and rewrites of them do not matter. */
  readonly smallTables?: readonly string[] | undefined;
  /** Tables that are written all the time, where short locks matter too. */
  readonly busyTables?: readonly string[] | undefined;
  /** A file that `pgmaestro stats` wrote. */
  readonly statistics?: string | undefined;
  /** Whether what runs the migrations, or their role, sets a `lock_timeout`. On the command line that is so by default. */
  readonly lockTimeout?: boolean | undefined;
}

/** The same with the defaults in place. */
export interface LintSettings extends Omit<LintConfig, "lockTimeout" | "rules"> {
  readonly sets: readonly RuleSet[];
  readonly rules: Levels;
  readonly failOn: "error" | "warning";
  readonly smallTables: readonly string[];
  readonly busyTables: readonly string[];
  /** Whether one is set elsewhere; `of the run` where pgmaestro does, which leaves concurrent commands alone. */
  readonly lockTimeout: boolean | "of the run";
  /** The only rules to use, with any sets and levels. */
  readonly only?: readonly string[] | undefined;
}

/** What holds where a project says nothing. */
export const defaultLintSettings: LintSettings = {
  sets: ["recommended"],
  rules: {},
  failOn: "error",
  smallTables: [],
  busyTables: [],
  lockTimeout: false,
};

/** The first PostgreSQL major version that the rules know of, and the last. */
export const knownMajors = { first: 12, last: 19 } as const;

/**
 * A project's settings, with names that there are.
 * @param given of the shape that config-schema.ts checks; the names in it are free
 * @param ruleNames all rules
 * @param source what gave them, for messages: `pgmaestro.config.json`, `--rule`
 * @throws ConfigurationError for an unknown rule or set, with what may be meant, and for an impossible version
 */
export function parseLintSettings(
  given: LintConfig & Pick<LintSettings, "only">,
  ruleNames: readonly string[],
  source: string,
): LintSettings {
  for (const set of given.sets ?? []) refuseUnknown("set of rules", set, ruleSets, source);
  const rules = levelsIn(given);
  for (const rule of [...Object.keys(rules), ...(given.only ?? [])])
    refuseUnknown("rule", rule, ruleNames, source);
  refuseMajor(given.postgres, source);
  return { ...defaultLintSettings, ...withoutAbsent(given), rules } as LintSettings;
}

/** The severities among what a project says of single rules. */
function levelsIn({ rules = {} }: Pick<LintConfig, "rules">): Levels {
  return Object.assign({}, ...entriesOf(rules).filter((one) => typeof one !== "string")) as Levels;
}

/** The patterns of files among what a project says of single rules. */
export function ruleFilesIn({ rules = {} }: Pick<LintConfig, "rules">): string[] {
  return entriesOf(rules).filter((one) => typeof one === "string");
}

function entriesOf(rules: RulesConfig): readonly (string | Levels)[] {
  return [rules].flat() as readonly (string | Levels)[];
}

function refuseUnknown(what: string, name: string, known: readonly string[], source: string): void {
  if (known.includes(name)) return;
  throw new ConfigurationError(
    `${source}: there is no ${what} "${name}"`,
    suggestion(name, known) ??
      (what === "rule"
        ? "`pgmaestro lint --rules` lists the rules."
        : `The sets are ${known.join(", ")}.`),
  );
}

/** The name that may be meant, as a question; undefined where none is close. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known, Math.max(2, Math.min(6, name.length / 3)));
  if (near !== undefined) return `Did you mean ${near}?`;
  const holds = known.filter((one) => name.length > 3 && one.includes(name)).slice(0, 3);
  return holds.length > 0 ? `Did you mean ${holds.join(" or ")}?` : undefined;
}

function refuseMajor(major: number | undefined, source: string): void {
  const { first, last } = knownMajors;
  if (major === undefined || (Number.isInteger(major) && major >= first && major <= last)) return;
  throw new ConfigurationError(
    `${source}: ${major} is no major version of PostgreSQL that the rules know`,
    `Give a whole number, ${first} to ${last}.`,
  );
}

function withoutAbsent<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;
}

/** How bad it is not to follow a convention that a project may have or not: a notice, unless it asks for conventions. */
export function ofConvention({ sets, only }: LintSettings): Severity {
  const isAsked = only !== undefined || sets.includes("conventions") || sets.includes("strict");
  return isAsked ? "warning" : "notice";
}
