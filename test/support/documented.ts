import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { pgmaestro } from "./cli.ts";
import { addFiles } from "./migrations.ts";

/** How a page of the documentation is tried. */
export interface Trial {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What stands in the page for what the place has. */
  readonly instead: (text: string) => string;
}

/**
 * Does what a page says, from top to bottom: a block that begins with a path in a comment is that file, `$ npx pgmaestro …` is
 * run, and `$ rm …` removes. What comes out must be what the page shows, times and spaces aside.
 */
export async function followPage(page: string, trial: Trial): Promise<number> {
  let commands = 0;
  for (const { language, body } of blocksOf(page)) {
    const [, file] = /^(?:--|\/\/|#) ([\w./-]+\.\w+)\n/.exec(body) ?? [];
    if (language === "console") commands += await followConsole(body, trial);
    else if (file !== undefined) addFiles(trial.cwd, { [file]: body });
  }
  return commands;
}

/** The fenced blocks of a page in `docs/`. */
export function blocksOf(page: string): { readonly language: string; readonly body: string }[] {
  const text = readFileSync(resolve(import.meta.dirname, "../../docs", page), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, body]) => ({
    language: language!,
    body: body!,
  }));
}

async function followConsole(body: string, { cwd, env, instead }: Trial): Promise<number> {
  const steps = body.split(/^\$ /m).filter((step) => step !== "");
  for (const step of steps) {
    const [line, ...shown] = step.split("\n");
    const [program, ...words] = line!.split(" ");
    if (program === "rm") rmSync(join(cwd, words[0]!));
    else {
      const { stdout, stderr } = await pgmaestro(words.slice(1), { cwd, env });
      expect(plain(instead(`${stdout}${stderr}`)), line).toEqual(plain(shown.join("\n")));
    }
  }
  return steps.length;
}

/** Lines without what is another each time. */
function plain(text: string): string[] {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[+-]\d\d(?::\d\d)?)?/g, "TIME")
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, "TOOK")
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim())
    .filter((line) => line !== "");
}
