// @ts-check
import { resolveBinary } from "dbmate";
import { versionIn } from "./version.js";

/**
 * The binary itself, without the Node script in front of it.
 * @type {import("../types.d.ts").Tool}
 */
export const dbmate = {
  name: "dbmate",
  version: () => versionIn("../node_modules/dbmate/"),
  missing: () => undefined,
  up: (workload) => [
    resolveBinary(),
    "--no-dump-schema",
    "--migrations-dir",
    workload.dbmate,
    "up",
  ],
  knowsHistory: true,
};
