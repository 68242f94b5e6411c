import { PgmaestroError } from "./base.ts";

/** Code of a migration or a config file failed where nothing waited for it. */
export class StrayCodeError extends PgmaestroError {
  readonly code = "stray-code";
  readonly kind = "failed";
}
