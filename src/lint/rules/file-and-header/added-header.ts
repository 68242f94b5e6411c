import { titleOf } from "../../../migrations/index.ts";
import type { Migration } from "../../../migrations/index.ts";
import { prefixOf } from "../../../migrations/index.ts";
import type { Fix, Unfixed } from "../../finding.ts";

/** The title from the file's name and the day from its number. What the migration is for nobody but its author knows. */
export function addedHeader({ name, kind, header, up }: Migration): Fix | Unfixed {
  const { source } = up;
  const created = dayOf(name);
  if (kind !== "sql") return { unfixed: "it is code" };
  if (header.created !== undefined) return { unfixed: "what is missing only its author knows" };
  if (created === undefined) return { unfixed: "its number is no time, which would say the day" };
  if (header.migration !== undefined) return behindTitle(source, created);
  const title = titleOf(name.replace(/^\d+_?/, ""));
  if (title === "") return { unfixed: "its name has no words for a title" };
  const end = source.includes("\r\n") ? "\r\n" : "\n";
  const asksForMore = header.description === undefined ? [`-- Description:`, ""] : [];
  const lines = [`-- Migration: ${title}`, `-- Created: ${created}`, ...asksForMore];
  const text = lines.map((line) => `${line}${end}`).join("");
  return { title: "Write a header", edits: [{ start: 0, end: 0, text }] };
}

function behindTitle(source: string, created: string): Fix | Unfixed {
  const line = /^--\s*Migration:[^\r\n]*(\r?\n)/im.exec(source);
  if (line === null) return { unfixed: "nothing follows its title" };
  const at = line.index + line[0].length;
  const text = `-- Created: ${created}${line[1]}`;
  return { title: "Write the day of its number", edits: [{ start: at, end: at, text }] };
}

/** The day of a number that is a time, in UTC; undefined for any other. */
function dayOf(name: string): string | undefined {
  const digits = /^\d+/.exec(name)![0];
  return digits.length === 13 || digits.length === 17
    ? new Date(prefixOf(name)!).toISOString().slice(0, 10)
    : undefined;
}
