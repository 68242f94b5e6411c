// @ts-check
import { fileURLToPath } from "node:url";
import { versionIn } from "./version.js";

const program = fileURLToPath(new URL("./drizzle-migrate.js", import.meta.url));

/** @type {import("../types.d.ts").Tool} */
export const drizzle = {
  name: "drizzle-orm",
  version: () => versionIn("../node_modules/drizzle-orm/"),
  missing: () => undefined,
  up: (workload) => [process.execPath, program, workload.drizzle],
  knowsHistory: true,
};
