import { titleOf } from "../../../migrations/index.ts";
import type { Migration } from "../../../migrations/index.ts";
import { prefixOf } from "../../../migrations/index.ts";
import type { Fix } from "../../finding.ts";

/** The title from the file's name and the day from its number. What the migration is for nobody but its author knows. */
export function addedHeader({ name, kind, header, up }: Migration): Fix | undefined {
  const { source } = up;
  const created = dayOf(name);
  if (kind !== "sql" || header.created !== undefined || created === undefined) return undefined;
  if (header.migration !== undefined) return behindTitle(source, created);
  const title = titleOf(name.replace(/^\d+_?/, ""));
  if (title === "") return undefined;
  const end = source.includes("\r\n") ? "\r\n" : "\n";
  const asksForMore = header.description === undefined ? [`-- Description:`, ""] : [];
  const lines = [`-- Migration: ${title}`, `-- Created: ${created}`, ...asksForMore];
  const text = lines.map((line) => `${line}${end}`).join("");
  return { title: "Write a header", edits: [{ start: 0, end: 0, text }] };
}

function behindTitle(source: string, created: string): Fix | undefined {
  const line = /^--\s*Migration:[^\r\n]*(\r?\n)/im.exec(source);
  if (line === null) return undefined;
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
