import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** Chromium as CHROMIUM names it, or as it is on the PATH; undefined where there is none. */
export const chromiumPath: string | undefined = process.env["CHROMIUM"] ?? onPath("chromium");

if (chromiumPath === undefined)
  process.stderr.write(
    "There is no Chromium (CHROMIUM, or chromium on the PATH): tests of pages are skipped.\n",
  );

function onPath(program: string): string | undefined {
  try {
    return execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Runs it without its sandbox, which root cannot have. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
}
