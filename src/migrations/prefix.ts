/**
 * The number at the beginning of a migration's name, by node-pg-migrate's rules: exactly 17 digits are
 * a UTC time, YYYYMMDDHHMMSSmmm, and count as epoch milliseconds; everything else counts as it is.
 * @returns undefined where the name does not begin with a digit
 */
export function prefixOf(name: string): number | undefined {
  const digits = /^\d+/.exec(name)?.[0];
  if (digits === undefined) return undefined;
  return digits.length === 17 ? utcToEpoch(digits) : Number(digits);
}

function utcToEpoch(digits: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits)!;
  const [year, month, day, hour, minute, second, millisecond] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second, millisecond);
}

const collator = new Intl.Collator(undefined, {
  numeric: true,
  sensitivity: "variant",
  ignorePunctuation: true,
});

/**
 * The order in which migrations run: by number, then, as node-pg-migrate does, by the file's name. Names that
 * differ in punctuation only have an order too, lest it be the file system's.
 */
export function compareNames(a: string, b: string): number {
  return (
    (prefixOf(a) ?? Infinity) - (prefixOf(b) ?? Infinity) ||
    collator.compare(`${a}.sql`, `${b}.sql`) ||
    (a < b ? -1 : Number(a > b))
  );
}
