import { isFalseText, isTrueText } from "../sql/text/index.ts";

/** Settings of a session, and those of a transaction alone, by their names. */
export interface SettingValues {
  readonly session: ReadonlyMap<string, string>;
  readonly local: ReadonlyMap<string, string>;
}

/** What SET and set_config have put in force in a session, by the names of settings. */
export class SessionSettings {
  readonly #session = new Map<string, string>();
  readonly #local = new Map<string, string>();

  /** The value in force; undefined where nobody has set one. */
  get(name: string): string | undefined {
    return this.#local.get(name) ?? this.#session.get(name);
  }

  /** Whether a switch is known to be on. */
  isOn(name: string): boolean {
    return isTrueText(this.get(name));
  }

  /** Whether a switch is known to be off. */
  isOff(name: string): boolean {
    return isFalseText(this.get(name));
  }

  set(name: string, value: string | undefined, local: boolean): void {
    const scope = local ? this.#local : this.#session;
    if (value === undefined) scope.delete(name);
    else scope.set(name, value);
  }

  /** RESET of one, or of `all`. */
  reset(name: string): void {
    for (const scope of [this.#session, this.#local])
      if (name === "all") scope.clear();
      else scope.delete(name);
  }

  /** What was set for a transaction alone is over with it. */
  endTransaction(): void {
    this.#local.clear();
  }

  /** All that is set. */
  get values(): SettingValues {
    return { session: this.#session, local: this.#local };
  }

  /** Sets what others have. */
  take({ session, local }: SettingValues): void {
    for (const [name, value] of session) this.#session.set(name, value);
    for (const [name, value] of local) this.#local.set(name, value);
  }
}

/** A limit as it was set: as written, and in milliseconds; 0 for none. */
export interface Timeout {
  readonly written: string;
  readonly milliseconds: number;
}

/** The timeout in force; undefined where nobody has set one, or to something that is no time. */
export function timeoutOf(
  settings: SessionSettings,
  name: "lock_timeout" | "statement_timeout",
): Timeout | undefined {
  const written = settings.get(name);
  const length = written === undefined ? undefined : milliseconds(written);
  return length === undefined ? undefined : { written: withUnit(written!), milliseconds: length };
}

/** A bare number is a number of milliseconds. */
function withUnit(written: string): string {
  return /^\s*\d+\s*$/.test(written) && Number(written) > 0 ? `${written.trim()}ms` : written;
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  "": 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
};

/** A setting's time as people write it. Source: PostgreSQL manual, 20.1.1 "Parameter Names and Values". */
function milliseconds(text: string): number | undefined {
  const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h)?\s*$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * units[unit]!;
}

/** The schemas of a search path as text: `app, "Other", public`; `"$user"` names none that migrations use. */
export function searchPathSchemas(searchPath: string): string[] {
  return searchPath
    .split(",")
    .map((part) => part.trim().replaceAll(/^"|"$/g, ""))
    .filter((part) => part !== "" && part !== "$user");
}
