import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { defineConfig } from "vitest/config";
import { base, databases, slow, soakOnly } from "./vitest.config.ts";

/** Files of whose tests `npm test` runs a share only. */
const shared = globSync("test/**/*.test.ts").filter((file) =>
  /support\/(?:share|turn)\.ts"/.test(readFileSync(file, "utf8")),
);

const env = { TEST_SOAK: "1" };

/** What takes longer than a change can wait for, in full: kills, cuts, races, and what is checked on embedded databases. */
export default defineConfig({
  test: {
    ...base,
    name: "soak",
    projects: [
      { test: { ...databases, name: "soak", include: [...shared, ...slow], env } },
      { test: { ...databases, name: "races", include: soakOnly, env, retry: 0 } },
    ],
  },
});
