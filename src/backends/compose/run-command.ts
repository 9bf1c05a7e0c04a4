import { randomUUID } from "node:crypto";
import { instanceName } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Backend, CommandEnd, CommandStreams, OneOff, UnitCommand } from "../../interfaces/backend.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { beginning, readBegunCommand } from "./begun-command.ts";
import { ofInstance } from "./labels.ts";
import { ownerLabel } from "./one-off-owner.ts";

interface Parts {
  readonly engine: Pick<ContainerEngine, "containers" | "volumes">;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly instance: string;
  /** In which the stores are, as the default instance calls it. */
  readonly storeNetwork: string;
  /** Of the docker command. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A command that has not begun by then never will. */
const beginTimeoutMs = 5_000;

/** Ends a process group: politely, and after five seconds by force. */
const endGroup =
  'kill -s TERM -- "-$0" || exit 0; i=0; while [ $i -lt 50 ] && kill -s 0 -- "-$0"; do sleep 0.1; i=$((i + 1)); done; kill -s KILL -- "-$0"';

/**
 * Commands with streams, by the docker command: it takes streams apart, passes the end of stdin on and waits for slow
 * readers, on every engine; through the Engine's socket all that would be code of ours.
 */
export function commandRunner(parts: Parts): Pick<Backend, "exec" | "runOnce"> {
  const { engine, processes, clock, instance, storeNetwork, environment } = parts;

  /** @param stop ends the command; it is given the process id, where the command has begun in time */
  const run = async (
    args: readonly string[],
    command: UnitCommand,
    streams: CommandStreams,
    stop: (pid: string | undefined) => Promise<unknown>,
  ): Promise<CommandEnd> => {
    const begun = readBegunCommand();
    const exitCode = await processes.pipe("docker", args, {
      ...streams,
      env: { ...environment, ...command.environment },
      onError: begun.onError,
      stop: async () => stop(await Promise.race([begun.pid, clock.sleep(beginTimeoutMs).then(() => undefined)])),
    });
    if (!begun.isBegun()) throw notBegun(command, begun.stderr());
    return { exitCode, stderr: begun.stderr() };
  };

  return {
    async exec(unit, command, streams) {
      const container = instanceName(instance, unit);
      const args = ["exec", ...optionsOf(command, streams), container, ...beginning(command.words)];
      return run(args, command, streams, async (pid) => {
        if (pid === undefined) return;
        await processes.run("docker", ["exec", container, "sh", "-c", endGroup, pid], { env: environment });
      });
    },

    async runOnce(oneOff, command, streams) {
      const name = instanceName(instance, `temporal-once-${randomUUID().slice(0, 8)}`);
      const remove = (): Promise<unknown> =>
        processes.run("docker", ["rm", "--force", "--volumes", name], { env: environment });
      const image = await imageOf(oneOff, engine, instance);
      await requireVolumes(oneOff, engine, instance);
      const [entry, ...words] = beginning(command.words);
      const args = [
        // What streams through must not be written into a log on the engine's disk as well.
        ...["run", "--name", name, "--pull", "never", "--log-driver", "none"],
        ...["--label", ofInstance(instance), "--label", await ownerLabel()],
        ...["--security-opt", "no-new-privileges:true", "--env", "NO_PROXY=*", "--env", "no_proxy=*"],
        ...["--network", oneOff.joinsNetwork ? instanceName(instance, storeNetwork) : "none"],
        ...(oneOff.user === undefined ? [] : ["--user", oneOff.user]),
        ...oneOff.mounts.flatMap((mount) => ["--mount", mountOf(mount, instance)]),
        ...[...optionsOf(command, streams), "--entrypoint", entry, image, ...words],
      ];
      try {
        return await run(args, command, streams, remove);
      } finally {
        // Not by --rm, whose removal meets that of a start or a down. What stays behind is the next one's to remove.
        await remove().catch(() => undefined);
      }
    },
  };
}

/** Docker takes the value of a variable that is named alone from its own environment. */
function optionsOf({ environment = {} }: UnitCommand, { stdin }: CommandStreams): readonly string[] {
  return [
    ...(stdin === undefined ? [] : ["--interactive"]),
    ...Object.keys(environment).flatMap((name) => ["--env", name]),
  ];
}

function mountOf({ volume, path, isReadOnly }: OneOff["mounts"][number], instance: string): string {
  return `type=volume,source=${instanceName(instance, volume)},target=${path}${isReadOnly ? ",readonly" : ""}`;
}

async function imageOf({ image }: OneOff, engine: Parts["engine"], instance: string): Promise<string> {
  if ("reference" in image) return image.reference;
  const name = instanceName(instance, image.unit);
  const own = await engine.containers({ instance });
  const found = own.find((container) => container.name === name);
  if (found === undefined)
    throw failed(
      `There is no container ${name} whose image could be used.`,
      [],
      "temporal-start start makes it, then the same again",
    );
  return found.imageId;
}

/** Docker would make one that is missing, without our labels, and a backup of it would be empty. */
async function requireVolumes({ mounts }: OneOff, engine: Parts["engine"], instance: string): Promise<void> {
  const names = mounts.map(({ volume }) => instanceName(instance, volume));
  const there = new Set((await engine.volumes(names)).map(({ name }) => name));
  const missing = names.filter((name) => !there.has(name));
  if (missing.length > 0) throw failed(`There is no volume ${missing.join(" and no volume ")}.`);
}

/** With which docker ends what it has to say. */
const referral = /^(?:Run|See) 'docker /;

function notBegun({ words }: UnitCommand, stderr: string): TemporalStartError {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !referral.test(line));
  const cause = lines.at(-1);
  return failed(
    `${words[0] ?? ""} could not be run in a container${cause === undefined ? "." : `: ${causeMessage(cause)}`}`,
    lines.slice(0, -1),
  );
}

function failed(message: string, details: readonly string[] = [], hint = "temporal-start status"): TemporalStartError {
  return new TemporalStartError({
    code: "COMMAND_NOT_BEGUN",
    category: "service",
    message,
    hint,
    ...defined({ details: details.length > 0 ? details : undefined }),
  });
}
