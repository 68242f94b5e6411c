import { execFile, type ExecFileException } from "node:child_process";
import { ConfigurationError } from "../errors/index.ts";

const largest = 256 * 1024 * 1024;

/**
 * What git writes on standard output.
 * @throws ConfigurationError where there is no git; with its own words where it fails
 */
export function runGit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const given = { env: { ...process.env, ...env }, maxBuffer: largest };
  return new Promise((resolve, reject) => {
    execFile("git", [...args], { cwd, ...given, encoding: "utf8" }, (error, output, stderr) =>
      error === null ? resolve(output) : reject(failure(error, stderr)),
    );
  });
}

function failure(error: ExecFileException, stderr: string): Error {
  if (error.code !== "ENOENT") return Object.assign(error, { stderr });
  return new ConfigurationError(
    "--since needs git, and there is none",
    "Install git, or put it into PATH; without it the files can be named.",
    error,
  );
}

/** Its first line. */
export function reasonOf(error: unknown): string {
  const { stderr = "", message } = error as { stderr?: string; message: string };
  return (stderr || message)
    .trim()
    .split("\n")[0]!
    .replace(/^fatal: /, "");
}
