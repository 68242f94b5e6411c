/** The name of an option whose value pg-delta keeps to itself, as it may be a secret. */
export function secretOption(option: string): string | undefined {
  const [name = "", ...value] = option.split("=");
  return value.join("=") === secretValue(name) ? name : undefined;
}

/** What stands in SQL for the value of an option that nobody is shown. */
export function secretValue(name: string): string {
  return `__OPTION_${name.toUpperCase()}__`;
}
