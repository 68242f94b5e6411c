import { maskUrlsIn } from "../database/index.ts";
import { formatLocation } from "../errors/index.ts";
import { severities, type Finding, type LintResult, type Severity } from "../lint/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import { codeFrame } from "./code-frame.ts";
import { countsText } from "./counts-text.ts";
import { plural, type Style } from "./style.ts";
import { indented } from "./visible.ts";

/**
 * Each finding with its place in a frame, what happens and what to do, and a line that sums up. Several findings at one
 * place share its frame.
 */
export function lintText(result: LintResult, style: Style): string {
  const sources = new Map([...result.sources].map(([file, text]) => [file, maskSecrets(text)]));
  const paragraphs = result.findings.map((finding, index, all) =>
    findingText(finding, isSamePlace(finding, all[index - 1]) ? undefined : sources, style),
  );
  return maskUrlsIn([...paragraphs, summary(result, style)].join("\n\n"));
}

function isSamePlace(one: Finding, other: Finding | undefined): boolean {
  const isSame = one.file === other?.file && one.start === other.start && one.end === other.end;
  return isSame && one.call?.sql === other.call?.sql;
}

/** @param sources where the frame is from; absent where the frame is shown already */
function findingText(
  finding: Finding,
  sources: LintResult["sources"] | undefined,
  style: Style,
): string {
  const { rule, severity, message, help, file } = finding;
  const paint = colourOf(severity, style);
  const source = sources?.get(file);
  return [
    `${style.bold(formatLocation(finding))} ${paint(severity)} ${rule}${inFunction(finding)}`,
    ...(source ? [codeFrame(source, finding, style, paint)] : []),
    ...(sources ? madeSql(finding).map((sql) => `${style.cyan("SQL:")} ${sql}`) : []),
    indented(message),
    ...(help === undefined ? [] : [`${style.cyan("Help:")} ${indented(help)}`]),
  ].join("\n");
}

/** Code does not show by itself when it runs. */
function inFunction({ call, generatedFrom, direction }: Finding): string {
  const isCode = call !== undefined || generatedFrom !== undefined;
  return isCode && direction === "down" ? ", in down" : "";
}

const widestSql = 160;

/** What a call made, which findings speak of, in a line; of `pgm.sql` the code shows it. */
function madeSql({ call }: Finding): string[] {
  if (call === undefined || call.method === "sql") return [];
  const line = maskSecrets(call.sql).trim().replaceAll(/\s+/g, " ");
  return [line.length > widestSql ? `${line.slice(0, widestSql - 1)}…` : line];
}

/** What a severity is painted with. */
export function colourOf(severity: Severity, style: Style): (text: string) => string {
  return { error: style.red, warning: style.yellow, notice: style.cyan }[severity];
}

/** `2 errors, 1 warning in 3 migrations; 1 ignored; 1 statement could not be looked into` */
function summary(result: LintResult, style: Style): string {
  const { findings, migrations, ignored } = result;
  if (migrations.length === 0 && findings.length === 0) return "Nothing to lint.";
  const silenced = `${ignored > 0 ? `; ${ignored} ignored` : ""}${hiddenText(result)}${unreadText(result)}`;
  const where = plural(migrations.length, "migration");
  if (findings.length === 0) return `${style.green("Nothing found")} in ${where}${silenced}.`;
  const found = countsText(result.counts, (text, severity) => colourOf(severity, style)(text));
  const counts = `${found} in ${where}${silenced}.`;
  const advice = `\`pgmaestro lint --explain ${worstOf(findings).rule}\` says more.`;
  return `${counts}\n${style.dim(advice)}`;
}

/** The first of the worst. */
function worstOf(findings: readonly Finding[]): Finding {
  const found = severities.map((level) => findings.find(({ severity }) => severity === level));
  return found.find((one) => one !== undefined)!;
}

function hiddenText({ hidden }: LintResult): string {
  return hidden === 0
    ? ""
    : `; ${plural(hidden, "notice")} (\`--set strict\` shows ${hidden === 1 ? "it" : "them"})`;
}

/** What is not checked must not pass for checked. */
function unreadText({ unread, unreadCode }: LintResult): string {
  const code =
    unreadCode === 0
      ? ""
      : `; ${plural(unreadCode, "migration")} with code that could not be looked into`;
  if (unread === 0) return code;
  return `${code}; ${plural(unread, "statement")} could not be looked into (\`--rule opaque-code\` shows ${unread === 1 ? "it" : "them"})`;
}
