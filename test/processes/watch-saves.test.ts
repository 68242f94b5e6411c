import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { startPgmaestro } from "../support/cli.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
  type TestDatabase,
} from "../support/databases.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { Random } from "../support/random.ts";
import { urlOf } from "../support/sessions.ts";
import { soaking, soakTimes } from "../support/soak.ts";

vi.setConfig({ testTimeout: 900_000 }); // many saves, on a slow machine

/** A text that is saved, and by what its answer is known. */
interface Text {
  readonly up: string;
  readonly mark: string;
  readonly isGood: boolean;
}

function textOf(index: number, random: Random): Text {
  const mark = `mark_${index}`;
  const kind = random.pick(["good", "good", "refused", "broken"] as const);
  const table = `create table a (id int, ${mark} int);`;
  const good = `${table}\ncreate index on a (${mark});\ncomment on table a is '${mark}';`;
  if (kind === "good") return { up: good, mark, isGood: true };
  const wrong = kind === "refused" ? `create table b (id ${mark});` : `create table b ${mark};`;
  return { up: `${table}\n${wrong}`, mark, isGood: false };
}

/** A watch in a process of its own, with what it answers. */
function startWatch(cwd: string, url: string) {
  const { child, finished } = startPgmaestro(["watch", "--json"], {
    cwd,
    env: { DATABASE_URL: url },
  });
  const answers: string[] = [];
  let wake: (() => void) | undefined;
  let rest = "";
  child.stdout!.on("data", (chunk: Buffer) => {
    const parts = `${rest}${String(chunk)}`.split("\n");
    rest = parts.pop()!;
    answers.push(...parts);
    wake?.();
  });
  const over = finished.then(() => wake?.());
  return {
    async until(isMeant: (answer: string) => boolean): Promise<void> {
      while (!answers.some(isMeant)) {
        if (child.exitCode !== null) throw new Error(`the watch ended: ${answers.at(-1)}`);
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), over]);
      }
      answers.length = 0;
    },
    async kill(signal: NodeJS.Signals): Promise<void> {
      child.kill(signal);
      await finished;
    },
  };
}

/** What a text makes by itself, seen in a database of its own. */
async function expectedOf(url: string, { up }: Text): Promise<string> {
  await queryOnce(url, `drop schema public cascade; create schema public; ${up}`);
  return seen(url);
}

async function seen(url: string): Promise<string> {
  const query = async <Row>(text: string) => (await queryOnce(url, text)) as Row[];
  const lines = await fingerprint({ query } as TestDatabase);
  return lines.filter((line) => !/^(?:schema|comment schema) /.test(line)).join("\n");
}

const saves = soaking ? 190 * soakTimes : 10;

describeEachServer("watch", (database) => {
  test(`is what the file says or said before, through ${saves} saves, errors and kills`, async () => {
    const [random, server] = [new Random(soaking ? 2 : 1), inject("serverUrl")];
    const beside = await createDatabase(server);
    onTestFinished(() => dropDatabase(server, beside));
    const url = urlOf(database());
    const cwd = directoryOf({
      "migrations/1_a.sql": upDown("create table a ();", "drop table a;"),
    });
    const file = join(cwd, "migrations/1_a.sql");
    const save = ({ up }: Text) => writeFileSync(file, upDown(up, "drop table a;"));
    let watched = startWatch(cwd, url);
    onTestFinished(() => watched.kill("SIGKILL"));
    await watched.until((answer) => answer.includes('"applied"'));
    let stands = await seen(url);
    let saved = 0;
    while (saved < saves) {
      const may = [stands];
      const texts = Array.from({ length: 1 + random.below(3) }, (_, at) =>
        textOf(saved + at, random),
      );
      saved += texts.length;
      for (const text of texts) {
        if (text.isGood) may.push(await expectedOf(beside, text));
        save(text);
        await pause(random.below(120)); // no wait: the moment of the next save
      }
      const last = texts.at(-1)!;
      if (random.chance(0.2)) {
        await watched.kill("SIGKILL");
        await vi.waitFor(async () => expect(may).toContain(await seen(url)), 60_000); // the server ends what was cut off
        watched = startWatch(cwd, url);
        await watched.until(() => true);
      } else await watched.until((answer) => answer.includes(last.mark));
      stands = await seen(url);
      if (last.isGood) expect(stands).toBe(may.at(-1));
      else expect(may).toContain(stands);
    }
    await watched.kill("SIGINT");
  });
});
