import { InvalidRequestError } from "../../errors/index.ts";
import { errorJson } from "../../report/json.ts";
import type { ToolAnswer } from "../assistant/call.ts";
import { lineOf, toolOf, toolTraits, type ToolName, type ToolTraits } from "../assistant/tools.ts";
import { refuseProtected } from "../confirmation.ts";
import type { CommandDefinition } from "../define-command.ts";
import { configFile, envPath } from "../../settings/general-options.ts";
import { commandGroups } from "../../settings/headings.ts";
import { withInterrupt } from "../interrupt.ts";
import { conceal, createOutput, withoutConcealed } from "../output.ts";
import { resultStream } from "../result-stream.ts";
import { connection, directory, historyNames, protection, scratch } from "../../settings/all.ts";
import { readSources } from "../../settings/read-sources.ts";
import { receiptKeys } from "../../settings/receipt-key.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import { optionsOfSettings } from "../../settings/setting.ts";
import { developmentUrl, readTarget } from "../target.ts";
import { secretVariables } from "../../settings/variables.ts";

type Load = (name: ToolName) => Promise<CommandDefinition>;
type Flags = Readonly<Record<string, unknown>>;

/**
 * Speaks the Model Context Protocol on standard input and output.
 * @param load the commands that are its tools
 */
export const mcpCommand = (load: Load): CommandDefinition => ({
  name: "mcp",
  words: "",
  wordsHelp: [],
  actions: [],
  summary: "serve a coding assistant: commands as tools (Model Context Protocol)",
  group: commandGroups.other,
  options: [
    ...optionsOfSettings([...connection, ...directory, ...historyNames, ...scratch]),
    configFile,
    envPath,
  ],
  examples: [
    { line: "pgmaestro mcp", does: "what an assistant runs; see docs/assistants.md" },
    { line: "pgmaestro mcp --migrations-dir db", does: "for another directory than the config's" },
  ],
  async execute(flags) {
    const { serveAssistant } = await import("../assistant/serve.ts");
    const tools = await toolsOf(load);
    await withInterrupt(createOutput({ json: true }), ({ signal = new AbortController().signal }) =>
      serveAssistant({
        tools: tools.map(({ definition, traits }) => toolOf(definition, traits)),
        lineOf: (name, given) => allowedLine(toolNamed(name, tools), given, flags),
        failed,
        output: resultStream(),
        signal,
      }),
    );
    return 0;
  },
});

interface CommandTool {
  readonly definition: CommandDefinition;
  readonly traits: ToolTraits;
}

function toolsOf(load: Load): Promise<CommandTool[]> {
  const names = Object.keys(toolTraits) as ToolName[];
  return Promise.all(
    names.map(async (name) => ({ definition: await load(name), traits: toolTraits[name] })),
  );
}

/** @throws InvalidRequestError */
function toolNamed(name: string, tools: readonly CommandTool[]): CommandTool {
  const found = tools.find(({ definition }) => definition.name === name);
  if (found !== undefined) return found;
  const names = tools.map(({ definition }) => definition.name);
  throw new InvalidRequestError(
    `There is no tool "${name}"`,
    `The tools are: ${names.join(", ")}.`,
  );
}

/** @throws InvalidRequestError for what would run migrations on a protected target */
async function allowedLine(
  { definition, traits }: CommandTool,
  given: Flags,
  fixed: Flags,
): Promise<string[]> {
  const line = lineOf(definition, given, fixed);
  if (traits.runs) await refuseProtectedTarget({ ...fixed, ...given });
  return line;
}

async function refuseProtectedTarget(flags: Flags): Promise<void> {
  const sources = await readSources(flags);
  conceal([...secretVariables(sources), ...receiptKeys(sources)]);
  const settings = resolveSettings([...connection, ...protection], sources);
  const target = readTarget(settings) ?? developmentUrl;
  refuseProtected({ settings }, "an assistant runs migrations in development only", target);
}

function failed(thrown: unknown): ToolAnswer {
  const text = withoutConcealed(JSON.stringify({ type: "error", error: errorJson(thrown) }));
  return { json: JSON.parse(text) as ToolAnswer["json"], isError: true };
}
