import type { ArtifactLocation, Fix, Log, Region, ReportingDescriptor, Result } from "sarif";
import { allRules, type Finding, type LintResult, type Rule } from "../lint/index.ts";
import { repository, version } from "../version.ts";
import { fingerprints } from "./fingerprint.ts";
import { withoutSecrets } from "./json.ts";
import { stretchOf, type LineRange } from "./lint-json.ts";

/**
 * What linting found out as SARIF 2.1.0, as GitHub's code scanning and editors read it.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @param rules all that findings may be of
 * @param inRepository a file's path as the repository has it
 */
export function sarifLog(
  result: LintResult,
  rules: readonly Rule[],
  inRepository: (file: string) => string,
): string {
  const used = rules.filter(({ name }) => result.findings.some(({ rule }) => rule === name));
  const known = fingerprints(result);
  const results = result.findings.map((finding, index) => ({
    ...resultOf(finding, result.sources.get(finding.file), locationOf(inRepository(finding.file))),
    ...ruleReference(finding, used),
    partialFingerprints: { "pgmaestro/v1": known[index]! },
  }));
  return JSON.stringify(withoutSecrets(logOf(used.map(descriptor), results)), undefined, 2);
}

function logOf(rules: ReportingDescriptor[], results: Result[]): Log {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pgmaestro", semanticVersion: version, rules } },
        invocations: [{ executionSuccessful: true }],
        columnKind: "unicodeCodePoints",
        originalUriBaseIds: { [root]: { description: { text: "The root of the repository." } } },
        results,
      },
    ],
  };
}

const root = "%SRCROOT%";

const levels = { error: "error", warning: "warning", notice: "note" } as const;

function descriptor({
  name,
  severity,
  stake,
  sets,
  summary,
  why,
  instead,
}: Rule): ReportingDescriptor {
  const page = pageOf(name);
  const uri = page && pageUri(page, repository);
  return {
    id: name,
    shortDescription: { text: summary },
    fullDescription: { text: why, markdown: why },
    help: { text: `${why}\n\n${instead}`, markdown: `${why}\n\n**Instead**\n\n${instead}` },
    defaultConfiguration: { level: levels[severity] },
    ...(uri !== undefined && { helpUri: uri }),
    properties: { tags: [stake, ...sets], ...(page !== undefined && { page }) },
  };
}

/** Where the package has its page of a rule; those of a project's own are elsewhere. */
function pageOf(name: string): string | undefined {
  return allRules.some((rule) => rule.name === name) ? `docs/rules/${name}.md` : undefined;
}

/** The page as this version of the repository shows it; undefined while package.json names no repository. */
export function pageUri(page: string, from: string | undefined): string | undefined {
  const [, address] = /^(?:git\+)?(https:\/\/.+?)(?:\.git)?$/.exec(from ?? "") ?? [];
  return address && `${address}/blob/v${version}/${page}`;
}

function ruleReference(
  { rule }: Finding,
  used: readonly Rule[],
): Pick<Result, "ruleId" | "ruleIndex"> {
  const ruleIndex = used.findIndex(({ name }) => name === rule);
  return ruleIndex === -1 ? { ruleId: rule } : { ruleId: rule, ruleIndex };
}

function resultOf(
  finding: Finding,
  source: string | undefined,
  artifactLocation: ArtifactLocation,
): Result {
  const { severity, message, help } = finding;
  return {
    level: levels[severity],
    message: { text: [message, ...(help === undefined ? [] : [help])].join("\n") },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(finding) } }],
    ...(source !== undefined && { fixes: fixesOf(finding, source, artifactLocation) }),
  };
}

function locationOf(file: string): ArtifactLocation {
  return { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: root };
}

function regionOf({ line, column, endLine, endColumn }: LineRange): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Only what is whole without another file. */
function fixesOf({ fix }: Finding, source: string, artifactLocation: ArtifactLocation): Fix[] {
  if (fix === undefined || fix.edits.length === 0 || fix.follow?.length) return [];
  if (fix.edits.some((edit) => edit.file !== undefined)) return [];
  const replacements = fix.edits.map((edit) => ({
    deletedRegion: regionOf(stretchOf(edit, source)),
    insertedContent: { text: edit.text },
  }));
  return [
    { description: { text: fix.title }, artifactChanges: [{ artifactLocation, replacements }] },
  ];
}
