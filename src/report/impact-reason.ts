import type { FullName } from "../schema/index.ts";
import type { Reason, Verdict } from "../impact/index.ts";
import { ageText, rangeText } from "./quantity.ts";
import { plural } from "./style.ts";

/** The verdict that each rule leads to. */
export const verdictRules: Readonly<Record<Reason["rule"], Verdict>> = {
  "not-traced": "unknown",
  "unseen-partitions": "unknown",
  "not-in-statistics": "unknown",
  "unknown-duration": "unknown",
  "blocked-long": "stops the application",
  "rows-locked-long": "stops the application",
  "blocked-noticeably": "needs care",
  "rows-locked": "needs care",
  queue: "needs care",
  "long-transaction": "needs care",
  "waits-for-transactions": "needs care",
  new: "safe",
  harmless: "safe",
  "small-and-idle": "safe",
  "bounded-wait": "safe",
  "few-rows": "safe",
};

/** Why a verdict is what it is, and what to do about it. */
export function reasonText(reason: Reason): string {
  switch (reason.rule) {
    case "not-traced":
      return `not traced: ${reason.why}`;
    case "unseen-partitions":
      return `the scratch database has none of the ${plural(reason.partitions, "partition")} of ${nameOf(reason.relation)}, so what happens to them was not seen`;
    case "not-in-statistics":
      return `${nameOf(reason.relation)} is not in the statistics; read them again, or name the target`;
    case "unknown-duration":
      return `how long ${nameOf(reason.relation)} stays locked cannot be said`;
    case "blocked-long":
      return `${nameOf(reason.relation)} is locked for ${rangeText(reason.held)}, until the segment ends`;
    case "blocked-noticeably":
      return `${nameOf(reason.relation)} is locked for ${rangeText(reason.held)}; run it when little is done with it`;
    case "rows-locked-long":
    case "rows-locked":
      return `changed rows of ${nameOf(reason.relation)} stay locked for ${rangeText(reason.held)}; change them in batches`;
    case "queue":
      return `the lock on ${nameOf(reason.relation)} is short, but while it waits for others everybody waits behind it; set lock_timeout`;
    case "long-transaction":
      return `a transaction has been open for ${ageText(reason.transaction.ageSeconds)}; if it has used ${nameOf(reason.relation)}, the lock waits for it, and everybody behind the two`;
    case "waits-for-transactions":
      return `a transaction has been open for ${ageText(reason.transaction.ageSeconds)}, and this waits for it to end`;
    default:
      return safeText(reason.rule, nameOf(reason.relation));
  }
}

function safeText(
  rule: "new" | "harmless" | "small-and-idle" | "bounded-wait" | "few-rows",
  name: string,
): string {
  switch (rule) {
    case "new":
      return `${name} is made by a pending migration, so nobody uses it yet`;
    case "harmless":
      return `reads and writes of ${name} go on`;
    case "small-and-idle":
      return `${name} is small, and little is done with it`;
    case "bounded-wait":
      return `the lock on ${name} is short, and lock_timeout bounds the wait for it`;
    case "few-rows":
      return `${name} is small`;
  }
}

function nameOf({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}
