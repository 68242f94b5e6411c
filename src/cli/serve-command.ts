import { once } from "node:events";
import { serve } from "../commands/serve.ts";
import { jsonLine } from "../report/json.ts";
import type { Action } from "./commands.ts";
import { targetOptions } from "./context.ts";
import { createProgress } from "./progress.ts";

export const runServe: Action = async (context) => {
  const { output, flags } = context;
  const { watch } = await createProgress(output);
  const served = await serve({
    ...targetOptions(context),
    port: flags["port"] as number | undefined,
    onEvent: watch,
  });
  output.line(
    output.json
      ? jsonLine("serving", { url: served.url })
      : `Serving the embedded database at ${served.url}\nCtrl-C ends it.`,
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await served.stop();
  return 0;
};
