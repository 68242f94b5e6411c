import { type Lintable, lintableFiles, schemaAround } from "../lint/index.ts";
import { tableChanges, type TableChange } from "../schema/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import type { CheckFilesOptions } from "./check-files.ts";
import { inPlace } from "./in-place.ts";
import { lintSetup } from "./lint.ts";

/** What migrations change, for who is to look at it rather than to read it. */
export interface DescribedChanges {
  /** In the order of the migrations. */
  readonly files: readonly MigrationText[];
  /** The tables and views that they change, before and after, and those that these refer to; from the text of the migrations alone. */
  readonly tables: readonly TableChange[];
}

/** The file of a migration as it may be shown: with every secret in it starred out, and all else where it is. */
export interface MigrationText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Reads what these migrations change; no database is asked.
 * @param names those that are described
 * @throws as `lint`
 */
export async function describeChanges(
  names: readonly string[],
  options: CheckFilesOptions,
): Promise<DescribedChanges> {
  const { lint: settings, ...given } = await inPlace(options);
  const { all, facts } = await lintSetup({ ...given, settings, database: undefined });
  const chosen = new Set(names);
  const { before, after } = schemaAround(all, chosen, facts);
  return {
    files: all.filter(({ name }) => chosen.has(name)).flatMap(textsOf),
    tables: tableChanges(before, after),
  };
}

function textsOf(lintable: Lintable): MigrationText[] {
  const { name } = lintable;
  return lintableFiles(lintable).map(({ file, source }) => ({
    name,
    file,
    text: maskSecrets(source),
  }));
}
