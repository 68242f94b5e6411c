export { type Loss, type ReverseReason } from "./remarks.ts";
export { type Reversal } from "./reversal.ts";
export { reverseMigration } from "./reverse.ts";
export { lossText, reverseReasonText } from "./wording.ts";
