import picocolors from "picocolors";

/** How to emphasise text; every function leaves it as it is where colours are off. */
export type Style = ReturnType<typeof picocolors.createColors> & {
  /** How many cells a line of the terminal has; undefined where there is none. */
  readonly width?: number | undefined;
};

export function createStyle(colours: boolean, width?: number): Style {
  return { ...picocolors.createColors(colours), width };
}

/** `1 migration`, `3 migrations` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A duration for people: `12 ms`, `3.4 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A moment in local time to the second, with its zone as PostgreSQL writes it; one without an offset is shown as it is. */
export function moment(iso: string): string {
  const hasOffset = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso);
  const local = hasOffset ? shiftToLocal(new Date(iso)) : iso;
  const shown = local.slice(0, 19).replace("T", " ");
  return hasOffset ? `${shown}${zoneText(-new Date(iso).getTimezoneOffset())}` : shown;
}

/** `+00`, `-05`, `+05:30` */
function zoneText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const twoDigits = (part: number) => String(part).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${twoDigits(hours)}${rest === 0 ? "" : `:${twoDigits(rest)}`}`;
}

function shiftToLocal(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
}

/** A text cut to so many characters, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  const start = [...text.slice(0, 2 * (width + 1))];
  return start.length <= width
    ? text
    : `${start
        .slice(0, width - 1)
        .join("")
        .trimEnd()}…`;
}
