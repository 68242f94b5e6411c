import { defineConfig } from "vitest/config";
import { inSoak, races } from "./test/support/selection.ts";
import { base, databases } from "./vitest.config.ts";

const env = { ...databases.env, TEST_SOAK: "1" };

/** What takes longer than a change can wait for: kills, cuts, races, and more of what `npm test` runs a share of. */
export default defineConfig({
  test: {
    ...base,
    name: "soak",
    projects: [
      { test: { ...databases, name: "soak", include: inSoak, env } },
      { test: { ...databases, name: "races", include: races, env, retry: 0 } },
    ],
  },
});
