import { text } from "./kinds.ts";
import type { SettingDefinition } from "./setting.ts";
import type { Sources } from "./sources.ts";

/** What receipts are signed with: only a variable gives it, as a command line is seen by all users of a machine. */
export const receiptKey: SettingDefinition<"receiptKey", string, undefined> = {
  name: "receiptKey",
  kind: text,
  variable: "PGMAESTRO_RECEIPT_KEY",
  fallback: undefined,
  isFlagOnly: true,
};

/** It is shown nowhere. */
export function receiptKeys({ environment }: Sources): string[] {
  const key = environment[receiptKey.variable!]?.value;
  return key === undefined ? [] : [key];
}
