import { ConfigurationError } from "../errors/index.ts";
import { amountOf, type WaveSettings } from "./settings.ts";

/**
 * After how many members each wave but the last ends. Empty where the members say themselves to which wave they belong, or
 * where all are of one.
 * @throws ConfigurationError where a wave would be smaller than the one before it
 */
export function endsOfWaves({ canary, then = [] }: WaveSettings, members: number): number[] {
  const amounts = canary === undefined ? then : [canary, ...then];
  const ends = amounts.map((amount) => Math.min(amountOf(amount, members), members));
  const wrong = ends.findIndex((end, index) => index > 0 && end < ends[index - 1]!);
  if (wrong > 0)
    throw new ConfigurationError(
      `fleet.waves: of ${members} members ${amounts[wrong]} is less than ${amounts[wrong - 1]}, which comes before it`,
      "Each wave says how many have had their turn at its end: 5, 10%, 100%.",
    );
  return [...new Set(ends)].filter((end) => end > 0 && end < members);
}
