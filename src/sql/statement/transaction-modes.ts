import type { Action, TransactionModes } from "./action.ts";

/** What an action asks of the transaction that it stands in; undefined where that is nothing. */
export function modesSet(action: Action): TransactionModes | undefined {
  if (action.kind === "transaction") return action.modes;
  if (action.kind !== "set" || action.byFunction || action.reset) return undefined;
  return action.modes ?? modeOfSetting(action.name, action.value ?? "");
}

/** `SET transaction_isolation = …` is SET TRANSACTION in another dress. */
function modeOfSetting(name: string, value: string): TransactionModes | undefined {
  switch (name) {
    case "transaction_isolation":
      return { isolation: value.toLowerCase() };
    case "transaction_read_only":
      return { readOnly: isOn(value) };
    case "transaction_deferrable":
      return { deferrable: isOn(value) };
    default:
      return undefined;
  }
}

function isOn(value: string): boolean {
  return /^(?:on|true|yes|1)$/i.test(value);
}

/** Modes as SQL, behind SET TRANSACTION. */
export function modesInSql({ isolation, readOnly, deferrable }: TransactionModes): string {
  return [
    isolation && `ISOLATION LEVEL ${isolation.toUpperCase()}`,
    readOnly !== undefined && (readOnly ? "READ ONLY" : "READ WRITE"),
    deferrable !== undefined && (deferrable ? "DEFERRABLE" : "NOT DEFERRABLE"),
  ]
    .filter(Boolean)
    .join(", ");
}
