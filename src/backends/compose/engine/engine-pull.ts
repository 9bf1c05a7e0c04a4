import { defined } from "../../../defined.ts";
import { causeMessage, TemporalStartError } from "../../../errors.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import type { EngineControl } from "./engine-control.ts";
import { unreachable } from "./engine-errors.ts";
import { readEvents } from "./engine-events.ts";
import type { Ask, RequestLimits } from "./engine-requests.ts";
import { createPullCount, type PullEvent } from "./pull-count.ts";
import { type FindLogin, registryOf } from "./registry-login.ts";

/** The engine says nothing before it has spoken with the registry, whose answer may be minutes away. */
const beginTimeoutMs = 600_000;

/** Of dockerode. */
interface ImageApi {
  createImage(login: unknown, options: object): Promise<NodeJS.ReadableStream>;
  info(options: object): Promise<{ readonly IndexServerAddress?: string }>;
}

export interface PullDependencies {
  readonly docker: ImageApi;
  readonly ask: Ask;
  readonly endpoint: EngineEndpoint;
  readonly findLogin: FindLogin;
  readonly platform: string | undefined;
}

/** Pulls through the engine, which tells each layer's bytes; the docker command does so on a terminal only. */
export function createPull({ docker, ask, endpoint, findLogin, platform }: PullDependencies): EngineControl["pull"] {
  let own: string | undefined;
  return async (reference, { onBytes, signal }) => {
    own ??= await ownRegistry(docker, ask, defined({ signal }));
    const registry = registryOf(reference, own);
    const login = await findLogin(registry);
    try {
      const events = await ask(
        (abortSignal) =>
          docker.createImage(login, { fromImage: tagged(reference), ...defined({ platform }), abortSignal }),
        { timeoutMs: beginTimeoutMs, ...defined({ signal }) },
      );
      const count = createPullCount();
      for await (const event of readEvents(events) as AsyncIterable<PullEvent>) {
        requireTaken(event);
        onBytes?.(count(event));
      }
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw wordsOf(error) ?? unreachable(error, endpoint);
    }
  };
}

/** The engine knows the registry of the names that name none. */
async function ownRegistry(docker: ImageApi, ask: Ask, limits: RequestLimits): Promise<string> {
  const info = await ask((abortSignal) => docker.info({ abortSignal }), limits);
  return info.IndexServerAddress ?? "";
}

/** Without a tag the engine would pull them all. */
function tagged(reference: string): string {
  return /[:@][^/]+$/.test(reference) ? reference : `${reference}:latest`;
}

/** What the engine answers before it begins are the registry's words, behind a status that dockerode adds. */
function wordsOf(error: unknown): TemporalStartError | undefined {
  if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) return undefined;
  return refused(causeMessage(error.facts.cause).replace(/^\(HTTP code \d+\) .*? - /, ""));
}

/** @throws TemporalStartError ENGINE_FAILED with the registry's words */
function requireTaken({ error, errorDetail }: PullEvent): void {
  const refusal = errorDetail?.message ?? error;
  if (refusal !== undefined) throw refused(refusal);
}

function refused(message: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_FAILED",
    category: "engine",
    message: `The engine could not pull an image: ${causeMessage(message)}`,
    cause: new Error(message),
  });
}
