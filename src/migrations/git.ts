import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ConfigurationError } from "../errors/index.ts";

const largest = 256 * 1024 * 1024;

/**
 * What git writes on standard output.
 * @throws ConfigurationError where there is no git; with its own words where it fails
 */
export async function runGit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const given = { env: { ...process.env, ...env }, maxBuffer: largest };
    const options = { cwd, ...given, encoding: "utf8" } as const;
    return (await promisify(execFile)("git", [...args], options)).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new ConfigurationError(
      "--since needs git, and there is none",
      "Install git, or put it into PATH; without it the files can be named.",
      error,
    );
  }
}

/** Its first line. */
export function reasonOf(error: unknown): string {
  const { stderr = "", message } = error as { stderr?: string; message: string };
  return (stderr || message)
    .trim()
    .split("\n")[0]!
    .replace(/^fatal: /, "");
}
