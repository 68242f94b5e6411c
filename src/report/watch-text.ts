import type { WatchAnswer } from "../commands/watch.ts";
import { errorText } from "./error-text.ts";
import { errorJson, planJson } from "./json.ts";
import { lintJson } from "./lint-json.ts";
import { lintText } from "./lint-text.ts";
import { planText } from "./plan-text.ts";
import { duration, type Style } from "./style.ts";

/** What came of a save: what was done, what is wrong and where, how it runs by itself, and what lint says. */
export function watchText(
  { migrations, error, plan, lint, ...answer }: WatchAnswer,
  style: Style,
): string {
  const { outcome, durationMs } = answer;
  const done = migrations.map(
    ({ name, direction }) =>
      `${direction === "up" ? style.green("up  ") : style.yellow("down")} ${name}`,
  );
  const isSilent = lint === undefined || lint.findings.length === 0;
  const parts = [
    ...(done.length > 0 ? [done.join("\n")] : []),
    ...(error ? [errorText(error, style)] : []),
    ...(plan && plan.segments.length > 0 ? [planText(plan, style)] : []),
    ...(isSilent ? [] : [lintText(lint, style)]),
    style.bold(`${sentences[outcome]} (${duration(durationMs)})`),
  ];
  return `${parts.join("\n\n")}\n`;
}

const sentences: Readonly<Record<WatchAnswer["outcome"], string>> = {
  applied: "The database is as the files say.",
  unchanged: "Nothing to do: the database is as the files say.",
  failed: "The database is as it was before.",
};

/** The same as JSON. */
export function watchJson({ error, plan, lint, ...answer }: WatchAnswer): object {
  return {
    ...answer,
    ...(error && { error: errorJson(error) }),
    ...(plan && { plan: planJson(plan) }),
    ...(lint && { lint: lintJson(lint) }),
  };
}
