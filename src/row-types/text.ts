import { propertyName, Names } from "./names.ts";
import type { TypedColumn, ColumnType, TypedRelation } from "./read.ts";
import { declarations, type Value, typedValue } from "./values.ts";

export interface RowTypesStyle {
  /** The schema whose tables need no schema in front: the first of the search path. */
  readonly schema: string;
  /** Rows alone, without what kysely needs. */
  readonly plain: boolean;
}

/** The types of rows as a TypeScript file: for kysely, or rows alone. Nothing in it depends on when or where it is written. */
export function rowTypesText(relations: readonly TypedRelation[], style: RowTypesStyle): string {
  return new RowTypes(style).text(relations);
}

const head = "// Written by `pgmaestro types`, not by hand.";

const ofKysely = ["ColumnType", "Generated", "Insertable", "Selectable", "Updateable"];

class RowTypes {
  readonly #style: RowTypesStyle;
  readonly #names: Names;
  /** What was declared for types of the database's own, by their names there. */
  readonly #declared = new Map<string, { readonly name: string; readonly text: string }>();

  constructor(style: RowTypesStyle) {
    this.#style = style;
    this.#names = new Names(style.schema, [
      "DB",
      "Buffer",
      "Date",
      ...ofKysely,
      ...Object.keys(declarations),
    ]);
  }

  text(relations: readonly TypedRelation[]): string {
    const named = relations.map((relation) => ({
      relation,
      name: this.#names.give(relation.schema, relation.name, this.#endings(relation)),
    }));
    const tables = named.map(({ relation, name }) => this.#relation(relation, name));
    const types = [...this.#declared.values()].map(({ text }) => text);
    const body = [...types, ...tables, ...(this.#style.plain ? [] : [this.#database(named)])];
    const whole = body.join("\n\n");
    return `${[head, ...this.#import(whole), ...used(whole), ...body].join("\n\n")}\n`;
  }

  #endings({ isWritable }: TypedRelation): ((base: string) => string)[] {
    const row = (base: string) => base;
    if (this.#style.plain) return [row];
    const written = [(base: string) => `New${base}`, (base: string) => `${base}Update`];
    return [row, (base) => `${base}Table`, ...(isWritable ? written : [])];
  }

  #relation(relation: TypedRelation, name: string): string {
    const { columns, comment, isWritable } = relation;
    const isRow = this.#style.plain;
    const lines = columns.flatMap((column) => {
      const type = isRow ? this.#read(column) : this.#column(column, isWritable);
      return [...commentLines(column.comment, "  "), `  ${propertyName(column.name)}: ${type};`];
    });
    const table = [
      ...commentLines(comment, ""),
      `export interface ${isRow ? name : `${name}Table`} {`,
      ...lines,
      "}",
    ].join("\n");
    if (isRow) return table;
    const row = [...commentLines(comment, ""), `export type ${name} = Selectable<${name}Table>;`];
    const written = [
      `export type New${name} = Insertable<${name}Table>;`,
      `export type ${name}Update = Updateable<${name}Table>;`,
    ];
    return [table, "", ...row, ...(isWritable ? written : [])].join("\n");
  }

  #value({ type }: TypedColumn): Value {
    return typedValue(type, (one) => this.#declare(one));
  }

  #read(column: TypedColumn): string {
    return orNull(this.#value(column).read, column);
  }

  /** What is read, inserted and updated, where they differ. */
  #column(column: TypedColumn, isWritable: boolean): string {
    const value = this.#value(column);
    const [read, written] = [orNull(value.read, column), orNull(value.written, column)];
    if (!isWritable || column.isGenerated) return `ColumnType<${read}, never, never>`;
    if (read === written) return column.hasDefault ? `Generated<${read}>` : read;
    const inserted = column.hasDefault ? `${written} | undefined` : written;
    return `ColumnType<${read}, ${inserted}, ${written}>`;
  }

  #declare(type: ColumnType): string {
    const key = JSON.stringify([type.schema, type.name]);
    const known = this.#declared.get(key);
    if (known !== undefined) return known.name;
    const name = this.#names.give(type.schema, type.name, [(base) => base]);
    this.#declared.set(key, { name, text: "" });
    const { definition, says } = this.#definition(type);
    const comment = [type.comment, says].filter(Boolean).join("\n\n");
    const text = [...commentLines(comment, ""), `export type ${name} = ${definition};`].join("\n");
    this.#declared.set(key, { name, text });
    return name;
  }

  #definition(type: ColumnType): { readonly definition: string; readonly says?: string } {
    if (type.kind === "enum")
      return {
        definition: type.labels.map((label) => JSON.stringify(label)).join(" | ") || "never",
      };
    if (type.base !== null)
      return { definition: typedValue(type.base, (one) => this.#declare(one)).read };
    const attributes = type.attributes.map((one) => `${one.name} ${one.type}`).join(", ");
    return { definition: "string", says: `(${attributes}), as the text that \`pg\` gives of it.` };
  }

  #database(named: readonly { readonly relation: TypedRelation; readonly name: string }[]): string {
    const lines = named.map(({ relation: { schema, name: own }, name }) => {
      const key = schema === this.#style.schema ? own : `${schema}.${own}`;
      return `  ${propertyName(key)}: ${name}Table;`;
    });
    return ["export interface DB {", ...lines, "}"].join("\n");
  }

  #import(text: string): string[] {
    if (this.#style.plain) return [];
    const names = ofKysely.filter((name) => text.includes(`${name}<`));
    return names.length === 0 ? [] : [`import type { ${names.join(", ")} } from "kysely";`];
  }
}

/** What the types use of what `pg` gives. */
function used(text: string): string[] {
  return Object.entries(declarations).flatMap(([name, declaration]) =>
    new RegExp(`[ <(]${name}\\b`).test(text) ? [declaration] : [],
  );
}

function orNull(type: string, { notNull }: TypedColumn): string {
  return notNull ? type : `${type} | null`;
}

function commentLines(comment: string | null, indent: string): string[] {
  if (comment === null || comment === "") return [];
  const lines = comment.replaceAll("*/", "*\\/").split(/\r?\n/);
  return lines.length === 1
    ? [`${indent}/** ${lines[0]} */`]
    : [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
