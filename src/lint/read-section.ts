import type { TextProblem } from "../errors/index.ts";
import { offsetInFile, type Section } from "../migrations/index.ts";
import {
  parseStatements,
  type SectionStatements,
  sectionStatements,
  type Statement,
} from "../sql/statement/index.ts";
import { SqlTextError, undefinedVariable } from "../sql/text/index.ts";
import type { KeptStatements } from "./kept-statements.ts";
import type { Lintable } from "./lintable.ts";

/** What the parser, or the reading of the file, refused. */
export interface Unreadable {
  readonly message: string;
  readonly hint: string | undefined;
  /** UTF-16 offset in the file, that is the section's where there is one. */
  readonly offset: number;
  /** The section that the parser refused; absent where the file is not even taken apart. */
  readonly section?: Section;
  /** What is wrong with the text as such. */
  readonly reason?: TextProblem | undefined;
  /** Whether the statement that is refused goes on to the end of the text. */
  readonly atEnd: boolean;
}

/** A section as far as the parser reads it. */
export interface ReadSection extends SectionStatements {
  /** All of its statements. */
  readonly written: readonly Statement[];
  readonly unreadable: readonly Unreadable[];
}

/** The statements of a section; what the parser refuses is reported, not thrown. */
export function readSection(
  section: Section | undefined,
  kept: KeptStatements | undefined,
): ReadSection {
  const nothing = { ...sectionStatements([]), written: [] };
  if (section === undefined || section.opaque) return { ...nothing, unreadable: [] };
  const [unset] = section.variables?.unset ?? [];
  try {
    if (unset !== undefined) throw undefinedVariable(unset.name, unset.offset);
    const written = kept?.of(section) ?? parseStatements(section.text);
    return { ...sectionStatements(written), written, unreadable: [] };
  } catch (error) {
    if (!(error instanceof SqlTextError)) throw error;
    const { message, hint, offset } = error;
    const atEnd = section.text.slice(offset).trim() === "";
    return {
      ...nothing,
      unreadable: [{ message, hint, offset: offsetInFile(section, offset), section, atEnd }],
    };
  }
}

/** Why the file of a migration cannot be taken apart. */
export function brokenOf({ broken, source }: Lintable): Unreadable[] {
  if (broken === undefined) return [];
  const { problem, hint, location, reason } = broken;
  const offset = offsetOf(source, location.line, location.column);
  return [{ message: problem, hint, offset, reason, atEnd: false }];
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.slice(start).search(/\r\n|\r|\n/);
    if (end < 0) break;
    start += end + (text.startsWith("\r\n", start + end) ? 2 : 1);
  }
  return start + [...text.slice(start)].slice(0, column - 1).join("").length;
}
