import { buildCommand, isBuiltHere } from "../../cluster/built-images.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { EngineControl, PullOptions } from "./engine/engine-control.ts";

/** Words by which registries and engines say that they want a login, or another one. */
const wantsLogin = /denied|unauthorized|authentication|authorization|no basic auth/i;

/**
 * Words for what may be over a moment later: the registry's own trouble, and connections that broke or got no
 * answer. A limit of pulls, a name that nobody knows and a machine without a network stay as they are.
 */
const isPassing =
  /HTTP status: 5\d\d|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|connection (?:reset|refused)|broken pipe|\bEOF\b|i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|server misbehaving/;
const isLasting = /toomanyrequests|\b429\b|pull rate limit/i;

/** Before each further attempt. */
const pausesMs = [1_000, 2_000, 4_000];

export interface PullDependencies {
  readonly engine: Pick<EngineControl, "pull">;
  readonly clock: Clock;
  /** Takes a line for a person. */
  readonly onNote: (text: string) => void;
}

/**
 * Tries again a few times where the reason may pass.
 * @throws TemporalStartError IMAGE_PULL_FAILED with the registry's last word
 */
export async function pullImage(
  reference: string,
  { engine, clock, onNote }: PullDependencies,
  options: PullOptions,
): Promise<void> {
  if (isBuiltHere(reference)) throw notBuilt(reference);
  for (const pauseMs of pausesMs) {
    const failure = await attempt(reference, engine, options);
    if (failure === undefined) return;
    const { message } = failure.facts;
    if (!isPassing.test(message) || isLasting.test(message)) throw failure;
    onNote(`${message.replace(/\.$/, "")}; trying again in ${String(pauseMs / 1000)} s.`);
    await clock.sleep(pauseMs, options.signal);
  }
  const failure = await attempt(reference, engine, options);
  if (failure !== undefined) throw failure;
}

async function attempt(
  reference: string,
  engine: PullDependencies["engine"],
  options: PullOptions,
): Promise<TemporalStartError | undefined> {
  try {
    await engine.pull(reference, options);
    return undefined;
  } catch (error) {
    // Without the engine the image is not what is wrong.
    if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) throw error;
    return notPulled(reference, error);
  }
}

function notPulled(reference: string, error: TemporalStartError): TemporalStartError {
  const words = causeMessage(error.facts.cause ?? error);
  const login = wantsLogin.test(words) ? "Log in with docker login, repeat" : "Repeat";
  return new TemporalStartError({
    code: "IMAGE_PULL_FAILED",
    category: "engine",
    message: `Image ${reference} could not be pulled: ${words}`,
    hint: `${login} the command, or build the images on this machine: temporal-start images build`,
    retryable: true,
    cause: error,
  });
}

function notBuilt(reference: string): TemporalStartError {
  return new TemporalStartError({
    code: "IMAGE_PULL_FAILED",
    category: "engine",
    message: `Image ${reference} is none of a registry: it is built on this machine, and was not yet.`,
    hint: buildCommand([reference]),
  });
}
