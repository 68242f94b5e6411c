// @ts-check
import { fileURLToPath } from "node:url";
import { versionIn } from "./version.js";

const program = fileURLToPath(new URL("../node_modules/.bin/node-pg-migrate", import.meta.url));

/** @type {import("../types.d.ts").Tool} */
export const nodePgMigrate = {
  name: "node-pg-migrate",
  version: () => versionIn("../node_modules/node-pg-migrate/"),
  missing: () => undefined,
  up: (workload) => [program, "up", "-m", workload.sections],
  knowsHistory: true,
};
