import { checksum } from "../sql/text/index.ts";
import type { Distribution } from "./distribution.ts";
import { keptId } from "./kept-reading.ts";
import type { PlanningOptions, Task } from "./tasks.ts";

/** Stands in a plan for the schema of a database's own, which the work does not name. */
const ownSchema = "(own schema)";

/** The latest plans, of databases in so many states. */
const mostPlans = 16;
const plans = new Map<string, Promise<unknown>>();
let made = 0;

/**
 * A plan that was made before of the same work for a database in the same state, or is made now. Only work whose sections are
 * kept is planned once; and code is asked each time.
 * @param make called with the options to plan by: the first schema of the search path may be another one's
 */
export async function keptPlan<Planned>(
  tasks: readonly Task[],
  distribution: Distribution | undefined,
  options: PlanningOptions,
  make: (options: PlanningOptions) => Promise<Planned>,
): Promise<Planned> {
  if (!tasks.every(isKept)) return make(options);
  const shared = distribution === undefined ? withOwnSchema(tasks, options) : options;
  const key = keyOf(tasks, distribution, shared);
  const before = plans.get(key) as Promise<Planned> | undefined;
  if (before === undefined) made++;
  const plan = before ?? make(shared);
  keepLast(key, plan);
  return plan;
}

function keepLast(key: string, plan: Promise<unknown>): void {
  plans.delete(key);
  plans.set(key, plan);
  for (const oldest of [...plans.keys()].slice(0, -mostPlans)) plans.delete(oldest);
}

/** How many plans were made so far of sections that are kept. */
export function plansMade(): number {
  return made;
}

function isKept({ section, migration, baseline }: Task): boolean {
  return keptId(section) !== undefined && migration?.kind !== "module" && baseline === undefined;
}

/** What a plan depends on. */
function keyOf(
  tasks: readonly Task[],
  distribution: Distribution | undefined,
  { transaction, schema, keepSettings }: PlanningOptions,
): string {
  const work = tasks.map(({ name, direction, section, partial, record }) => [
    ...[keptId(section), name, direction, record],
    partial && [partial.statements, partial.checksum],
  ]);
  return checksum(JSON.stringify([work, distribution, transaction, schema, keepSettings]));
}

/** Two databases whose schemas have other names have one plan, where no text tells the two apart. */
function withOwnSchema(tasks: readonly Task[], options: PlanningOptions): PlanningOptions {
  const [own, ...further] = options.schema ?? [];
  if (own === undefined || !isUnsaid(own, tasks)) return options;
  return { ...options, schema: [ownSchema, ...further] };
}

function isUnsaid(schema: string, tasks: readonly Task[]): boolean {
  if (!/^\w+$/.test(schema) || /^(?:public|information_schema|pg_.*)$/i.test(schema)) return false;
  const name = new RegExp(`\\b${schema}\\b`, "i");
  return !tasks.some(({ section }) => name.test(section.text));
}
