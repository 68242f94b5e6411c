import type { Verdict } from "../impact/index.ts";
import type { Severity } from "../lint/index.ts";
import type { Check } from "../verify/index.ts";

/** How good something is, for reports that show it by a colour or a sign. */
export type Tone = "good" | "care" | "bad" | "unknown" | "info" | "none";

export const toneOfPart = { passed: "good", failed: "bad", skipped: "none" } as const;

export const toneOfSeverity: Readonly<Record<Severity, Tone>> = {
  error: "bad",
  warning: "care",
  notice: "info",
};

export const toneOfCheck: Readonly<Record<Check["verdict"], Tone>> = {
  passed: "good",
  failed: "bad",
  noted: "care",
  "not-covered": "unknown",
  skipped: "none",
};

export const toneOfVerdict: Readonly<Record<Verdict, Tone>> = {
  safe: "good",
  "needs care": "care",
  "stops the application": "bad",
  unknown: "unknown",
};
