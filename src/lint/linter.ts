import { Collector, levelOf } from "./collector.ts";
import { standsFor } from "../migrations/index.ts";
import type { MigrationContext } from "./context.ts";
import type { LintFacts } from "./facts.ts";
import { severities, type Finding, type LintResult, type Severity } from "./finding.ts";
import { reportIgnores } from "./ignore-findings.ts";
import { ignoresIn, withoutIgnored } from "./ignores.ts";
import type { Kept } from "./kept.ts";
import type { Lintable } from "./lintable.ts";
import type { Rule } from "./rule.ts";
import { allRules } from "./rules/index.ts";
import type { LintSettings } from "./settings.ts";
import { distinct, withOneErrorAPlace } from "./worst-first.ts";
import type { ActiveRule } from "./hooks.ts";
import { Walk } from "./walk.ts";

/**
 * Lints migrations. The parser must be loaded.
 * @param all all migrations of the directory, in order
 * @param chosen the names of those to lint
 */
export function lintMigrations(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  facts: LintFacts,
  rules: readonly Rule[] = allRules,
  kept: Kept = {},
): LintResult {
  const asked = rules.filter((rule) => isAsked(rule, facts.settings));
  const collector = new Collector(facts.settings);
  const active = asked.map((rule) => ({ rule, sink: collector.sinkOf(rule) }));
  const walk = walkThrough(all, chosen, facts, active, kept);
  walk.finish(all);
  return resultOf(walk.chosen, collector, { asked, all: rules }, facts);
}

/** Goes to the last of the chosen migrations, from the first one or from where it is known what those before leave. */
function walkThrough(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  facts: LintFacts,
  active: readonly ActiveRule[],
  { states, statements }: Kept,
): Walk {
  const first = all.findIndex(({ name }) => chosen.has(name));
  const before = all.slice(0, Math.max(0, first));
  const { count, left } = states?.after(before) ?? { count: 0 };
  const walk = new Walk(active, facts, { left, statements });
  const last = all.findLastIndex(({ name }) => chosen.has(name));
  for (const [index, lintable] of all.entries()) {
    if (index < count) continue;
    if (index > last) break;
    if (index === first && count < first) states?.keep(before, walk.left);
    if (chosen.has(lintable.name)) walk.lint(lintable, index);
    else if (!standsFor(facts.baseline, lintable.name)) walk.pass(lintable, index);
  }
  return walk;
}

/** A result with some of its findings only, and what they come to. */
export function withFindings(
  result: LintResult,
  findings: readonly Finding[],
  settings: LintSettings,
): LintResult {
  return { ...result, findings, ...summary(findings, settings) };
}

/** Whether a rule is asked: by its name, by the config, or by a set it is in. */
function isAsked(rule: Rule, settings: LintSettings): boolean {
  if (settings.only !== undefined) return settings.only.includes(rule.name);
  const level = levelOf(rule, settings);
  if (level !== undefined) return level !== "off";
  return settings.sets.some((set) => set === "strict" || rule.sets.includes(set));
}

function resultOf(
  chosen: readonly MigrationContext[],
  collector: Collector,
  rules: { readonly asked: readonly Rule[]; readonly all: readonly Rule[] },
  facts: LintFacts,
): LintResult {
  const { asked } = rules;
  const { settings } = facts;
  const kept: Finding[] = [];
  let [ignored, hidden] = [0, 0];
  const isFixed = (name: string) => levelOf({ name }, settings) !== undefined;
  const show = (findings: readonly Finding[]) => {
    const shown = findings.filter(isShown(settings));
    hidden += findings.length - shown.length;
    return shown;
  };
  for (const migration of chosen) {
    const { name } = migration.lintable;
    const ignores = ignoresIn(migration);
    const sifted = withoutIgnored(collector.take(name), ignores);
    reportIgnores({ migration, ignores, used: sifted.used, rules, collector });
    const left = show(distinct([...sifted.kept, ...collector.take(name)]));
    kept.push(...withOneErrorAPlace(left, asked, isFixed).toSorted(byPlace));
    ignored += sifted.ignored;
  }
  kept.push(...show(collector.rest()));
  return {
    findings: kept,
    migrations: chosen.map(({ lintable }) => lintable.name),
    ignored,
    hidden,
    unread: chosen.reduce((sum, one) => sum + one.unread, 0),
    postgres: facts.postgres,
    ...summary(kept, facts.settings),
    sources: new Map(kept.flatMap(filesOf).map((file) => [file, sourceOf(file, chosen)])),
  };
}

/** Advice is shown to who asks for it: by the strict set, or by the rule's name. */
function isShown(settings: LintSettings): (finding: Finding) => boolean {
  const showsAll = settings.only !== undefined || settings.sets.includes("strict");
  return ({ severity, rule }) =>
    showsAll || severity !== "notice" || levelOf({ name: rule }, settings) === "notice";
}

/** At one place the worst comes first. */
function byPlace(one: Finding, other: Finding): number {
  return (
    one.start - other.start ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    (one.rule < other.rule ? -1 : 1)
  );
}

function summary(
  findings: readonly Finding[],
  { failOn }: LintSettings,
): Pick<LintResult, "counts" | "passed"> {
  const counts = countsOf(findings);
  return { counts, passed: counts.error + (failOn === "warning" ? counts.warning : 0) === 0 };
}

/** How many there are of each severity. */
export function countsOf(findings: readonly Finding[]): LintResult["counts"] {
  const count = (level: Severity) => findings.filter(({ severity }) => severity === level).length;
  return { error: count("error"), warning: count("warning"), notice: count("notice") };
}

/** Of a finding: where it is, and where its rewrite reaches. */
function filesOf({ file, fix }: Finding): string[] {
  return [file, ...(fix?.edits ?? []).flatMap((edit) => edit.file ?? [])];
}

function sourceOf(file: string, chosen: readonly MigrationContext[]): string {
  const found = chosen.find(({ lintable }) => lintable.file === file);
  if (found !== undefined) return found.source;
  const sections = chosen.flatMap(({ lintable }) => Object.values(lintable.sections));
  return sections.find((section) => section.file === file)?.source ?? "";
}
