import { scratchFlags, waitOptions } from "../command-options.ts";
import type { Given } from "../define-command.ts";
import { wholeNumber } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import {
  directory,
  historyNames,
  optionalTarget,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";
import { foreignPlace, from } from "../from.ts";
import { refuseSeveral } from "../../settings/refuse-several.ts";
import { changesSince, since } from "../since.ts";
import { existingTarget, readTarget } from "../target.ts";

/** What verify and locks take alike. */
export const tryingOptions = [
  toggle("--all", "every migration of the directory"),
  toggle("--pending", "what is pending in the database (default where there is one)"),
  since,
  from,
];

/** How many migrations verify and reverse try at the same time. */
export const jobs = option(
  "--jobs <n>",
  wholeNumber("a number of migrations", 1, 64),
  "how many to try at the same time; default: up to 4",
);

/** The settings that verify and locks obey alike. */
export const tryingSettings = [
  ...scratch,
  ...optionalTarget,
  ...directory,
  ...historyNames,
  ...script,
  ...showing,
];

type TryingGiven = Given<(typeof tryingOptions)[number], (typeof tryingSettings)[number]>;

/** Reads what verify and locks are given alike. A target is needed only to know what is pending. */
export async function readTrying({ values, words, settings }: TryingGiven) {
  const { all, pending, since: revision, from: typed } = values;
  const place = foreignPlace(typed);
  refuseSeveral({ "--from": place, "--pending": pending });
  const isAsked = words.length === 0 && !all && revision === undefined && place === undefined;
  const mayBeAbsent = isAsked ? existingTarget(settings) : undefined;
  return {
    ...scratchFlags(settings),
    ...waitOptions(settings),
    fromTool: place,
    names: words,
    all,
    pending,
    changedSince: await changesSince(revision, settings, place),
    database: pending ? readTarget(settings) : mayBeAbsent,
  };
}
