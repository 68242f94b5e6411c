import { readJournaledDown } from "../history/index.ts";
import { isEmpty, type Section, sectionOf } from "../migrations/index.ts";
import {
  chooseDown,
  downTask,
  type Rollback,
  selectApplied,
  type Selection,
  partialOf,
} from "../plan/index.ts";
import { directives, type Variables } from "../sql/text/index.ts";
import {
  makePlan,
  type Request,
  type RunOptions,
  runRequest,
  type RunResult,
  type Target,
  withTargetSeen,
} from "../engine/index.ts";

/** Which applied migrations to roll back: the last `count` (default 1), all after `to`, `only` one, or `all`. */
export type DownOptions = RunOptions & Selection;

/**
 * Rolls migrations back, the last applied first. One whose file is gone is rolled back by the down section
 * that was journaled when it was applied.
 * @throws IrreversibleError, NoDownSectionError, MigrationFailedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * await down({ database: process.env["DATABASE_URL"]!, count: 2 });
 * ```
 */
export function down(options: DownOptions): Promise<RunResult> {
  return runRequest(options, downRequest(options));
}

/**
 * What `down` would do. Changes nothing and takes no lock.
 * @throws IrreversibleError, NoDownSectionError and the errors of files, settings and connection
 * @example
 * ```ts
 * const { segments } = await planDown({ database: process.env["DATABASE_URL"]!, all: true });
 * ```
 */
export function planDown(options: DownOptions) {
  return withTargetSeen(options, (target) => makePlan(target, options, downRequest(options)));
}

export function downRequest(options: DownOptions): Request<Rollback> {
  return {
    async choose({ states, history }, target) {
      const chosen = selectApplied(states, options);
      const orphans = chosen
        .filter(({ migration }) => migration === undefined)
        .map(({ name }) => name);
      const journaled = history.exists.journal
        ? await journaledSections(target, orphans, options.variables)
        : new Map<string, Section>();
      return chooseDown(states, options, (name) => journaled.get(name));
    },
    tasks(chosen, { history }, { watch }) {
      for (const empty of chosen.filter((one) => isEmpty(one.down)))
        watch({ type: "warning", message: nothingToUndo, file: empty.down.file });
      return chosen.map((rollback) =>
        downTask(rollback, partialOf(history, rollback.name, "down")),
      );
    },
  };
}

const nothingToUndo = "The down section is empty: the database stays as it is.";

async function journaledSections(
  { connection, table }: Target,
  names: readonly string[],
  variables: Variables | undefined,
): Promise<Map<string, Section>> {
  const found = new Map<string, Section>();
  for (const name of names) {
    const text = await readJournaledDown(connection, table, name);
    if (text !== undefined) found.set(name, journaledSection(name, text, variables));
  }
  return found;
}

function journaledSection(name: string, source: string, variables?: Variables): Section {
  const whole = { file: `<journaled down section of ${name}>`, source };
  return sectionOf(whole, { start: 0, end: source.length }, directives(source), variables);
}
