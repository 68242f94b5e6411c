// @ts-check
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { versionIn } from "./version.js";

/** The built command line. */
export const program = fileURLToPath(new URL("../../dist/bin/pgmaestro.js", import.meta.url));

/** @type {import("../types.d.ts").Tool} */
export const pgmaestro = {
  name: "pgmaestro",
  version: () => versionIn("../../"),
  missing: () =>
    existsSync(program) ? undefined : "it is not built: npm run build in the folder above",
  up: (workload) => [process.execPath, program, "up", "--migrations-dir", workload.sections],
  knowsHistory: true,
};
