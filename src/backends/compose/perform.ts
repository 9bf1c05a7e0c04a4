import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Backend, OperationCourse } from "../../interfaces/backend.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { Deed } from "../../interfaces/operation.ts";
import type { Compose } from "./compose-cli.ts";
import type { DeathWatch } from "./death-watch.ts";
import { requireDockerSuccess } from "./docker-failure.ts";
import type { ContainerAction, EngineControl } from "./engine/engine-control.ts";
import { pullImage } from "./pull-image.ts";
import { followJob } from "./run-job.ts";

interface Parts {
  readonly engine: EngineControl;
  readonly compose: (images: Readonly<Record<string, string>>) => Compose;
  readonly clock: Clock;
  readonly deaths: DeathWatch;
  readonly instance: string;
}

type Performers = {
  readonly [Kind in Deed["kind"]]: (
    deed: Extract<Deed, { readonly kind: Kind }>,
    parts: Parts,
    course: OperationCourse,
  ) => Promise<void>;
};

const performers: Performers = {
  pull: ({ image }, { engine, clock }, { onNote, onBytes, signal }) =>
    pullImage(image, { engine, clock, onNote }, { onBytes, ...defined({ signal }) }),

  async create({ images }, { compose }, { signal }) {
    const result = await compose(images).run(["up", "--no-start", "--no-build"], defined({ signal }));
    requireDockerSuccess("compose up", result);
  },

  start: (deed, { engine }) => act(engine, "start", deed),
  restart: (deed, { engine }) => act(engine, "restart", deed),
  unpause: (deed, { engine }) => act(engine, "unpause", deed),

  async stop({ container, isAtOnce }, { engine, deaths }, { onPoint }) {
    // The engine answers a stop a tenth of a second after the process has died.
    const unwatch = deaths.watch(container, () => {
      onPoint("died");
    });
    try {
      await engine.act(isAtOnce === true ? "end" : "stop", container);
    } finally {
      unwatch();
    }
  },

  async run(deed, { engine }, { onPoint, signal, isStoreStarting }) {
    await act(engine, deed.isAnew === true ? "restart" : "start", deed);
    onPoint("started");
    await followJob(deed, { engine, onPoint, ...defined({ signal, isStoreStarting }) });
  },

  async clear(_, { compose, engine, instance }, { signal, onNote }) {
    const result = await compose({}).run(["down"], defined({ signal }));
    requireDockerSuccess("compose down", result);
    // Those of another degree of security, too, of which the files that were read know nothing.
    const left = await Promise.all((await engine.objects({ instance })).network.map((name) => isLeft(engine, name)));
    if (left.includes(true)) onNote("The network stays, because another container is connected to it.");
  },

  remove: ({ what, name }, { engine }) => engine.remove(what, name),
};

/** Whether somebody else has a container in it. */
async function isLeft(engine: EngineControl, network: string): Promise<boolean> {
  try {
    await engine.remove("network", network);
    return false;
  } catch (error) {
    const words = error instanceof TemporalStartError ? causeMessage(error.facts.cause ?? error) : "";
    if (/active endpoints|in use|being used/i.test(words)) return true;
    throw error;
  }
}

export function performer(parts: Parts): Backend["perform"] {
  return async (deed, course) => {
    // The kind of a deed chooses the one that takes it, which the compiler does not follow.
    const perform = performers[deed.kind] as (deed: Deed, parts: Parts, course: OperationCourse) => Promise<void>;
    await perform(deed, parts, course);
  };
}

/** So says an engine ever after of a container that it was starting when it was killed. */
const takenForStarted = /\btask [0-9a-f]+:? already exists/;

async function act(
  engine: EngineControl,
  action: ContainerAction,
  { container, name, unit }: Extract<Deed, { container: string }>,
): Promise<void> {
  try {
    await engine.act(action, container);
  } catch (error) {
    // The engine itself works; what it refuses is this container: a port, a mount, a limit.
    if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) throw error;
    throw notStarted(error, { name, unit });
  }
}

function notStarted(
  error: TemporalStartError,
  { name, unit }: { readonly name: string; readonly unit: string },
): TemporalStartError {
  const words = causeMessage(error.facts.cause ?? error);
  const isGone = (error.facts.cause as { statusCode?: unknown } | undefined)?.statusCode === 404;
  const hint = takenForStarted.test(words)
    ? "temporal-start down, which keeps the data, then: temporal-start start"
    : `docker inspect ${name}, and the settings of that service in temporal.env`;
  return new TemporalStartError({
    code: "CONTAINER_NOT_STARTED",
    category: "service",
    message: isGone ? `There is no container of ${unit} to start.` : `Container ${name} could not be started: ${words}`,
    service: unit,
    hint: isGone ? "temporal-start start" : hint,
    cause: error,
  });
}
