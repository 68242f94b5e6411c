import type { Note } from "../verify/index.ts";
import type { Loss, ReverseReason } from "./remarks.ts";

/** What came of writing a migration's down section. */
export interface Reversal {
  /**
   * `proved`: up, down, up gives the same database each time. `right`: it has a down section that does.
   * `needs-person`: a part of the section cannot be known. `unproved`: the section that was written does not
   * pass, so it is not offered. `not-run`: the up section fails.
   */
  readonly outcome: "proved" | "right" | "needs-person" | "unproved" | "not-run";
  /** The section, a draft where a person is needed; absent where there is none to offer. Ends with a line end. */
  readonly section?: string;
  /** What it does not bring back. */
  readonly lost: readonly Loss[];
  /** What a person must decide, or why it did not pass. */
  readonly reasons: readonly ReverseReason[];
  /** What should be known all the same, as what a trigger changes. */
  readonly notes: readonly Note[];
}
