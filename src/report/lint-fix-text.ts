import { maskUrlsIn } from "../database/index.ts";
import type { FixProof, Fixes, LintResult, RefusedFix } from "../lint/index.ts";
import { differenceText } from "./difference-text.ts";
import { lintText } from "./lint-text.ts";
import { patchText } from "./patch-text.ts";
import { plural, type Style } from "./style.ts";

/** What was fixed as changes of files, what was proved, why something was not fixed, and the findings that are left. */
export function lintFixText(result: LintResult & { readonly fixes: Fixes }, style: Style): string {
  const { fixes } = result;
  const parts = [
    ...patches(fixes, style),
    ...(fixes.verified ? [proofText(fixes, fixes.verified, style)] : []),
    ...refusals(fixes.refused),
    ...(fixes.files.length === 0 ? ["There is nothing that can be fixed automatically."] : []),
    lintText(result, style),
  ];
  return maskUrlsIn(parts.join("\n\n"));
}

function patches({ files, created }: Fixes, style: Style): string[] {
  const added = created.map(({ file, text }) => ({ file, after: text }));
  return [...files, ...added].map((change) => patchText(change, style));
}

function proofText(fixes: Fixes, proof: FixProof, style: Style): string {
  const place = `PostgreSQL ${proof.postgres} (${proof.scratch})`;
  if (proof.passed)
    return [
      `${style.green("✓")} The schema in the end is the same on ${place}${rollbackText(proof)}.`,
      writtenText(fixes, style),
    ].join("\n");
  return [
    `${style.red("✗")} Nothing is written: with these changes the migrations do something else on ${place}.`,
    ...proof.differences.map((difference) => `  ${differenceText(difference, "up")}`),
    ...(proof.failure === undefined ? [] : [`  ${proof.failure}`]),
    ...(isOnlyRollback(proof)
      ? ["  The down sections do not give back what was there before, as they did."]
      : []),
  ].join("\n");
}

function rollbackText({ rollback }: FixProof): string {
  return rollback === "same" ? ", and after a rollback too" : "";
}

function isOnlyRollback({ rollback, differences, failure }: FixProof): boolean {
  return rollback === "different" && differences.length === 0 && failure === undefined;
}

function writtenText({ files, created, written }: Fixes, style: Style): string {
  const what = [
    plural(files.length, "file"),
    ...(created.length > 0 ? [plural(created.length, "new migration")] : []),
  ].join(" and ");
  return written ? `${what} written.` : style.bold(`${what} to write: leave out --dry-run.`);
}

/** Each reason once, with how often it was met. */
function refusals(refused: readonly RefusedFix[]): string[] {
  if (refused.length === 0) return [];
  const lines = refused.map(
    ({ rule, migration, reason }) => `  ${rule} in ${migration}: ${reason}`,
  );
  return [["Not fixed:", ...new Set(lines)].join("\n")];
}
