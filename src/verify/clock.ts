import type { AspectDifference, Difference } from "../catalog/index.ts";

/**
 * Whether nothing differs but moments of these days: PostgreSQL folds `'now'::timestamp` into a definition as it is
 * made, so that it can never be the same again.
 */
export function isOnlyTheClock({ change, details }: Difference): boolean {
  return change === "changed" && details.length > 0 && details.every(isMoment);
}

function isMoment({ was, is }: AspectDifference): boolean {
  if (was === undefined || is === undefined) return false;
  const [first, second] = [was, is].map((text) => text.split(literals));
  return (
    first!.length === second!.length &&
    first!.every((part, at) => {
      const other = second![at]!;
      return part === other || (at % 2 === 1 && isOfTheseDays(part) && isOfTheseDays(other));
    })
  );
}

/** Every second part of a text that is split by it is what stands between quotes. */
const literals = /'((?:[^']|'')*)'/;

const day = 86_400_000;

/** `'yesterday'` and `'tomorrow'` are two days apart; a time alone is of any day. */
function isOfTheseDays(text: string): boolean {
  if (/^\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d(?::\d\d)?)?$/.test(text)) return true;
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return false;
  const moment = Date.parse(text.slice(0, 10));
  return Math.abs(Date.now() - moment) <= 3 * day;
}
