/** Whether a text is true as PostgreSQL reads booleans. Source: PostgreSQL manual, 8.6 "Boolean Type". */
export function isTrueText(text: string | undefined): boolean {
  return /^(?:on|t|true|y|yes|1)$/i.test(text ?? "");
}

/** Whether it is false. */
export function isFalseText(text: string | undefined): boolean {
  return /^(?:off|f|false|n|no|0)$/i.test(text ?? "");
}
