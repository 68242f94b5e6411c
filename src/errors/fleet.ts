import { PgmaestroError } from "./base.ts";

/** Another rollout of the same fleet is not over, so none was begun. */
export class RolloutOpenError extends PgmaestroError {
  readonly code = "rollout-open";
  readonly kind = "refused";
  readonly fleet: string;
  readonly rollout: number;

  constructor(fleet: string, rollout: number) {
    super(
      `Rollout ${rollout} of the fleet "${fleet}" is not over, so no other one was begun`,
      "`pgmaestro fleet work` goes on with it, `pgmaestro fleet status` shows it, `pgmaestro fleet abort` ends it.",
    );
    this.fleet = fleet;
    this.rollout = rollout;
  }

  override facts(): Record<string, unknown> {
    return { fleet: this.fleet, rollout: this.rollout };
  }
}
