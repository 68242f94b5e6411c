import type { Random } from "../support/random.ts";

/** Texts that look like the SQL around them. */
const texts = [
  "a = ANY (ARRAY[1, 2])",
  "mail\n   FROM us\n   WHERE now",
  "see REFERENCES orders(id)",
  "see __pgdelta_replaced",
  "% WHERE (%",
  "x SET DEFAULT y",
  "it's 'quoted' ''twice''",
  "'a'::text",
  "b::character varying",
  " NOT NULL",
  "$$ $function$ $body$",
  "-- no comment",
  "/* no comment */ /*",
  'a "b" c',
  "back\\slash \\n",
  "u TYPE v USING w::text",
  ") NOT VALID",
  "((double))",
  "CHECK ((x))",
  "line\nbreak\n",
  "tab\tand  two blanks",
  "häßlich 漢字 😀",
  "character varying",
  'pg_catalog."C"',
  "FOR ALL TO PUBLIC",
  "IF NOT EXISTS",
  "(email)::text = 'a'::text",
  "",
  ";",
  "' OR 1=1; --",
];

const names = [
  "a ADD COLUMN b",
  "u TYPE v",
  "v AS SELECT 1",
  "x.y",
  "order",
  "Mixed Case",
  "it's",
  'say "hi"',
  "a(b)",
  "((",
  "c DROP COLUMN d",
  "ON app.users",
  "REFERENCES t(",
  "is NOT NULL",
  "s SET DEFAULT t",
  "x USING btree",
  "WHERE (a",
  "--",
  "/*",
  "$$",
  "line\nbreak",
  "größe",
  "plain",
  "timestamp with time zone",
  "character varying",
  "if",
  "value",
  "k__pgdelta_replaced",
  "CHECK ((",
  "FOR ALL",
  "public",
  "a = ANY (ARRAY[1, 2])",
];

export function hostileText(random: Random): string {
  const text = random.pick(texts);
  return random.chance(0.3) ? text + random.pick(texts) : text;
}

/** A name that no other has: it ends with a number. */
export function hostileName(random: Random, number: number): string {
  return `${random.pick(names)} ${number}`;
}

/** An expression over the columns of `columns`, as people write them and as PostgreSQL writes them out. */
export function expressions(
  quoted: (column: keyof typeof columns) => string,
  text: () => string,
): string[] {
  const [note, email, age, price] = [
    quoted("note"),
    quoted("email"),
    quoted("age"),
    quoted("price"),
  ];
  const [data, label, mood, rate] = [
    quoted("data"),
    quoted("label"),
    quoted("mood"),
    quoted("rate"),
  ];
  return [
    `${note} <> ${text()}::text`,
    `(${email})::text = ${text()}::text`,
    `${note} = ANY (ARRAY[${text()}::text, ${text()}::text])`,
    `${note} = ANY (ARRAY[${text()}::text])`,
    `(${email})::text = ANY ((ARRAY[${text()}::character varying, ${text()}::character varying])::text[])`,
    `${age} = ANY (ARRAY[1, 2])`,
    `${age} = ANY (ARRAY[(1)::bigint, (2)::bigint])`,
    `${price} > (0)::numeric`,
    `${price} = ANY (ARRAY[(1)::numeric, (2)::numeric])`,
    `${rate} < (0.5)::double precision`,
    `((${data} ->> ${text()}::text) = ${text()}::text) AND (${note} ~~ ${text()}::text)`,
    `lower((${email})::text) = ${text()}::text`,
    `${label} = ${text()}::text`,
    `${label} = ${text()}::name`,
    `(${age})::text = ${text()}::text`,
    `(${note} || ${text()}::text) > ${text()}::text`,
    `((${email})::text || ${text()}::text) > ${note}`,
    `${mood} = ANY (ARRAY['glad'::app.mood, 'sad'::app.mood])`,
    `(${mood})::text = ${text()}::text`,
    `(${email})::text = ${note}`,
    `${email} = ${text()}::bpchar`,
    `(${note} IS NOT NULL) AND (${email} IS NOT NULL)`,
  ];
}

export const columns = {
  note: "text",
  email: "character varying(255)",
  age: "integer",
  price: "numeric(10,2)",
  data: "jsonb",
  label: "name",
  mood: "app.mood",
  rate: "double precision",
} as const;
