import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { defineConfig } from "vitest/config";
import { base, databases, slow, soakOnly } from "./vitest.config.ts";

/** Files of whose tests `npm test` runs a share: here are the others. */
const shared = globSync("test/**/*.test.ts").filter((file) =>
  /support\/(?:share|turn)\.ts"/.test(readFileSync(file, "utf8")),
);

const env = { TEST_SOAK: "1" };

/** Of some files, `npm test` runs on some days all that they share. */
const rest = { ...databases, name: "soak", env, passWithNoTests: true };

/** What takes longer than a change can wait for: kills, cuts, races, and what `npm test` has left of long tables of cases. */
export default defineConfig({
  test: {
    ...base,
    name: "soak",
    projects: [
      { test: { ...rest, include: [...shared, ...slow] } },
      { test: { ...databases, name: "races", include: soakOnly, env, retry: 0 } },
    ],
  },
});
