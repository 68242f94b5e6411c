/** A variable of the environment, in a config file where its value would stand. In JSON: `{"env": "STAGING_URL"}`. */
export interface VariableReference {
  readonly env: string;
}

/**
 * For a config file: the value of a variable of the environment or the `.env` file, looked up once it is needed.
 * @example
 * ```ts
 * export default { environments: { staging: { url: env("STAGING_URL") } } };
 * ```
 */
export function env(name: string): VariableReference {
  return { env: name };
}

export function isVariableReference(value: unknown): value is VariableReference {
  if (typeof value !== "object" || value === null) return false;
  const [[key, name] = [], other] = Object.entries(value);
  return key === "env" && typeof name === "string" && other === undefined;
}
