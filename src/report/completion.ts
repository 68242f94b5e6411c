/** A command, as far as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What may stand beside the options. */
  readonly words: readonly string[];
  /** Whether that may be the name of a migration. */
  readonly takesNames: boolean;
}

export interface CompletedOption {
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** Whether that is the name of a migration. */
  readonly takesName: boolean;
}

/** The shells that completion is written for. */
export const shells = ["bash", "zsh", "fish"] as const;
/** A shell that completes. */
export type Shell = (typeof shells)[number];

/** The script that lets a shell complete commands, their options, and names of migrations. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options, words, takesNames }) => {
    const flags = options.map(({ long }) => long).join(" ");
    const named = options.filter(({ takesName }) => takesName).map(({ long }) => long);
    const valued = options
      .filter(({ takesValue, takesName }) => takesValue && !takesName)
      .map(({ long }) => long);
    const beside = takesNames ? "$(_pgmaestro_names)" : words.join(" ");
    return [
      `    ${name})`,
      `      case "$previous" in`,
      ...(named.length > 0 ? [`        ${named.join("|")}) words="$(_pgmaestro_names)" ;;`] : []),
      ...(valued.length > 0 ? [`        ${valued.join("|")}) words= ;;`] : []),
      `        *) if [[ $current == -* ]]; then words="${flags}"; else words="${beside}"; fi ;;`,
      "      esac ;;",
    ].join("\n");
  });
  return `# pgmaestro completion bash: add \`source <(pgmaestro completion bash)\` to ~/.bashrc
_pgmaestro_names() { "\${COMP_WORDS[0]}" completion names 2>/dev/null; }
_pgmaestro() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command= words= index
  for ((index = 1; index < COMP_CWORD; index++)); do
    [[ \${COMP_WORDS[index]} == -* ]] || { command="\${COMP_WORDS[index]}"; break; }
  done
  case "$command" in
    "") words="${commands.map(({ name }) => name).join(" ")} help" ;;
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _pgmaestro pgmaestro`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const described = (name: string, text: string) =>
    quoted(`${name.replaceAll(":", "\\:")}:${text}`);
  const cases = commands.map(({ name, options, words, takesNames }) => {
    const named = options.filter(({ takesName }) => takesName).map(({ long }) => long);
    const flags = options.map(({ long, description }) => described(long, description)).join(" ");
    const names = `compadd -- \${(f)"$(_pgmaestro_names)"}`;
    return [
      `    ${name})`,
      ...(named.length > 0
        ? [`      case $words[CURRENT-1] in (${named.join("|")}) ${names}; return ;; esac`]
        : []),
      `      if [[ $PREFIX == -* ]]; then items=(${flags}); _describe option items -o`,
      takesNames
        ? `      else ${names}; fi ;;`
        : `      else compadd -- ${words.join(" ")}; _files; fi ;;`,
    ].join("\n");
  });
  const all = commands.map(({ name, summary }) => described(name, summary)).join(" ");
  return `#compdef pgmaestro
# pgmaestro completion zsh: add \`source <(pgmaestro completion zsh)\` to ~/.zshrc, after compinit
_pgmaestro_names() { $words[1] completion names 2>/dev/null }
_pgmaestro() {
  local -a items
  if (( CURRENT == 2 )); then items=(${all}); _describe command items; return; fi
  case $words[2] in
${cases.join("\n")}
  esac
}
compdef _pgmaestro pgmaestro`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, words, takesNames }) => {
    const here = `complete -c pgmaestro -n '__fish_seen_subcommand_from ${name}'`;
    const beside = takesNames ? "(pgmaestro completion names 2>/dev/null)" : words.join(" ");
    return [
      `complete -c pgmaestro -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...(beside === "" ? [] : [`${here} -f -a ${quoted(beside)}`]),
      ...options.map(({ long, description, takesValue, takesName }) => {
        const value = takesName ? ` -x -a '(pgmaestro completion names 2>/dev/null)'` : " -r";
        return `${here} -l ${long.slice(2)}${takesValue ? value : ""} -d ${quoted(description)}`;
      }),
    ];
  });
  return ["# pgmaestro completion fish > ~/.config/fish/completions/pgmaestro.fish", ...lines].join(
    "\n",
  );
}

/** A word that no shell reads anything into. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "’")}'`;
}
