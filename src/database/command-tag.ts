import type { Answer } from "./connection.ts";

/** Reads a command tag: `INSERT 0 3`, `SELECT 1`, `CREATE TABLE`. */
export function commandTag(tag: string): Pick<Answer, "command" | "count"> {
  const [command = "", ...rest] = tag.split(" ");
  const last = rest.at(-1) ?? "";
  return { command, count: /^\d+$/.test(last) ? Number(last) : null };
}
