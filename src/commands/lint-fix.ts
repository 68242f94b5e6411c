import { InvalidRequestError } from "../errors/index.ts";
import {
  type Fixed,
  fixMigrations,
  type FixProof,
  type FixRequest,
  type LintResult,
  proveFix,
} from "../lint/index.ts";
import { localDate, writeChanges } from "../migrations/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import type { ScriptOptions } from "../engine/index.ts";

/** Migrations that are to be fixed, and where that is tried. */
export interface LintFixOptions extends Omit<FixRequest, "date"> {
  readonly options: ScriptOptions &
    ScratchSettings & {
      /** Whether to write, or only to show. */
      readonly fix?: "show" | "write" | undefined;
    };
}

/**
 * Fixes in memory what has one right rewrite, proves on scratch databases that the schema in the end stays what it
 * was, and only then writes the files, all of them or none.
 * @returns what is left; where the proof fails, all that was there
 * @throws InvalidRequestError for migrations that are no files; ScratchRefusedError, ConnectionFailedError;
 *   PgmaestroError where the migrations do not run as they are; MigrationFileError where a file cannot be written
 */
export async function lintFix({ options, ...request }: LintFixOptions): Promise<LintResult> {
  refuseWithoutFiles(options);
  const fixed = fixMigrations({ ...request, date: localDate(new Date()) });
  if (fixed.files.length === 0) return resultOf(fixed, { written: false });
  const verified = await proveFix(request.all, fixed, options);
  const written = verified.passed && options.fix === "write";
  if (written) writeFixed(fixed);
  return resultOf(fixed, { verified, written });
}

function refuseWithoutFiles({ migrations }: ScriptOptions): void {
  if (migrations === undefined) return;
  throw new InvalidRequestError(
    "Only migrations that are files can be fixed",
    "Lint a directory of them.",
  );
}

function writeFixed({ files, created }: Fixed): void {
  writeChanges([...files, ...created.map(({ file, text }) => ({ file, after: text }))]);
}

function resultOf(
  { result, original, files, created, made, refused }: Fixed,
  { verified, written }: { readonly verified?: FixProof; readonly written: boolean },
): LintResult {
  const isProved = verified?.passed ?? true;
  const left = isProved ? result : original;
  return {
    ...left,
    passed: left.passed && isProved,
    fixes: {
      files,
      created,
      made,
      refused,
      left: left.findings.length,
      ...(verified && { verified }),
      written,
    },
  };
}
