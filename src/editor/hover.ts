import { locksTaken, type LockMode, slowWork, type SlowWorkKind } from "../locks/table/index.ts";
import { keyOf } from "../schema/index.ts";
import type { StatementContext } from "../lint/index.ts";
import { spanInFile } from "../migrations/index.ts";
import { askAt } from "./questions.ts";
import type { OpenMigration } from "./workspace.ts";

/** What a statement does to others who use the database. */
export interface StatementEffect {
  readonly command: string;
  readonly locks: readonly {
    readonly relation: string;
    readonly mode: LockMode;
    /** Whether others may have to wait: it is not new, nor temporary, nor known to be small. */
    readonly isInUse: boolean;
  }[];
  readonly work: readonly { readonly kind: SlowWorkKind; readonly relation: string }[];
  /** UTF-16 offsets in the file. */
  readonly start: number;
  readonly end: number;
}

/** What the statement at a place does. */
export function effectAt(view: OpenMigration, offset: number): StatementEffect | undefined {
  return askAt(view, offset, effectOf);
}

function effectOf(context: StatementContext): StatementEffect {
  const { statement, schema, actions, section } = context;
  const locks = actions.flatMap((action) => locksTaken(action, schema));
  const work = actions.flatMap((action) => slowWork(action, schema));
  return {
    command: statement.command,
    locks: [
      ...new Map(locks.map((lock) => [`${keyOf(lock.relation)} ${lock.mode}`, lock])).values(),
    ].map(({ relation, mode }) => ({
      relation: context.show(relation),
      mode,
      isInUse: context.inUse(relation),
    })),
    work: work.map(({ kind, relation }) => ({ kind, relation: context.show(relation) })),
    ...spanInFile(section.section, statement),
  };
}
