import type { DefElem, Node, SelectStmt } from "@pgsql/types";
import type { Action, TransactionModes } from "../action.ts";
import { constantText } from "./constant.ts";
import { nameFrom, namesOf } from "./name.ts";
import { begin, type Readers } from "./reader.ts";
import type { Place } from "./type.ts";

/** Settings and transactions, and calls of code that is elsewhere. */
export const session: Readers = {
  VariableSetStmt: ({ kind, name, args, is_local }, place) => {
    const reset = /RESET/.test(kind ?? "");
    const hasValue = kind === undefined || kind === "VAR_SET_VALUE" || kind === "VAR_SET_MULTI";
    return [
      {
        kind: "set",
        at: begin(place),
        name: (name ?? "all").toLowerCase(),
        ...(hasValue && { value: (args ?? []).map(settingText).join(", ") }),
        values: hasValue ? (args ?? []).map(settingText) : [],
        local: is_local ?? false,
        reset,
        byFunction: false,
        ...(name === "TRANSACTION" && { modes: modesOf(args) }),
      },
    ];
  },
  TransactionStmt: ({ kind, options, chain }, place) => [
    {
      kind: "transaction",
      at: begin(place),
      command: (kind ?? "").replace("TRANS_STMT_", "").replaceAll("_", " "),
      ...(options && { modes: modesOf(options) }),
      chain: chain ?? false,
    },
  ],
  CallStmt: ({ funccall }, place) => [
    { kind: "call", at: begin(place), name: nameFrom(namesOf(funccall?.funcname)) },
  ],
  ExecuteStmt: ({ name }, place) => [{ kind: "execute", at: begin(place), name: name ?? "" }],
  DiscardStmt: ({ target }, place) => [
    { kind: "discard", at: begin(place), what: (target ?? "DISCARD_ALL").replace("DISCARD_", "") },
  ],
};

/** The options of BEGIN and SET TRANSACTION; of one that is written twice the last counts. */
function modesOf(options: readonly Node[] = []): TransactionModes {
  const given = options.flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
  return Object.assign({}, ...given.map(modeOf));
}

function modeOf({ defname, arg }: DefElem): TransactionModes {
  const value = arg ? settingText(arg) : "";
  if (defname === "transaction_isolation") return { isolation: value };
  return defname === "transaction_read_only"
    ? { readOnly: value === "1" }
    : { deferrable: value === "1" };
}

function settingText(node: Node): string {
  if ("TypeCast" in node) return node.TypeCast.arg ? settingText(node.TypeCast.arg) : "";
  return "A_Const" in node ? constantText(node.A_Const) : "";
}

/** `SELECT set_config('name', 'value', is_local)` is SET in another dress. */
export function settingByFunction(select: SelectStmt, place: Place): readonly Action[] {
  return (select.targetList ?? []).flatMap((node): Action[] => {
    const call = "ResTarget" in node ? node.ResTarget.val : undefined;
    if (call === undefined || !("FuncCall" in call)) return [];
    if (namesOf(call.FuncCall.funcname).at(-1) !== "set_config") return [];
    const [name, value, local] = call.FuncCall.args ?? [];
    return [
      {
        kind: "set",
        at: begin(place),
        name: (name ? settingText(name) : "").toLowerCase(),
        ...(value && { value: settingText(value) }),
        values: value ? [settingText(value)] : [],
        local: local !== undefined && /^(?:true|t|on|1)$/.test(settingText(local)),
        reset: false,
        byFunction: true,
      },
    ];
  });
}
