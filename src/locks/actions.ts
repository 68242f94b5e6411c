import { parseStatements, type Action } from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";

/** What a text does. Nothing is known of a text that the parser refuses: the server may know more. */
export function actionsIn(text: string): readonly Action[] {
  try {
    return parseStatements(text).flatMap(({ actions }) => actions);
  } catch (error) {
    if (error instanceof SqlTextError) return [];
    throw error;
  }
}
