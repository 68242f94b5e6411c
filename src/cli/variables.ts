import { ConfigurationError } from "../errors/index.ts";
import { numberings } from "../migrations/index.ts";
import { languages } from "../migrations/index.ts";
import type { Sourced } from "./sourced.ts";

type Parse = (variable: Sourced<string>) => unknown;

const asWritten: Parse = ({ value }) => value;

/** Settings that variables named PGMAESTRO_… may give. */
export const variableParsers: Readonly<Record<string, Parse>> = {
  migrationsDir: asWritten,
  useGlob: yesOrNo,
  migrationsTable: asWritten,
  migrationsSchema: asWritten,
  schema: ({ value }) => value.split(",").map((name) => name.trim()),
  createSchema: yesOrNo,
  ignorePattern: asWritten,
  transaction: oneOf("auto", "all", "each", "none"),
  checkOrder: yesOrNo,
  lock: yesOrNo,
  lockWait: seconds,
  lockValue: asWritten,
  decamelize: yesOrNo,
  tsconfigPaths: (variable) =>
    /^(?:true|false)$/i.test(variable.value) ? yesOrNo(variable) : variable.value,
  migrationFileLanguage: oneOf(...languages),
  migrationFilenameFormat: oneOf(...numberings),
  templateFileName: asWritten,
};

function oneOf(...choices: string[]): Parse {
  return ({ value, source }) => {
    if (choices.includes(value)) return value;
    throw new ConfigurationError(
      `${source}: "${value}" is not one of ${choices.join(", ")}`,
      "Correct it.",
    );
  };
}

function yesOrNo({ value, source }: Sourced<string>): boolean {
  if (/^(?:true|1|yes|on)$/i.test(value)) return true;
  if (/^(?:false|0|no|off)$/i.test(value)) return false;
  throw new ConfigurationError(
    `${source}: "${value}" is neither true nor false`,
    "Write true or false.",
  );
}

function seconds({ value, source }: Sourced<string>): number {
  const number = Number(value);
  if (value !== "" && number >= 0) return number;
  throw new ConfigurationError(
    `${source}: "${value}" is not a number of seconds`,
    "Write a number, 0 or more.",
  );
}
