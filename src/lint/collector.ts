import type { Section } from "../migrations/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import type { Report, ReportSink } from "./context.ts";
import { isOver } from "./define-rule.ts";
import type { Finding, Severity } from "./finding.ts";
import type { Lintable } from "./lintable.ts";
import type { Rule } from "./rule.ts";
import type { LintSettings } from "./settings.ts";

/** Findings as they come, each with its rule's severity. */
export class Collector {
  readonly #findings = new Map<string, Finding[]>();
  readonly #settings: LintSettings;

  constructor(settings: LintSettings) {
    this.#settings = settings;
  }

  /** Where the reports of a rule go. */
  sinkOf(rule: Rule): ReportSink {
    return (report, { lintable, section, direction }) => {
      const isAfter = lintable.migration?.phase === "after";
      if (direction === "up" && isAfter && isOver(rule)) return;
      const severity = this.#severity(rule, report, direction);
      const finding = findingOf(
        rule,
        direction === "up" && !isAfter ? proposingPhase(rule, report, section) : report,
        lintable,
        section,
        severity,
      );
      this.#findings.set(lintable.name, [...(this.#findings.get(lintable.name) ?? []), finding]);
    };
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

/** Where a change breaks code that is running, there is a second way beside what the rule says itself. */
function proposingPhase(
  { harmsOldApplication }: Rule,
  report: Parameters<ReportSink>[0],
  section: Section | undefined,
): Parameters<ReportSink>[0] {
  if (!harmsOldApplication || report.help === undefined) return report;
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
  { message, help, at, end, fix }: Parameters<ReportSink>[0],
  lintable: Lintable,
  section: Section | undefined,
  severity: Severity,
): Finding {
  const { file, source } = section ?? lintable;
  const [from, to] = [lineColumn(source, at), lineColumn(source, end)];
  return {
    rule: rule.name,
    severity,
    message,
    ...(help !== undefined && { help }),
    migration: lintable.name,
    file,
    ...(section?.generatedFrom !== undefined && { generatedFrom: section.generatedFrom }),
    ...from,
    endLine: to.line,
    endColumn: to.column,
    start: at,
    end,
    ...(fix && { fix }),
  };
}
