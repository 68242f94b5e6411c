import { startClock } from "../history/index.ts";
import type { Segment } from "../plan/index.ts";
import type { EngineContext } from "./context.ts";
import { dropInvalidIndex, refuseInvalidIndex } from "./index-validity.ts";
import { closingLines, composeTransaction, stepLines, type Line } from "./message.ts";
import type { Progress } from "./progress.ts";

/** A transactional segment: one message, or several where a text is opaque and hides how many statements it holds. */
export async function runTransaction(
  segment: Segment,
  context: EngineContext,
  progress: Progress,
  continues: boolean,
): Promise<void> {
  const lines = composeTransaction(segment, context, continues);
  for (const message of splitAtOpaque(lines)) await send(message, context, progress);
}

/** A statement that cannot run in a transaction, alone; then its record. */
export async function runAlone(
  segment: Segment,
  context: EngineContext,
  progress: Progress,
  continues: boolean,
): Promise<void> {
  const [step] = segment.steps;
  if (!continues) await send([{ text: startClock() }], context, progress);
  for (const line of stepLines(step!)) {
    await dropInvalidIndex(line, context, progress);
    await send([line], context, progress);
    await refuseInvalidIndex(line, context);
  }
  await send(
    [{ text: "BEGIN" }, ...closingLines(step!, context), { text: "COMMIT" }],
    context,
    progress,
  );
}

function splitAtOpaque(lines: readonly Line[]): Line[][] {
  const messages: Line[][] = [[]];
  for (const line of lines) {
    if (line.statement?.section.opaque) messages.push([line], []);
    else messages.at(-1)!.push(line);
  }
  return messages;
}

async function send(
  lines: readonly Line[],
  { connection }: EngineContext,
  progress: Progress,
): Promise<void> {
  progress.begin(lines[0]);
  const texts = lines.map(({ text }) => text);
  await connection.run(texts, {
    row: (index, values) => progress.recorded(lines[index]!, values),
    notice: (index, notice) => progress.notice(lines[index], notice),
    completed(index) {
      const line = lines[index];
      if (line === undefined) return;
      progress.completed(line);
      if (index + 1 < lines.length) progress.begin(lines[index + 1]);
    },
  });
}
