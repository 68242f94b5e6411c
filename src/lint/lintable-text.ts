import { MigrationFileError } from "../errors/index.ts";
import {
  isRepeatableName,
  isSeedName,
  type Migration,
  pairMigration,
  repeatableMigration,
  sqlMigration,
  type TextFile,
} from "../migrations/index.ts";
import { blankedOut, offsetAt, refusedSpan, type Variables } from "../sql/text/index.ts";
import type { Lintable } from "./lintable.ts";

/** A SQL text as something to lint, even where it cannot be read as a migration. */
export function lintableText(
  name: string,
  file: string,
  source: string,
  variables?: Variables,
): Lintable {
  const read = (text: string) =>
    isRepeatableName(name) || isSeedName(name)
      ? repeatableMigration(name, file, text, { variables })
      : sqlMigration(name, file, text, variables);
  return readable({ name, file, source }, read, read);
}

/** The same of two texts, up and down. */
export function lintablePair(
  name: string,
  up: TextFile,
  down: TextFile,
  variables?: Variables,
): Lintable {
  return readable({ name, ...up }, () => pairMigration(name, up, down, variables));
}

/** @param readInPart reads the text with blanks in the place of what is wrong with it */
function readable(
  text: Pick<Lintable, "name" | "file" | "source">,
  read: (source: string) => Migration,
  readInPart?: (source: string) => Migration,
): Lintable {
  try {
    return lintableMigration(read(text.source), text.source);
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    const part = readInPart
      ? inPart(text.source, error, readInPart)
      : { sections: {}, broken: error };
    return { ...text, isPartial: true, ...part };
  }
}

/** The sections of a text that is no migration as it stands, without what is wrong with it. */
function inPart(
  source: string,
  refused: MigrationFileError,
  read: (source: string) => Migration,
): Pick<Lintable, "sections" | "broken"> {
  const errors: [MigrationFileError, ...MigrationFileError[]] = [refused];
  let text = source;
  for (let next = withoutBroken(text, refused); next !== text;) {
    text = next;
    try {
      const { up, down } = read(text);
      const sections = { up: { ...up, source }, ...(down && { down: { ...down, source } }) };
      return { sections, broken: MigrationFileError.ofAll(errors) };
    } catch (error) {
      if (!(error instanceof MigrationFileError)) throw error;
      errors.push(error);
      next = withoutBroken(text, error);
    }
  }
  return { sections: {}, broken: refused };
}

function withoutBroken(text: string, { location, reason }: MigrationFileError): string {
  if (reason === "encoding") return text;
  return blankedOut(text, refusedSpan(text, offsetAt(text, location)));
}

/** A SQL migration as something to lint. */
export function lintableMigration(migration: Migration, source: string): Lintable {
  const { name, file, up, down } = migration;
  return {
    name,
    file,
    source,
    migration,
    sections: { up, ...(down && { down }) },
    isPartial: up.opaque,
    hasUnknownCode: up.opaque,
  };
}
