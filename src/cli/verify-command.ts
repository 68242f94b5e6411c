import type { VerifyOptions } from "../commands/verify.ts";
import type { Style } from "../report/style.ts";
import type { VerifyResult } from "../verify/index.ts";
import type { Action } from "./commands.ts";
import { existingTarget, scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";
import { besideResult, inRepository, tell, tellingOf, type Telling } from "./telling.ts";

/** How a verification may be told. */
export const formats = ["text", "json", "junit", "github"] as const;
type Format = (typeof formats)[number];

export const runVerify: Action = async (context, names) => {
  const telling = tellingOf<Format>(context);
  const result = await verifyWatched(verifyOptions(context, names), telling);
  await tell<Format>(telling, (format, style) => told(result, format, style));
  return result.passed ? 0 : 1;
};

/** Only what is pending needs a target to tell it. */
function verifyOptions(context: CliContext, names: readonly string[]): VerifyOptions {
  const { all, pending } = context.flags as { all?: boolean; pending?: boolean };
  const needsTarget = names.length === 0 && !all;
  return {
    ...scratchAndScript(context),
    names,
    all,
    pending,
    database: needsTarget ? existingTarget(context.settings) : undefined,
  };
}

async function verifyWatched(
  options: VerifyOptions,
  telling: Telling<Format>,
): Promise<VerifyResult> {
  const { verify } = await import("../commands/verify.ts");
  const { watch, stop } = await createProgress(besideResult(telling));
  try {
    return await withInterrupt(telling.output, (signal) =>
      verify({ ...options, onEvent: watch, signal }),
    );
  } finally {
    stop();
  }
}

async function told(result: VerifyResult, format: Format, style: Style): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../report/verify-text.ts")).verifyText(result, style);
    case "json": {
      const { jsonLine } = await import("../report/json.ts");
      return jsonLine("verify", (await import("../report/verify-json.ts")).verifyJson(result));
    }
    case "junit":
      return (await import("../report/junit.ts")).junitXml(result);
    case "github":
      return (await import("../report/github.ts")).githubAnnotations(result, inRepository);
  }
}
