import type { Section } from "../migrations/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import type { Report, ReportSink } from "./report.ts";
import { isOver } from "./define-rule.ts";
import type { Finding, Severity } from "./finding.ts";
import type { Rule } from "./rule.ts";
import type { LintSettings } from "./settings.ts";

/** Findings as they come, each with its rule's severity. */
export class Collector {
  readonly #findings = new Map<string, Finding[]>();
  /** The latest, whatever migration they are in. */
  #heard: Finding[] = [];
  readonly #settings: LintSettings;

  constructor(settings: LintSettings) {
    this.#settings = settings;
  }

  /** Where the reports of a rule go. */
  sinkOf(rule: Rule): ReportSink {
    return (report, where) => {
      const { lintable, section, direction } = where;
      const isAfter = lintable.migration?.phase === "after";
      if (direction === "up" && isAfter && isOver(rule)) return;
      const severity = this.#severity(rule, report, direction);
      const said = inWordsOf(section, report);
      const finding = findingOf(
        rule,
        direction === "up" && !isAfter ? proposingPhase(rule, said, section) : said,
        where,
        severity,
      );
      this.add([finding]);
    };
  }

  /** Takes findings as they are. */
  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const known = this.#findings.get(finding.migration);
      if (known === undefined) this.#findings.set(finding.migration, [finding]);
      else known.push(finding);
      this.#heard.push(finding);
    }
  }

  /** What comes while something is done. */
  during(act: () => void): readonly Finding[] {
    this.#heard = [];
    act();
    return this.#heard;
  }

  /** What was found in a migration since the last time it was taken. */
  take(migration: string): Finding[] {
    const found = this.#findings.get(migration) ?? [];
    this.#findings.delete(migration);
    return found;
  }

  /** What was found elsewhere, and not taken. */
  rest(): Finding[] {
    return [...this.#findings.values()].flat();
  }

  /** What happens to sessions in a rollback is less likely to happen at all: one level lower. */
  #severity(
    rule: Rule,
    { severity = rule.severity }: Report,
    direction: "up" | "down" | undefined,
  ): Severity {
    const level = levelOf(rule, this.#settings);
    if (level !== undefined && level !== "off") return level;
    return direction === "down" && rule.stake === "waiting" ? lower[severity] : severity;
  }
}

/** What to do, by the builder where that made the statement; `pgm.sql` takes it in SQL. */
function inWordsOf(
  section: Section | undefined,
  report: Parameters<ReportSink>[0],
): Parameters<ReportSink>[0] {
  const { method = "sql", ofTool } = section?.callAt?.(report.at) ?? {};
  const isBuilt = method !== "sql" && !ofTool && report.builder !== undefined;
  return isBuilt ? { ...report, help: report.builder } : report;
}

/** Where a change breaks code that is running, there is a second way beside what the rule says itself. */
function proposingPhase(
  { harmsOldApplication }: Rule,
  report: Parameters<ReportSink>[0],
  section: Section | undefined,
): Parameters<ReportSink>[0] {
  if (!harmsOldApplication || report.help === undefined || section?.ofTool) return report;
  const comment = section?.generatedFrom === undefined ? "--" : "//";
  const proposal = `With \`${comment} pgmaestro: phase after\` it waits until the old application is gone.`;
  return { ...report, help: `${report.help} ${proposal}` };
}

const lower: Readonly<Record<Severity, Severity>> = {
  error: "warning",
  warning: "notice",
  notice: "notice",
};

/** What the config says of a rule; undefined where it says nothing. */
export function levelOf(rule: Pick<Rule, "name">, { rules }: LintSettings) {
  return rules[rule.name];
}

function findingOf(
  rule: Rule,
  { message, help, fix, ...report }: Parameters<ReportSink>[0],
  { lintable, section, direction }: Parameters<ReportSink>[1],
  severity: Severity,
): Finding {
  const { file, source, start, end, ...made } = placeOf(report, section ?? lintable, section);
  const [from, to] = [lineColumn(source, start), lineColumn(source, end)];
  return {
    rule: rule.name,
    severity,
    message,
    ...(help !== undefined && { help }),
    migration: lintable.name,
    file,
    ...(direction !== undefined && { direction }),
    ...made,
    ...from,
    endLine: to.line,
    endColumn: to.column,
    start,
    end,
    ...(fix && ("unfixed" in fix ? fix : { fix })),
  };
}

interface Place extends Pick<Finding, "file" | "start" | "end" | "generatedFrom" | "call"> {
  readonly source: string;
}

/** Of SQL that a function made: the call that made it, where that is known. */
function placeOf(
  { at, end }: Pick<Parameters<ReportSink>[0], "at" | "end">,
  { file, source }: Pick<Place, "file" | "source">,
  section: Section | undefined,
): Place {
  const call = section?.callAt?.(at);
  if (call !== undefined) {
    const { method, sql, ofTool: _, ...place } = call;
    return { ...place, call: { method, sql } };
  }
  const generatedFrom = section?.generatedFrom;
  return { file, source, start: at, end, ...(generatedFrom !== undefined && { generatedFrom }) };
}
