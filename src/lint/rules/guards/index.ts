import type { Rule } from "../../rule.ts";
import constraintGuard from "./constraint-guard.ts";
import guardHidesDrift from "./guard-hides-drift.ts";
import guardNotSupported from "./guard-not-supported.ts";
import cannotRunAgain from "./cannot-run-again.ts";
import missingIdempotenceGuard from "./missing-idempotence-guard.ts";

export default [
  missingIdempotenceGuard,
  cannotRunAgain,
  guardNotSupported,
  constraintGuard,
  guardHidesDrift,
] as readonly Rule[];
