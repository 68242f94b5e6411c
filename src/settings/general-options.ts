import { optionGroups } from "./headings.ts";
import { text } from "./kinds.ts";
import { option, toggle, under } from "./option.ts";
import { configValue } from "./node-pg-migrate-flags.ts";

const { general } = optionGroups;

export const json = under(general, toggle("--json", "answer in JSON"));
export const configFile = under(
  general,
  option("-f, --config-file <file>", text, "the config file (default pgmaestro.config.*)"),
);
export const envPath = under(
  general,
  option("--env-path <file>", text, "the .env file (default .env)"),
);

/** What every command takes. */
export const generalOptions = [json, configFile, envPath, configValue];

/** For commands that can show more than usual. */
export const verbose = under(general, toggle("-v, --verbose", "show the server's notices"));
