import { apply, type Origin, type Schema } from "../schema/index.ts";
import type { Action, Statement } from "../sql/statement/index.ts";
import type { Transaction } from "./transaction.ts";

/** A statement where it is. */
interface Placed {
  readonly statement: Statement;
  readonly transaction: Transaction;
  readonly section: {
    readonly migration: { readonly index: number };
    readonly direction: "up" | "down";
    readonly schema: Schema;
  };
}

/** What stands in one statement with an action: in a DO block, that of the body. */
export function statementWith(
  action: Action | undefined,
  { actions }: Statement,
): readonly Action[] {
  if (action === undefined || actions.includes(action)) return actions;
  return bodiesIn(actions).find((body) => body.includes(action)) ?? [action];
}

function bodiesIn(actions: readonly Action[]): readonly (readonly Action[])[] {
  return actions.flatMap((one) =>
    one.kind === "do-block" ? [...one.statements, ...bodiesIn(one.actions)] : [],
  );
}

/** The schema inside of a statement: what is above an action in a DO block, or in a function that is called, is done. */
export class InsideSchema {
  #schema: Schema | undefined;

  /** Absent where nothing has changed since the statement began. */
  get schema(): Schema | undefined {
    return this.#schema;
  }

  /** Takes an action for done. Those of the statement itself are done together, once it ends. */
  done(action: Action, context: Placed): void {
    if (context.statement.actions.includes(action) || holdsOthers.test(action.kind)) return;
    this.#schema ??= context.section.schema.clone();
    apply(this.#schema, action, originIn(context));
  }

  /** Begins with the next statement. */
  leave(): void {
    this.#schema = undefined;
  }
}

/** What makes what a statement makes. */
export function originIn({ section, transaction }: Placed): Origin {
  return {
    migration: section.migration.index,
    section: section.direction,
    transaction: transaction.number,
  };
}

/** What they do comes as actions of its own. */
const holdsOthers = /^(?:do-block|call|select)$/;
