import { refuseClientSyntax } from "./client-syntax.ts";
import { codeOnly, isComment, regions, type Region } from "./regions.ts";
import { SqlTextError } from "./sql-text-error.ts";

/** A part of a text by UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A SQL migration's text, taken apart. */
export interface Sections {
  readonly up: Span;
  /** Absent where the text has no down marker. */
  readonly down?: Span;
  /** What the author should know, but need not act on. */
  readonly warnings: readonly SectionWarning[];
}

interface SectionWarning {
  readonly offset: number;
  readonly text: string;
}

/** A comment line that marks the beginning of a section. */
interface Marker extends Span {
  readonly direction: "up" | "down";
  /** False where the line goes on in prose, as in "-- down migration of users": perhaps only a remark. */
  readonly exact: boolean;
}

const maybeMarker = /--[\s-]*(?:up|down)\s+migration/i;
const markerLine = /^--[\s-]*(up|down)\s+migration(.*)$/i;

/**
 * Finds the up and the down section by node-pg-migrate's markers, `-- Up Migration` and
 * `-- Down Migration`, in either order; without markers the whole text is the up section.
 * Only a comment that has its line to itself marks: strings, function bodies and block comments do not.
 * Without an up marker, what stands above the down marker is the up section.
 * @throws SqlTextError for a quote or comment that never ends, and a remark under statements that may be meant as the up marker.
 */
export function sections(text: string): Sections {
  const found = refuseUnclosed(text);
  if (!maybeMarker.test(text)) return { up: { start: 0, end: text.length }, warnings: [] };

  const markers = found.flatMap((region) => markerOf(text, region));
  const up = chooseMarker(markers, "up");
  const down = chooseMarker(markers, "down");
  if (up === undefined) return withoutUpMarker(text, markers, down);
  refuseAmbiguousUp(text, up, down);
  return {
    up: { start: up.end, end: endOf(up, down, text) },
    ...(down && { down: { start: down.end, end: endOf(down, up, text) } }),
    warnings: [
      ...lookAlikes(markers, up, down),
      ...perhapsRemark(text, down),
      ...textBeforeMarkers(text, found, up, down),
    ],
  };
}

/**
 * The regions of a text in which every quote and comment ends.
 * @throws SqlTextError at the one that does not
 */
function refuseUnclosed(text: string): Region[] {
  const found = [...regions(text)];
  const last = found.at(-1);
  if (last === undefined || last.closed) return found;
  refuseClientSyntax(text.slice(0, last.start)); // a quote among the rows of a COPY is not the mistake
  const what = isComment(last) ? "comment" : last.kind.replace("-", " ");
  throw new SqlTextError(
    `This ${what} never ends`,
    last.start,
    "Close it; as it stands it would swallow everything that follows.",
    "unterminated",
  );
}

/**
 * Refuses a file of a pair, up and down, that holds the other section too.
 * @throws SqlTextError as `sections`
 */
export function refuseMarker(text: string, direction: "up" | "down"): void {
  const markers = refuseUnclosed(text).flatMap((region) => markerOf(text, region));
  const marker = markers.find((one) => one.exact && one.direction === direction);
  if (marker === undefined) return;
  throw new SqlTextError(
    `The ${direction} marker in a file that has a ${direction} file beside it`,
    marker.start,
    `Move what follows into the ${direction} file, or join the two files.`,
  );
}

/**
 * A text with every line that is a marker, or looks like one, turned into a plain remark: for SQL from
 * elsewhere, where the line means nothing.
 * @throws SqlTextError for a quote or comment that never ends
 */
export function withoutMarkers(text: string): string {
  const markers = refuseUnclosed(text).flatMap((region) => markerOf(text, region));
  return markers.reduceRight(
    (result, { start }) =>
      `${result.slice(0, start)}-- remark: ${result.slice(start).replace(/^--[\s-]*/, "")}`,
    text,
  );
}

function markerOf(text: string, region: Region): Marker[] {
  if (region.kind !== "line-comment") return [];
  const lineStart =
    1 +
    Math.max(text.lastIndexOf("\n", region.start - 1), text.lastIndexOf("\r", region.start - 1));
  if (region.start > 0 && text.slice(lineStart, region.start).trim() !== "") return [];
  const match = markerLine.exec(text.slice(region.start, region.end));
  if (match === null) return [];
  const direction = match[1]!.toLowerCase() as "up" | "down";
  return [
    { direction, exact: !/^\s*\p{L}/u.test(match[2]!), start: region.start, end: region.end },
  ];
}

/** The first exact marker; failing that, the first line that could be one. */
function chooseMarker(markers: readonly Marker[], direction: "up" | "down"): Marker | undefined {
  const candidates = markers.filter((marker) => marker.direction === direction);
  return candidates.find((marker) => marker.exact) ?? candidates[0];
}

function withoutUpMarker(
  text: string,
  markers: readonly Marker[],
  down: Marker | undefined,
): Sections {
  if (!down?.exact) return { up: { start: 0, end: text.length }, warnings: lookAlikes(markers) };
  return {
    up: { start: 0, end: down.start },
    down: { start: down.end, end: text.length },
    warnings: [...lookAlikes(markers, down), ...statementsBelow(text, down)],
  };
}

/** node-pg-migrate takes a file without an up marker for one section, and runs these as part of it. */
function statementsBelow(text: string, { start, end }: Marker): SectionWarning[] {
  if (codeOnly(text.slice(end)).trim() === "") return [];
  const warning =
    "What stands below this marker is the down section; node-pg-migrate, which needs an up marker for that, runs it as part of up.";
  return [{ offset: start, text: warning }];
}

/**
 * "-- up migration of …" under statements: cutting there would drop them.
 * @throws SqlTextError
 */
function refuseAmbiguousUp(text: string, up: Marker, down: Marker | undefined): void {
  if (up.exact || (down !== undefined && down.start < up.start)) return;
  if (codeOnly(text.slice(0, up.start)).trim() === "") return;
  throw new SqlTextError(
    "This may be the up marker or only a remark",
    up.start,
    "Write `-- Up Migration` alone on its line if the up section begins here; reword the remark if not.",
  );
}

/** "-- down migration of …" above statements. */
function perhapsRemark(text: string, down: Marker | undefined): SectionWarning[] {
  if (down === undefined || down.exact) return [];
  if (codeOnly(text.slice(down.end)).trim() === "") return [];
  const warning =
    "This line is taken for the down marker, as node-pg-migrate takes it; reword it if it is only a remark.";
  return [{ offset: down.start, text: warning }];
}

function endOf(marker: Marker, other: Marker | undefined, text: string): number {
  return other !== undefined && other.start > marker.start ? other.start : text.length;
}

function lookAlikes(
  markers: readonly Marker[],
  ...chosen: (Marker | undefined)[]
): SectionWarning[] {
  return markers
    .filter((marker) => !chosen.includes(marker))
    .map((marker) => ({
      offset: marker.start,
      text: `This line looks like the ${marker.direction} marker, but is taken as a remark.`,
    }));
}

function textBeforeMarkers(
  text: string,
  found: readonly Region[],
  up: Marker,
  down: Marker | undefined,
): SectionWarning[] {
  const first = Math.min(up.start, down?.start ?? up.start);
  const comments = found.filter((region) => isComment(region) && region.end <= first);
  const offset = codeOnly(text.slice(0, first), comments).search(/\S/);
  return offset === -1
    ? []
    : [
        {
          offset,
          text: "What stands above the first marker belongs to no section and is never run.",
        },
      ];
}
