import type { ColumnDef, Constraint, Node } from "@pgsql/types";
import type { ColumnSummary, ConstraintSummary, ReferentialAction, References } from "../action.ts";
import { expressionOf } from "./expression.ts";
import { relationOf, namesOf } from "./name.ts";
import { typeOf, type Place } from "./type.ts";

/** A column definition of CREATE TABLE or ADD COLUMN. */
export function columnOf(definition: ColumnDef, place: Place): ColumnSummary {
  const name = definition.colname ?? "";
  const written = (definition.constraints ?? []).flatMap((node) =>
    "Constraint" in node ? [node.Constraint] : [],
  );
  const first = (type: Constraint["contype"]) => written.find(({ contype }) => contype === type);
  const value = first("CONSTR_DEFAULT")?.raw_expr;
  const generated = first("CONSTR_GENERATED");
  return {
    name,
    ...(definition.typeName && { type: typeOf(definition.typeName, place) }),
    notNull: Boolean(first("CONSTR_NOTNULL") ?? first("CONSTR_PRIMARY")),
    ...(value && { default: expressionOf(value, place) }),
    identity: first("CONSTR_IDENTITY") !== undefined,
    ...(generated && { generated: generated.generated_kind === "v" ? "virtual" : "stored" }),
    ...(generated?.raw_expr && { generation: expressionOf(generated.raw_expr, place) }),
    ...(definition.collClause && { collation: namesOf(definition.collClause.collname).join(".") }),
    constraints: columnConstraints(name, written, place),
    at: place(definition.location),
  };
}

/** Words behind a constraint, such as DEFERRABLE, are nodes of their own. */
function columnConstraints(
  column: string,
  written: readonly Constraint[],
  place: Place,
): ConstraintSummary[] {
  return written.flatMap((constraint, index) => {
    const summary = constraintOf(constraint, place);
    if (summary === undefined) return [];
    if (summary.kind === "not-null" && summary.name === undefined) return [];
    const behind = attributesAfter(index, written);
    return [
      {
        ...summary,
        ...(summary.columns.length === 0 && { columns: [column] }),
        ...(behind.includes("CONSTR_ATTR_NOT_ENFORCED") && { enforced: false }),
        ...(behind.includes("CONSTR_ATTR_DEFERRABLE") && { deferrable: true }),
      },
    ];
  });
}

/** The words that stand behind a constraint, up to the next one. */
function attributesAfter(index: number, written: readonly Constraint[]): string[] {
  const rest = written.slice(index + 1).map(({ contype }) => String(contype));
  const end = rest.findIndex((kind) => !kind.startsWith("CONSTR_ATTR_"));
  return end < 0 ? rest : rest.slice(0, end);
}

const kinds: Partial<Record<NonNullable<Constraint["contype"]>, ConstraintSummary["kind"]>> = {
  CONSTR_CHECK: "check",
  CONSTR_FOREIGN: "foreign-key",
  CONSTR_UNIQUE: "unique",
  CONSTR_PRIMARY: "primary-key",
  CONSTR_EXCLUSION: "exclusion",
  CONSTR_NOTNULL: "not-null",
};

/** A constraint; undefined for what the parser only calls one: defaults, generation, deferral. */
export function constraintOf(node: Constraint, place: Place): ConstraintSummary | undefined {
  const kind = kinds[node.contype!];
  if (kind === undefined) return undefined;
  const expression =
    kind === "check" && node.raw_expr ? expressionOf(node.raw_expr, place) : undefined;
  return {
    kind,
    ...(node.conname !== undefined && { name: node.conname }),
    columns: expression?.columns ?? constrainedColumns(node),
    ...(expression && { expression }),
    notValid: node.skip_validation ?? false,
    enforced: isEnforced(node),
    ...(node.pktable && { references: referencesOf(node) }),
    ...(node.indexname !== undefined && { usingIndex: node.indexname }),
    deferrable: node.deferrable ?? false,
    withoutOverlaps: node.without_overlaps ?? false,
    at: place(node.location),
  };
}

/** Only CHECK and FOREIGN KEY may be NOT ENFORCED; of others the parser says nothing. */
function isEnforced({ contype, is_enforced }: Constraint): boolean {
  return is_enforced === true || (contype !== "CONSTR_CHECK" && contype !== "CONSTR_FOREIGN");
}

function constrainedColumns({ keys, fk_attrs, exclusions }: Constraint): string[] {
  return [...namesOf(keys), ...namesOf(fk_attrs), ...(exclusions ?? []).flatMap(excludedColumn)];
}

/** An element of EXCLUDE is a pair: what, and the operator. */
function excludedColumn(node: Node): string[] {
  const [element] = "List" in node ? (node.List.items ?? []) : [];
  if (element === undefined || !("IndexElem" in element)) return [];
  return element.IndexElem.name === undefined ? [] : [element.IndexElem.name];
}

function referencesOf({ pktable, pk_attrs, fk_del_action, fk_upd_action }: Constraint): References {
  return {
    relation: relationOf(pktable!),
    columns: namesOf(pk_attrs),
    onDelete: referentialActions[fk_del_action ?? "a"]!,
    onUpdate: referentialActions[fk_upd_action ?? "a"]!,
  };
}

const referentialActions: Readonly<Record<string, ReferentialAction>> = {
  a: "no action",
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
};
