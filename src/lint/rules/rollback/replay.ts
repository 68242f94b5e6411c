import { apply, type Schema } from "../../../schema/index.ts";
import { flattened, type Action } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";

/** An action of a section, and the state before it, which changes as the replay goes on. */
export interface ReplayedAction {
  readonly action: Action;
  readonly schema: Schema;
}

/**
 * Applies a section to a state, action by action. Gives each action before it takes effect, so that the state of one is what
 * the one before it has made.
 */
export function* replayed(section: SectionContext, schema: Schema): Generator<ReplayedAction> {
  const { direction, migration } = section;
  const origin = { migration: migration.index, section: direction, transaction: 0 };
  for (const [index, { actions }] of section.statements.entries()) {
    for (const action of flattened(actions)) {
      yield { action, schema };
      if (action.kind !== "do-block") apply(schema, action, origin);
    }
    if (section.parts?.some(({ to }) => to === index + 1)) schema.settings.endTransaction();
  }
}
