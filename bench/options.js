// @ts-check
import { parseArgs } from "node:util";

const limits = { migrations: 5000, latency: 500, runs: 20 };

/**
 * The options of a command line; throws with a sentence where one makes no sense.
 * @param {string[]} args
 * @returns {import("./types.d.ts").Options}
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      migrations: { type: "string", default: "1000" },
      latency: { type: "string", default: "20" },
      runs: { type: "string", default: "3" },
      tools: { type: "string", default: "" },
      json: { type: "string" },
    },
  });
  return {
    migrations: count("migrations", values.migrations),
    latency: count("latency", values.latency),
    runs: count("runs", values.runs),
    tools: values.tools.split(",").filter((name) => name !== ""),
    json: values.json,
  };
}

/**
 * A whole number from 1 to the option's limit.
 * @param {keyof typeof limits} option
 * @param {string} text
 */
function count(option, text) {
  const limit = limits[option];
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= limit) return number;
  throw new Error(`--${option} is a whole number from 1 to ${limit}, not "${text}"`);
}
