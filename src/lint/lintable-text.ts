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
import type { Variables } from "../sql/text/index.ts";
import type { Lintable } from "./lintable.ts";

/** A SQL text as something to lint, even where it cannot be read as a migration. */
export function lintableText(
  name: string,
  file: string,
  source: string,
  variables?: Variables,
): Lintable {
  return readable({ name, file, source }, () =>
    isRepeatableName(name) || isSeedName(name)
      ? repeatableMigration(name, file, source, { variables })
      : sqlMigration(name, file, source, variables),
  );
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

function readable(
  text: Pick<Lintable, "name" | "file" | "source">,
  read: () => Migration,
): Lintable {
  try {
    return lintableMigration(read(), text.source);
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    return { ...text, sections: {}, broken: error, isPartial: true };
  }
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
  };
}
