import type { DirectoryContext } from "../../directory-context.ts";
import { SqlTextError } from "../../../sql/text/index.ts";
import { parseStatements, type Action } from "../../../sql/statement/index.ts";
import type { Lintable } from "../../lintable.ts";

/**
 * What the migrations behind the last one that is linted do; of what they make nothing is known yet.
 * @param word only migrations with it in their text are read
 */
export function actionsOfLaterMigrations(
  { all, chosen }: DirectoryContext,
  word: RegExp,
): Action[] {
  const last = Math.max(-1, ...chosen.map(({ index }) => index));
  return all.slice(last + 1).flatMap((lintable) => actionsOf(lintable, word));
}

function actionsOf({ sections: { up } }: Lintable, word: RegExp): readonly Action[] {
  if (up === undefined || up.opaque || !word.test(up.text)) return [];
  try {
    return parseStatements(up.text).flatMap(({ actions }) => actions);
  } catch (error) {
    if (error instanceof SqlTextError) return [];
    throw error;
  }
}
