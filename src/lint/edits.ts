import type { Edit, Finding, Fix } from "./finding.ts";

/** A finding with its rewrite. */
export type Fixable = Finding & { readonly fix: NonNullable<Finding["fix"]> };

/** Those rewrites that can be made at once: of two that touch the same place, the first. */
export function compatible(findings: readonly Fixable[]): Fixable[] {
  const taken: Edit[] = [];
  return findings.filter(({ file, fix }) => {
    const edits = fix.edits.map((edit) => ({ ...edit, file: edit.file ?? file }));
    if (edits.some((edit) => taken.some((other) => touch(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

/** Side by side is too near: nobody could say which of two insertions comes first. */
function touch(one: Edit, other: Edit): boolean {
  return one.file === other.file && one.start <= other.end && other.start <= one.end;
}

/** What the text of a file becomes by the edits that are for it; lines end as they do in the file. */
export function edited(file: string, source: string, findings: readonly Fixable[]): string {
  const edits = findings.flatMap((finding) =>
    finding.fix.edits.filter((edit) => (edit.file ?? finding.file) === file),
  );
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: put }) =>
        text.slice(0, start) + withLineEnds(put, source) + text.slice(end),
      source,
    );
}

/** A text with the line ends of another one. */
export function withLineEnds(text: string, of: string): string {
  return of.includes("\r\n") ? text.replaceAll(/\r?\n/g, "\r\n") : text;
}

/** The same rewrite of a text that stands further on in another one. */
export function shifted(fix: Fix, by: number): Fix {
  const move = (edit: Edit) => ({ ...edit, start: edit.start + by, end: edit.end + by });
  return { ...fix, edits: fix.edits.map(move) };
}
