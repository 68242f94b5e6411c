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
  const linted =
    allKnown(all, chosen, kept.findings, collector) ??
    walked(all, chosen, { facts, active, kept, collector });
  return resultOf(linted, collector, { asked, all: rules }, facts);
}

/** A migration that was linted. */
type Linted = Pick<MigrationContext, "lintable" | "source" | "statements" | "unread">;

/** Where all is known that the rules say, none of them is asked. */
function allKnown(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  kept: Kept["findings"],
  collector: Collector,
): Linted[] | undefined {
  const ofDirectory = kept?.of("directory");
  if (kept === undefined || ofDirectory === undefined) return undefined;
  const known = all.flatMap((lintable) => {
    const found = chosen.has(lintable.name) ? kept.of(lintable) : undefined;
    return found === undefined ? [] : [{ lintable, source: lintable.source, ...found }];
  });
  if (known.length < chosen.size) return undefined;
  for (const { findings } of [...known, ofDirectory]) collector.add(findings);
  return known;
}

/** Asks the rules, as far as it is not known what they say. */
function walked(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  asking: Asking,
): readonly Linted[] {
  const { collector, kept } = asking;
  const walk = walkThrough(all, chosen, asking);
  const findings = collector.during(() => walk.finish(all));
  kept.findings?.keep("directory", { findings, unread: 0, statements: [] });
  return walk.chosen;
}

/** Who is asked, knowing what, and who hears of it. */
interface Asking {
  readonly facts: LintFacts;
  readonly active: readonly ActiveRule[];
  readonly kept: Kept;
  readonly collector: Collector;
}

/** Goes to the last of the chosen migrations, from the first one or from where it is known what those before leave. */
function walkThrough(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  { facts, active, kept, collector }: Asking,
): Walk {
  const { states, statements, findings } = kept;
  const first = all.findIndex(({ name }) => chosen.has(name));
  const before = all.slice(0, Math.max(0, first));
  const { count, left } = states?.after(before) ?? { count: 0 };
  const walk = new Walk(active, facts, { left, statements });
  const last = all.findLastIndex(({ name }) => chosen.has(name));
  for (const [index, lintable] of all.entries()) {
    if (index < count) continue;
    if (index > last) break;
    if (index === first && count < first) states?.keep(before, walk.left);
    if (chosen.has(lintable.name)) lintOne(walk, [lintable, index], findings, collector);
    else if (!standsFor(facts.baseline, lintable.name)) walk.pass(lintable, index);
  }
  return walk;
}

/** Asks the rules, where it is not known what they found. */
function lintOne(
  walk: Walk,
  [lintable, index]: readonly [Lintable, number],
  kept: Kept["findings"],
  collector: Collector,
): void {
  const known = kept?.of(lintable);
  if (known !== undefined) {
    walk.recall(lintable, index, known);
    collector.add(known.findings);
    return;
  }
  const findings = collector.during(() => walk.lint(lintable, index));
  const { unread, statements } = walk.chosen.at(-1)!;
  kept?.keep(lintable, { findings, unread, statements });
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
  chosen: readonly Linted[],
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
    unreadCode: chosen.filter(({ lintable }) => lintable.hasUnknownCode).length,
    postgres: facts.postgres,
    ...summary(kept, facts.settings),
    sources: sourcesOf(new Set(kept.flatMap(filesOf)), chosen),
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

/** Texts of files. Of a file that is a migration and a section it is that of the migration. */
function sourcesOf(
  files: ReadonlySet<string>,
  chosen: readonly Pick<Linted, "lintable">[],
): LintResult["sources"] {
  const sections = chosen.flatMap(({ lintable }) => Object.values(lintable.sections));
  const all = [...sections, ...chosen.map(({ lintable }) => lintable)];
  const known = new Map(all.map(({ file, source }) => [file, source]));
  return new Map(Array.from(files, (file) => [file, known.get(file) ?? ""]));
}
