import type { Plan, PlannedStatement, Step } from "../plan/index.ts";

/** A statement of a migration that is still to come. */
export interface Expected {
  readonly step: Step;
  readonly statement: PlannedStatement;
}

/**
 * The statements of a plan in their order. What the engine sends beside them, as records and guards, is none of
 * them: of all that it sends, the migrations' statements are recognised by their texts.
 */
export class Script {
  #due: Expected[] = [];
  /** Whose function is running, where one waits for the database. */
  running: Expected | undefined;

  /** The same plan, whose waiting functions announce here what they ask for when they go on. */
  follow({ segments }: Plan): Plan {
    const steps = segments.flatMap((segment) => segment.steps);
    this.#due = steps.flatMap((step) =>
      step.waiting ? [] : step.statements.map((statement) => ({ step, statement })),
    );
    return {
      segments: segments.map((segment) => ({
        ...segment,
        steps: segment.steps.map((step) => this.#followed(step)),
      })),
    };
  }

  /** The statement whose turn has come, if this is its text. */
  take(text: string): Expected | undefined {
    return this.#due[0]?.statement.text === text ? this.#due.shift() : undefined;
  }

  #followed(step: Step): Step {
    const { waiting } = step;
    if (waiting === undefined) return step;
    return {
      ...step,
      waiting: {
        ...waiting,
        resume: async (database) => {
          const { section } = waiting;
          this.running = { step, statement: { text: "", section, at: 0, offset: section.start } };
          const statements = await waiting.resume(database);
          this.running = undefined;
          this.#due.unshift(...statements.map((statement) => ({ step, statement })));
          return statements;
        },
      },
    };
  }
}
