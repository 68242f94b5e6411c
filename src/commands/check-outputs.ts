import type { CheckFilesOptions } from "./check-files.ts";
import { attemptPart, type CheckPart } from "./check-parts.ts";

/** The files that are kept of what the migrations make. */
export interface OutputsOptions {
  /** What `dump` writes. Default: none. */
  readonly schemaFile?: string | undefined;
  /** What `types` writes. Default: none. */
  readonly typesFile?: string | undefined;
  /** Whether that holds rows alone, as `plain` of `types`. Default: false. */
  readonly plainTypes?: boolean | undefined;
}

/** A file that was held against what would be written. */
export interface CheckedOutput {
  readonly file: string;
  /** Whether it says something else, or is not there. */
  readonly stale: boolean;
}

/** Whether the files made of the migrations are what would be made of them now, also where no migration was changed. */
export async function outputParts(
  options: CheckFilesOptions & OutputsOptions,
  migrations: { readonly runs: boolean },
): Promise<Record<"schema" | "types", CheckPart<CheckedOutput>>> {
  const { schemaFile, typesFile, plainTypes: plain, skip = [], signal, fromTool } = options;
  const of = async (
    name: "schema" | "types",
    output: string | undefined,
    isStale: (output: string) => Promise<{ readonly stale?: boolean }>,
  ): Promise<CheckPart<CheckedOutput>> => {
    if (skip.includes(name)) return { verdict: "skipped", reason: "not-asked" };
    if (output === undefined) return { verdict: "skipped", reason: `no-${name}-file` };
    if (fromTool !== undefined) return { verdict: "skipped", reason: "other-tool" };
    if (!migrations.runs) return { verdict: "skipped", reason: "does-not-run" };
    return attemptPart(async () => {
      const { stale = false } = await isStale(output);
      return { verdict: stale ? "failed" : "passed", result: { file: output, stale } };
    }, signal);
  };
  return {
    schema: await of("schema", schemaFile, async (output) =>
      (await import("./dump.ts")).dump({ ...options, output, check: true }),
    ),
    types: await of("types", typesFile, async (output) =>
      (await import("./types.ts")).types({ ...options, output, check: true, plain }),
    ),
  };
}
