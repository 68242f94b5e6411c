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

/** Of names whose numbers are of two kinds of time, those that give it as a date: its order among the others is not that of time. */
export function datesAmongTimes(names: readonly string[]): ReadonlySet<string> {
  const digits = (name: string) => /^\d+/.exec(name)?.[0] ?? "";
  const hasTimes = names.some((name) => [13, 17].includes(digits(name).length));
  return new Set(hasTimes ? names.filter((name) => date.test(digits(name))) : []);
}

/** YYYYMMDD, with hours and minutes, with seconds. */
const date = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d(?:\d{4}|\d{6})?$/;

let collator: Intl.Collator | undefined;

/** Made once two names have one number: that takes longer than reading a hundred files. */
function collate(a: string, b: string): number {
  collator ??= new Intl.Collator(undefined, {
    numeric: true,
    sensitivity: "variant",
    ignorePunctuation: true,
  });
  return collator.compare(a, b);
}

/**
 * The order in which migrations run: by number, then, as node-pg-migrate does, by the file's name. Names that
 * differ in punctuation only have an order too, independent of the file system's.
 */
export function compareNames(a: string, b: string): number {
  return (
    (prefixOf(a) ?? Infinity) - (prefixOf(b) ?? Infinity) ||
    collate(`${a}.sql`, `${b}.sql`) ||
    (a < b ? -1 : Number(a > b))
  );
}
