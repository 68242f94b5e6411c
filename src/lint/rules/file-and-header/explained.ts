import type { MigrationContext } from "../../context.ts";
import type { Unreadable } from "../../read-section.ts";
import { clientWords } from "../client-syntax/client-words.ts";
import { unsupportedGuardAt } from "../guards/unsupported-guards.ts";
import { invisibleIn } from "./invisible-characters.ts";

/** Whether a rule of its own says why the parser refused something, so that the syntax error is no second finding. */
export function isExplained(one: Unreadable, context: MigrationContext): boolean {
  return (
    isAboutEncoding(one) ||
    unsupportedGuardAt(one, context) !== undefined ||
    isAtClientWord(one, context) ||
    isBesideInvisible(one, context)
  );
}

/** Whether a file could not even be read as text. */
export function isAboutEncoding({ reason }: Pick<Unreadable, "reason">): boolean {
  return reason === "encoding";
}

/** The parser stops at such a word, or at what comes next. */
function isAtClientWord({ offset, section }: Unreadable, context: MigrationContext): boolean {
  const source = section?.source ?? context.source;
  return clientWords(context).some(({ start, end, section: other }) => {
    if (offset < start || (other && other.file !== section?.file)) return false;
    return offset <= end || source.slice(end, offset).trim() === "";
  });
}

/** An invisible character is a letter to the parser, which stops at it or at the next word. */
function isBesideInvisible({ offset, section }: Unreadable, context: MigrationContext): boolean {
  const source = section?.source ?? context.source;
  const line = source.lastIndexOf("\n", offset - 1) + 1;
  return invisibleIn(source).some(({ start }) => start >= line && start <= offset);
}
