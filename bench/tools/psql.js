// @ts-check
import { spawnSync } from "node:child_process";

/** @type {import("../types.d.ts").Tool} */
export const psql = {
  name: "psql",
  version: () => /[0-9.]+/.exec(String(spawnSync("psql", ["--version"]).stdout))?.[0] ?? "",
  missing: () => (spawnSync("psql", ["--version"]).error ? "there is no psql on PATH" : undefined),
  up: (workload, url) => [
    "psql",
    "-1",
    "-q",
    "-X",
    "-v",
    "ON_ERROR_STOP=1",
    "-f",
    workload.oneFile,
    "-d",
    url,
  ],
  knowsHistory: false,
};
