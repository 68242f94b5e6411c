import { codePairs } from "./code.ts";
import { otherPairs } from "./others.ts";
import { combinedPairs } from "./combined.ts";
import { typeAndAccessPairs } from "./types-and-access.ts";
import type { SchemaPair } from "./pair.ts";
import { mixedPairs } from "./mixed.ts";
import { partitionPairs } from "./partitions.ts";
import { tablePairs } from "./tables.ts";

export type { SchemaPair };

/** Schemas that differ, over every kind of object. */
export const schemaPairs: readonly SchemaPair[] = [
  ...tablePairs,
  ...partitionPairs,
  ...codePairs,
  ...otherPairs,
  ...combinedPairs,
  ...typeAndAccessPairs,
  ...mixedPairs,
];
