import {
  type CommonChangeName,
  commonChangeIn,
  commonChanges,
} from "../../commands/common-changes.ts";
import { changesQuestion } from "../../report/create-text.ts";
import { answerTo } from "../confirmation.ts";

/** Asks what a migration is for; the words are those that would have been typed, none where nothing is answered. */
export async function askedWords(): Promise<string[]> {
  const answer = (await answerTo(changesQuestion(process.stderr.columns))) ?? "";
  const change = changeOf(answer);
  if (change !== undefined) return [change, ...(await askedParts(change))];
  return answer === "0" ? given(await answerTo("name: ")) : given(answer);
}

function changeOf(answer: string): CommonChangeName | undefined {
  const names = Object.keys(commonChanges) as CommonChangeName[];
  return /^[1-9]\d?$/.test(answer) ? names[Number(answer) - 1] : commonChangeIn([answer]);
}

/** What stands behind the change, part by part. */
async function askedParts(change: CommonChangeName): Promise<string[]> {
  const parts: string[] = [];
  for (const part of commonChanges[change].takes) parts.push(...(await askedPart(part)));
  return parts;
}

async function askedPart(part: string): Promise<string[]> {
  const isList = part === "columns..." || part === "definitions...";
  const question = `${part.replace("...", "")}${isList ? ", one a line, then an empty one" : ""}: `;
  const first = given(await answerTo(question));
  if (!isList) return first;
  const all = [...first];
  for (let next = first; next.length > 0;) all.push(...(next = given(await answerTo("next: "))));
  return all;
}

function given(answer: string | undefined): string[] {
  return answer === undefined || answer === "" ? [] : [answer];
}
