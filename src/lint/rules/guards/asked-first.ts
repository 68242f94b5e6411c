import { askedBlock, type Statement } from "../../../sql/statement/index.ts";
import type { Fix } from "../../finding.ts";
import { trimmedEnd } from "../../rewriting.ts";
import type { SectionContext } from "../../context.ts";

/** A DO block around a statement that asks whether what it adds is there; undefined for what is not asked for so. */
export function askedFirst(statement: Statement, { section }: SectionContext): Fix | undefined {
  const { start, actions } = statement;
  const text = section.text.slice(start, trimmedEnd(section, statement));
  const block = askedBlock({ text, actions });
  return (
    block && {
      title: `Ask ${block.catalog} whether it is there`,
      edits: block.insertions.map(({ at, text: added }) => ({
        start: start + at,
        end: start + at,
        text: added,
      })),
      isLast: true,
    }
  );
}
