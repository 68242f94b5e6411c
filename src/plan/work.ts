import { locating } from "../migrations/load.ts";
import type { Migration, Section } from "../migrations/migration.ts";
import { checksum } from "../sql/checksum.ts";
import { parseStatements, type Statement } from "../sql/statements.ts";
import type { Direction, PlannedStatement, StepRecord } from "./plan.ts";

/** A migration to run, with its statements; what segments are cut from. */
export interface Work {
  readonly migration: string;
  readonly direction: Direction;
  readonly section: Section;
  readonly statements: readonly (PlannedStatement & Pick<Statement, "facts">)[];
  /** How many statements an earlier run has done already. */
  readonly done: number;
  readonly record: StepRecord;
}

/**
 * A migration's up section as work. The parser must be loaded.
 * @param partial what an earlier run, halted halfway, has done of it
 * @throws MigrationFileError
 */
export function upWork(
  migration: Migration,
  partial?: { statements: number; checksum: string },
): Work {
  const { name, up, down } = migration;
  const statements = statementsOf(up);
  return {
    migration: name,
    direction: "up",
    section: up,
    statements,
    done:
      partial !== undefined && prefixChecksum(statements, partial.statements) === partial.checksum
        ? partial.statements
        : 0,
    record: {
      upChecksum: up.checksum,
      ...(down && { downChecksum: down.checksum, downSql: down.text.trim() }),
    },
  };
}

/** A down section as work. */
export function downWork(name: string, down: Section): Work {
  return {
    migration: name,
    direction: "down",
    section: down,
    statements: statementsOf(down),
    done: 0,
    record: {},
  };
}

/** Identifies the first statements of a migration, so that a halted run goes on only where they are unchanged. */
export function prefixChecksum(
  statements: readonly { readonly text: string }[],
  count: number,
): string {
  return checksum(
    statements
      .slice(0, count)
      .map(({ text }) => text)
      .join(";\n"),
  );
}

function statementsOf(section: Section): Work["statements"] {
  if (section.opaque) return [{ text: section.text, section, offset: section.start, facts: {} }];
  const found = locating(
    section.file,
    section.source,
    () => parseStatements(section.text),
    section.start,
  );
  return found.map(({ text, start, facts }) => ({
    text,
    section,
    offset: section.start + start,
    facts,
    ...(facts.buildsConcurrently && { buildsConcurrently: facts.buildsConcurrently }),
  }));
}

/** Whether a section holds nothing that a server would run. */
export function isEmpty(section: Section): boolean {
  return section.checksum === emptyChecksum;
}

const emptyChecksum = checksum("");
