import { columnsText } from "./columns.ts";
import type { Style } from "./style.ts";

/** A setting as it is shown. */
export interface ShownSetting {
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
}

/** Each setting, its value and what gave it. */
export function configText(settings: readonly ShownSetting[], style: Style): string {
  const rows = settings.map(({ name, value, source }) => [name, valueText(value), source]);
  return columnsText(["Setting", "Value", "From"], rows, { width: style.width, whole: 0 });
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
