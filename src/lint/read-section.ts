import type { TextProblem } from "../errors/index.ts";
import { offsetInFile, type Section } from "../migrations/index.ts";
import {
  parseStatements,
  readableStatements,
  type RefusedStatement,
  type SectionStatements,
  sectionStatements,
  type Statement,
  wordsOfRefused,
} from "../sql/statement/index.ts";
import { codeOnly, offsetAt, SqlTextError, undefinedVariable } from "../sql/text/index.ts";
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
  /** The words of the statement; of a file that is not even taken apart all that follow. */
  readonly words: ReadonlySet<string>;
  /** Whether it is one that creates something. */
  readonly isCreation?: boolean;
}

/** A section as far as the parser reads it. */
export interface ReadSection extends SectionStatements {
  /** All of its statements. */
  readonly written: readonly Statement[];
  readonly unreadable: readonly Unreadable[];
}

/** The statements of a section; what the parser refuses is reported, not thrown, and takes no other statement along. */
export function readSection(
  section: Section | undefined,
  kept: KeptStatements | undefined,
): ReadSection {
  if (section === undefined || section.opaque) return readAs([]);
  if (section.variables?.unset.length) return readInPart(section);
  try {
    return readAs(kept?.of(section) ?? parseStatements(section.text));
  } catch (error) {
    if (!(error instanceof SqlTextError)) throw error;
    return readInPart(section);
  }
}

function readAs(
  written: readonly Statement[],
  unreadable: readonly Unreadable[] = [],
): ReadSection {
  return { ...sectionStatements(written), written, unreadable };
}

function readInPart(section: Section): ReadSection {
  const { statements, refused } = readableStatements(section.text, unsetIn(section));
  const unreadable = refused.map((one) => {
    const { message, hint, offset } = one.error;
    const atEnd = section.text.slice(offset).trim() === "";
    const place = { offset: offsetInFile(section, offset), section, atEnd };
    return { message, hint, ...place, words: wordsOfRefused(one), isCreation: isCreation(one) };
  });
  return readAs(statements, unreadable);
}

function isCreation({ text }: RefusedStatement): boolean {
  return /^\s*create\b/i.test(codeOnly(text));
}

/** Each variable that nobody gives a value, where it stands first. */
function unsetIn({ variables }: Section): SqlTextError[] {
  const all = variables?.unset ?? [];
  return all
    .filter(({ name }, index) => all.findIndex((one) => one.name === name) === index)
    .map(({ name, offset }) => undefinedVariable(name, offset));
}

/** Why the file of a migration cannot be taken apart. */
export function brokenOf({ broken, source }: Lintable): Unreadable[] {
  if (broken === undefined) return [];
  return [broken, ...broken.others].map(({ problem, hint, location, reason }) => {
    const offset = offsetAt(source, location);
    const words = wordsOfRefused({ text: source.slice(offset) });
    return { message: problem, hint, offset, reason, atEnd: false, words };
  });
}
