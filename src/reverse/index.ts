export { type Reversal } from "./reversal.ts";
export { reverseMigration } from "./reverse.ts";
export { lossText, reverseReasonText } from "./wording.ts";
