export { type Reversal } from "./reversal.ts";
export { ReverseSeries } from "./reverse.ts";
export { lossText, reverseReasonText } from "./wording.ts";
