import type { DumpOptions } from "../commands/dump.ts";
import { messageOf } from "../errors/index.ts";
import type { RunningResult } from "./commands/running.ts";
import { scratchFlags } from "./command-options.ts";
import { isProtected } from "./confirmation.ts";
import type { Session } from "./define-command.ts";
import type { Output } from "./output.ts";
import type { protection, schemaFile } from "../settings/all.ts";
import type { SettingsOf } from "../settings/setting.ts";
import { forbidsDevelopment } from "./target.ts";

/** The schema file that is written after a run, where one is kept: in development. */
export interface Dumping {
  readonly options: DumpOptions;
  readonly output: Output;
}

interface DumpingGiven {
  readonly settings: SettingsOf<(typeof schemaFile)[number] | (typeof protection)[number]> &
    Parameters<typeof scratchFlags>[0];
  readonly output: Output;
}

/** What runs in CI, in production and on a protected target is in the repository already. */
export function dumpingOf({ settings, output }: DumpingGiven): Dumping | undefined {
  const file = settings.schemaFile?.value;
  if (file === undefined || forbidsDevelopment() || isProtected(settings)) return undefined;
  return { options: { ...scratchFlags(settings), output: file }, output };
}

/** What goes wrong with it is said, and changes nothing about the run. */
export async function dumpAfter(
  outcome: RunningResult,
  dumping: Dumping | undefined,
  { watched }: Session,
): Promise<void> {
  if (dumping === undefined || outcome.way !== "run") return;
  if (outcome.result.migrations.length === 0) return;
  try {
    const { dump } = await import("../commands/dump.ts");
    await watched((watching) => dump({ ...dumping.options, ...watching }));
  } catch (error) {
    dumping.output.complain(
      `Warning: ${dumping.options.output} is not written: ${messageOf(error)}`,
    );
  }
}
