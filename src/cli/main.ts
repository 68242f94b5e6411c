import { wantsJson } from "./arguments.ts";
import { reportError, runCommandLine } from "./command-line.ts";
import { outliveReaders, reserveStandardOutput } from "./output.ts";
import { StrayCode } from "./stray-code.ts";

const given = process.argv.slice(2);
const report = (error: unknown) => reportError(error, wantsJson(given));
outliveReaders();
reserveStandardOutput();
const stray = new StrayCode(report);
void run();

async function run(): Promise<void> {
  const exitCode = await runCommandLine(given);
  await stray.end(exitCode === 0 && stray.failure ? await report(stray.failure) : exitCode);
}
