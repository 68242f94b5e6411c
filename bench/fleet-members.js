// @ts-check
/** Members of a fleet that is none: so many as BENCH_MEMBERS says. */
export default async function* members() {
  for (let n = 1; n <= Number(process.env["BENCH_MEMBERS"]); n++)
    yield `postgres://app:secret-${n}@db${n % 500}.example.com:5432/customer_${n}`;
}
