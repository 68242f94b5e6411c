import type { Rule } from "../../rule.ts";
import downDoesNotReverse from "./down-does-not-reverse.ts";
import downOrder from "./down-order.ts";
import downUnsafe from "./down-unsafe.ts";
import missingDown from "./missing-down.ts";
import recipeStepsTogether from "./recipe-steps-together.ts";
import severalChanges from "./several-changes.ts";

export default [
  missingDown,
  downDoesNotReverse,
  downOrder,
  downUnsafe,
  severalChanges,
  recipeStepsTogether,
] as readonly Rule[];
