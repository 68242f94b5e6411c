import type { TimeRange } from "../impact/index.ts";

/** A number of things in two digits: `950`, `41 k`, `4.1 M`, `41 M`. */
export function countText(count: number): string {
  return scaled(count, ["", " k", " M", " G"]);
}

/** Bytes in two digits, by powers of 1000: `820 B`, `12 kB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  return scaled(bytes, [" B", " kB", " MB", " GB", " TB"]);
}

function scaled(amount: number, units: readonly string[]): string {
  let value = Number(amount.toPrecision(2));
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(unit === 0 ? 3 : 2))}${units[unit]}`;
}

/** `18 to 70 MB/s`, `130 k to 510 k rows/s` */
export function rateText(unit: "bytes" | "rows", slow: number, fast: number): string {
  if (unit === "rows") return `${countText(slow)} to ${countText(fast)} rows/s`;
  const megabytes = (rate: number) => Number((rate / 1e6).toPrecision(2));
  return `${megabytes(slow)} to ${megabytes(fast)} MB/s`;
}

/** A time between two bounds: `a moment`, `2 to 8 min`, `27 s to 2 min`, `up to 3 s`, `at least 2 h`. */
export function rangeText({ from, to }: TimeRange): string {
  if (to === null) return from < 1 ? "an unknown time" : `at least ${atLeast(from)}`;
  if (to <= 1) return "a moment";
  const { name, seconds } = unitOf(to);
  const [low, high] = [Math.floor(from / seconds), Math.ceil(to / seconds)];
  if (low === 0) return `${from < 1 ? "up" : atLeast(from)} to ${high} ${name}`;
  return low === high ? `about ${high} ${name}` : `${low} to ${high} ${name}`;
}

/** An age in whole units: `45 s`, `12 min`, `3 h`. */
export function ageText(age: number): string {
  return atLeast(age);
}

function atLeast(time: number): string {
  const { name, seconds } = unitOf(time);
  return `${Math.floor(time / seconds)} ${name}`;
}

const units = [
  { name: "s", seconds: 1, below: 100 },
  { name: "min", seconds: 60, below: 100 * 60 },
  { name: "h", seconds: 3600, below: 100 * 3600 },
  { name: "d", seconds: 86_400, below: Infinity },
];

function unitOf(time: number) {
  return units.find(({ below }) => time < below)!;
}
