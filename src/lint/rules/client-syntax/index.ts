import type { Rule } from "../../rule.ts";
import copyFromFile from "./copy-from-file.ts";
import copyFromStdin from "./copy-from-stdin.ts";
import dumpPreamble from "./dump-preamble.ts";
import goSeparator from "./go-separator.ts";
import psqlMetaCommand from "./psql-meta-command.ts";
import psqlVariable from "./psql-variable.ts";
import templatePlaceholder from "./template-placeholder.ts";

export default [
  psqlMetaCommand,
  psqlVariable,
  templatePlaceholder,
  copyFromStdin,
  copyFromFile,
  dumpPreamble,
  goSeparator,
] as readonly Rule[];
