import type { CheckResult } from "../../commands/check.ts";
import type { LockImpact, SegmentImpact } from "../../impact/index.ts";
import { blockedBy, type LockMode } from "../../locks/table/index.ts";
import { blockedText } from "../blocked-text.ts";
import { partSummary } from "../check-summary.ts";
import { sizeText } from "../impact-text.ts";
import { rangeText } from "../quantity.ts";
import { toneOfVerdict } from "../tone.ts";
import { badge } from "./badge.ts";
import { type LockLane, lockLanes, type LockPeriod, statementPlaces } from "./lock-periods.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup, prose } from "./markup.ts";

/** Who may read and write what while the migrations run, and for how long at the sizes of the target. */
export function lockSection(result: CheckResult): PageSection {
  const { plan, migrations } = result;
  const body =
    "result" in plan
      ? timeline(plan.result.segments.filter(isOf(migrations)))
      : markup`<p class="soft">${prose(partSummary("plan", result).text)}</p>`;
  return pageSection("locks", "Locks", body);
}

function isOf(migrations: readonly string[]) {
  return ({ statements }: SegmentImpact) =>
    statements.some(({ migration }) => migrations.includes(migration));
}

function timeline(segments: readonly SegmentImpact[]): Markup {
  const locking = segments.filter((one) => lockLanes(one).length > 0);
  if (locking.length === 0) return markup`<p>Nothing that is in use is locked.</p>`;
  const quiet = segments.length - locking.length;
  return markup`${legend}${locking.map((one) => segmentOf(one, segments.indexOf(one)))}${quiet > 0 ? markup`<p class="soft">${quiet} more of ${segments.length} segments lock nothing that is in use.</p>` : undefined}`;
}

const legend = markup`<ul class="legend"><li><span class="key reads"></span>nobody can read or write</li><li><span class="key writes"></span>nobody can write</li><li><span class="key ddl"></span>reads and writes go on</li></ul>
<p class="soft small">Each segment is one transaction, or one statement outside of one; its statements run from left to right. Wider is longer, by the logarithm of the time at the sizes of the target. A transaction holds its locks until it ends.</p>`;

function segmentOf(segment: SegmentImpact, index: number): Markup {
  const { transaction, duration, verdict } = segment;
  const kind = transaction ? "one transaction" : "no transaction";
  return markup`<div class="segment"><h3>Segment ${index + 1}: ${kind}, ${rangeText(duration)} ${badge(toneOfVerdict[verdict], verdict)}</h3>
${axis(segment)}${lockLanes(segment).map(laneOf)}</div>`;
}

/** More have no room for their numbers. */
const mostSteps = 60;

/** The statements, by their lines. */
function axis(segment: SegmentImpact): Markup | undefined {
  if (segment.statements.length > mostSteps) return undefined;
  const places = statementPlaces(segment);
  const steps = segment.statements.map(
    ({ line }, index) =>
      markup`<span style="${span(places[index]!, places[index + 1]!)}">${line}</span>`,
  );
  return markup`<div class="lane axis" aria-hidden="true"><div class="lane-name soft">line</div><div class="track">${steps}</div></div>`;
}

function laneOf({ name, periods }: LockLane): Markup {
  const bars = periods.map(
    ({ lock, from, to }) =>
      markup`<span class="bar ${blocks(lock.mode)}" style="${span(from, to)}"></span>`,
  );
  return markup`<div class="lane"><div class="lane-name"><code>${name}</code> <span class="soft">${sizeText(periods[0]!.lock)}</span></div><div class="track" aria-hidden="true">${bars}</div><ul class="periods">${periods.map(periodOf)}</ul></div>`;
}

/** In hundredths, so that the same times make the same text. */
function span(from: number, to: number): string {
  return `left:${(100 * from).toFixed(2)}%;width:${(100 * (to - from)).toFixed(2)}%`;
}

function periodOf({ lock, statement: { migration, line } }: LockPeriod): Markup {
  const { mode, held, verdict } = lock;
  return markup`<li><span class="key ${blocks(mode)}" aria-hidden="true"></span><span>${mode} from line ${line} of ${migration}: ${blockedText(lock, `for ${rangeText(held)}`)}</span> ${verdict === "safe" ? undefined : badge(toneOfVerdict[verdict], verdict)}</li>`;
}

function blocks(mode: LockMode): string {
  const { reads, writes } = blockedBy(mode);
  if (reads) return "reads";
  return writes ? "writes" : "ddl";
}

/** How large what is locked is, as bars. */
export function sizeSection({ plan, migrations }: CheckResult): PageSection | undefined {
  const segments = "result" in plan ? plan.result.segments : [];
  const sizes = new Map<string, LockImpact>();
  for (const { statements } of segments)
    for (const { migration, locks } of statements)
      for (const lock of migrations.includes(migration) ? locks : [])
        if (lock.size.is === "known" && lock.kind !== "index")
          sizes.set(`${lock.schema}.${lock.name}`, lock);
  const all = [...sizes].toSorted(([, one], [, other]) => bytesOf(other) - bytesOf(one));
  const most = Math.max(1, ...all.map(([, lock]) => bytesOf(lock)));
  const bars = all.map(
    ([name, lock]) =>
      markup`<li><div class="lane-name"><code>${name}</code> <span class="soft">${sizeText(lock)}</span></div><div class="track" aria-hidden="true"><span class="bar size" style="${span(0, bytesOf(lock) / most)}"></span></div></li>`,
  );
  return all.length === 0
    ? undefined
    : pageSection("sizes", "Sizes", markup`<ul class="sizes">${bars}</ul>`);
}

function bytesOf({ size }: LockImpact): number {
  return size.is === "known" ? size.totalBytes : 0;
}
