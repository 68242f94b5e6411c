import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const specifier = /\b(?:from|import|require)\s*\(?\s*(["'`])(\.{1,2}\/[^"'`]+|\.{1,2})\1/g;

/**
 * A JS or TS file and the files that it imports by relative paths, and these again, each with its text, in the order in which they
 * are met. What a comment names is among them, which does no harm; packages are not.
 */
export function importedFiles(file: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const meet = (path: string) => {
    if (texts.has(path)) return;
    const text = textOf(path);
    if (text === undefined) return;
    texts.set(path, text);
    for (const [, , name = ""] of text.matchAll(specifier))
      for (const candidate of candidates(resolve(dirname(path), name))) meet(candidate);
  };
  meet(resolve(file));
  return texts;
}

const extensions = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"];

/** The files that a specifier may mean: as it is, with an extension, TypeScript for JavaScript, or a directory's. */
function candidates(path: string): string[] {
  const typed = path.replace(/\.([mc]?)js$/, ".$1ts");
  const beside = extensions.flatMap((extension) => [
    `${path}.${extension}`,
    `${path}/index.${extension}`,
  ]);
  return [...new Set([path, typed, ...beside])];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
