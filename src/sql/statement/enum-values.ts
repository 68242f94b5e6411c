/**
 * The first enum value that a text adds and then uses. Uses are found by the value's literal, wherever it stands.
 * @param statements in order, each with the value that it adds, if it adds one
 */
export function enumValueUsed(
  statements: readonly { readonly text: string; readonly adds?: string | undefined }[],
): string | undefined {
  return statements.find(
    ({ adds }, index) =>
      adds !== undefined &&
      statements.slice(index + 1).some(({ text }) => mentionsValue(text, adds)),
  )?.adds;
}

/** Whether a text has a value as a string literal. */
export function mentionsValue(text: string, value: string): boolean {
  return text.includes(`'${value.replaceAll("'", "''")}'`);
}
