export { type AppliedThere, type Standing, standingIn } from "./standing.ts";
export {
  gated,
  type GateOptions,
  Inquiry,
  type Requirements,
  type RequiredEnvironment,
} from "./gate.ts";
export { keepProofs, type Proofs, readClaims } from "./proofs.ts";
export {
  readReceipt,
  type Receipt,
  receiptContent,
  receiptOf,
  receiptText,
  refuseWeakKey,
} from "./receipt.ts";
