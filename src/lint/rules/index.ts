import type { Rule } from "../rule.ts";
import access from "./access/index.ts";
import addingColumns from "./adding-columns/index.ts";
import changingColumns from "./changing-columns/index.ts";
import clientSyntax from "./client-syntax/index.ts";
import constraints from "./constraints/index.ts";
import data from "./data/index.ts";
import distribution from "./distribution/index.ts";
import fileAndHeader from "./file-and-header/index.ts";
import guards from "./guards/index.ts";
import ignores from "./ignores/index.ts";
import indexes from "./indexes/index.ts";
import objects from "./objects/index.ts";
import partitions from "./partitions/index.ts";
import rollback from "./rollback/index.ts";
import scope from "./scope/index.ts";
import secrets from "./secrets/index.ts";
import transactions from "./transactions/index.ts";
import typesAndNames from "./types-and-names/index.ts";

/** Every rule there is, by topic. */
export const allRules: readonly Rule[] = [
  ...addingColumns,
  ...changingColumns,
  ...constraints,
  ...indexes,
  ...objects,
  ...access,
  ...partitions,
  ...distribution,
  ...transactions,
  ...data,
  ...typesAndNames,
  ...guards,
  ...rollback,
  ...fileAndHeader,
  ...clientSyntax,
  ...scope,
  ...secrets,
  ...ignores,
];
