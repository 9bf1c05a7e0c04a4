import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { SearchAttributes, SearchAttributeType, TemporalAdmin } from "../interfaces/temporal.ts";
import { type AttributePlan, planAttributes, type WantedAttributes } from "./search-attribute-plan.ts";

/** Another client's change that was under way while we wrote may still take ours back; it is over by then. */
const settleMs = 200;
const timeoutMs = 30_000;

export interface AttributeOptions {
  readonly temporal: TemporalAdmin;
  readonly clock: Clock;
  /** With Elasticsearch the attributes are the same in every namespace, but the server wants one named. */
  readonly namespace: string;
  readonly signal?: AbortSignal;
}

export interface EnsuredAttribute {
  readonly name: string;
  readonly type: SearchAttributeType;
  readonly action: "add" | "nothing";
}

/**
 * Makes all of them exist, and returns once they were seen. The server adds by a workflow of one name: a second call
 * meanwhile is answered as if it had been done, and was not, so what was asked for is read back and asked for again.
 * @throws TemporalStartError SEARCH_ATTRIBUTE_CONFLICT where one cannot be added, and then none is; SEARCH_ATTRIBUTES_UNSETTLED
 */
export async function ensureSearchAttributes(
  wanted: WantedAttributes,
  options: AttributeOptions,
): Promise<readonly EnsuredAttribute[]> {
  const { temporal, namespace } = options;
  const plan = planOrRefuse(wanted, await temporal.searchAttributes(namespace));
  const added = Object.keys(plan.missing);
  await untilSeen(plan.missing, options, {
    write: (missing) => temporal.addSearchAttributes(namespace, missing),
    open: (found) => planOrRefuse(wanted, found).missing,
    verb: "added",
  });
  return [...wanted].map(([name, type]) => ({ name, type, action: added.includes(name) ? "add" : "nothing" }));
}

/** Removes all of them, and returns once they were seen to be gone. @throws TemporalStartError SEARCH_ATTRIBUTES_UNSETTLED */
export async function removeSearchAttributes(names: readonly string[], options: AttributeOptions): Promise<void> {
  const { temporal, namespace } = options;
  const of = ({ custom }: SearchAttributes): AttributePlan["missing"] =>
    Object.fromEntries(Object.entries(custom).filter(([name]) => names.includes(name)));
  await untilSeen(of(await temporal.searchAttributes(namespace)), options, {
    write: (left) => temporal.removeSearchAttributes(namespace, Object.keys(left)),
    open: of,
    verb: "removed",
  });
}

interface Change {
  readonly write: (open: AttributePlan["missing"]) => Promise<void>;
  /** What still has to be changed. */
  readonly open: (found: SearchAttributes) => AttributePlan["missing"];
  readonly verb: string;
}

/** Nothing to do is seen in one look; what was changed is looked at until it stays. */
async function untilSeen(
  first: AttributePlan["missing"],
  { temporal, clock, namespace, signal }: AttributeOptions,
  { write, open, verb }: Change,
): Promise<void> {
  const deadlineMs = clock.now() + timeoutMs;
  for (let left = first; Object.keys(left).length > 0; left = open(await temporal.searchAttributes(namespace))) {
    if (clock.now() >= deadlineMs) throw unsettled(Object.keys(left), verb);
    signal?.throwIfAborted();
    await write(left).catch(passBy);
    await clock.sleep(settleMs, signal);
  }
}

/** Somebody else was quicker with one of them; the next look tells what is left. */
function passBy(error: unknown): void {
  const passed = ["TEMPORAL_ALREADY_EXISTS", "TEMPORAL_NOT_FOUND"];
  if (!(error instanceof TemporalStartError && passed.includes(error.facts.code))) throw error;
}

function planOrRefuse(wanted: WantedAttributes, found: SearchAttributes): AttributePlan {
  const plan = planAttributes(wanted, found);
  if (plan.problems.length > 0) throw attributeConflict(plan.problems);
  return plan;
}

export function attributeConflict(problems: readonly string[]): TemporalStartError {
  return new TemporalStartError({
    code: "SEARCH_ATTRIBUTE_CONFLICT",
    category: "usage",
    message: `${problems.join(" ")} Nothing was changed.`,
    hint: "temporal-start search-attribute list --all",
  });
}

function unsettled(names: readonly string[], verb: string): TemporalStartError {
  return new TemporalStartError({
    code: "SEARCH_ATTRIBUTES_UNSETTLED",
    category: "timeout",
    message: `The server says that it has ${verb} ${names.join(", ")}, but after ${String(timeoutMs / 1000)} s that is not to be seen; somebody else may be changing search attributes.`,
    hint: "temporal-start search-attribute list",
    retryable: true,
  });
}
