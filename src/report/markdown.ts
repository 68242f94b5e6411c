import type { Tone } from "./tone.ts";

/**
 * Markdown as GitHub and GitLab read it (https://github.github.com/gfm/), of texts that others wrote: whatever stands in
 * them is shown, and neither obeyed nor sent to anybody.
 */

/** Texts of others as Markdown, after what is secret in them is hidden. */
export interface MarkdownWriter {
  text(text: string): string;
  /** A text of ours with texts of others in it, whose `code` is shown as code. */
  prose(text: string): string;
  /** A name or a place, in one line, also in a cell of a table. */
  code(text: string): string;
  block(language: string, text: string): string;
}

/** @param hidden a text without its secrets */
export function markdownWriter(hidden: (text: string) => string): MarkdownWriter {
  return {
    text: (text) => shownText(hidden(text)),
    prose: (text) => shownProse(hidden(text)),
    code: (text) => code(hidden(text)),
    block: (language, text) => fenced(language, hidden(text)),
  };
}

/** A text of others in a line: no markup, no HTML, no link, nobody mentioned; the ends of lines become `<br>`. */
function shownText(text: string): string {
  return text
    .replaceAll(special, (found, at: number) => {
      if (found === "_" && isInWord(text, at)) return found;
      return `${entity(found)}${mentions.test(text.slice(at, at + 2)) ? "&#8203;" : ""}`;
    })
    .replaceAll(/\r\n|[\n\r]/g, "<br>");
}

const special = /[\\`*_[\]<>&|~$@#!%]|:(?=\S)|(?<=\bwww)\.|(?<=\bGH)-/gi;

/** What GitHub or GitLab takes for a person or a number of theirs. */
const mentions = /^[-@#!$%&~][\p{L}\p{N}_"]/u;

function isInWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]_[\p{L}\p{N}]/u.test(text.slice(Math.max(0, at - 1), at + 2));
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

function shownProse(text: string): string {
  const pieces = text.split(/`([^`\r\n]*[^`\s][^`\r\n]*)`/);
  return pieces.map((piece, index) => (index % 2 === 0 ? shownText(piece) : code(piece))).join("");
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  if (/^[^`|\\]*[^`|\\\s][^`|\\]*$/.test(line)) return `\`${line.trim()}\``;
  return `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}

/** A block of code, in more backticks than the text has in a row. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\s+$/, "")}\n${fence}`;
}

/** Lines below an item of a list, as a part of it. */
export function inItem(block: string): string {
  return block.replaceAll(/^(?=.)/gm, "  ");
}

/** What shows a tone. */
export const toneMarks: Readonly<Record<Tone, string>> = {
  good: "✅",
  care: "⚠️",
  bad: "❌",
  unknown: "❔",
  info: "ℹ️",
  none: "➖",
};

/** A row of a table; its cells are Markdown. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The begin of a table. */
export function tableHead(titles: readonly string[]): string {
  return `${row(titles)}\n${row(titles.map(() => "---"))}`;
}
