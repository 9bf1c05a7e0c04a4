// cspell:ignore rootlesskit rootlessport vpnkit gvproxy limactl conmon slirp netns ltnp findstr

import { bindAddressOf } from "../../cluster/services/addresses.ts";
import type { ServiceName } from "../../cluster/services/index.ts";
import { ownUnits } from "../../cluster/topology.ts";
import type { ContainerFacts } from "../../interfaces/engine-facts.ts";
import type { PortListener, PortProbe } from "../../interfaces/host.ts";
import { nextFreePort } from "../../plan/next-free-port.ts";
import { allOwn, holdsPorts, isRunning } from "../../plan/observed-state.ts";
import { type Check, type Finding, failure, ok, type World, warning } from "../check.ts";

type Family = PortListener["family"];
type Answer = Awaited<ReturnType<PortProbe>>;

/** One port of ours as both families of addresses show it. */
export interface PortSeen {
  readonly service: ServiceName;
  readonly setting: string;
  readonly port: number;
  readonly bindAddress: string;
  readonly platform: string;
  /** On the address on which it is published. */
  readonly answer: Answer;
  /** On the loopback address of the other family, to which the name localhost may lead. */
  readonly otherAnswer: Answer;
  /** Families on which our own running container publishes it. */
  readonly ours: readonly Family[];
  /** Another container that publishes it. */
  readonly container: ContainerFacts | undefined;
  readonly listeners: readonly PortListener[];
  /** Free on both; undefined where none near was found. */
  readonly nextFree: number | undefined;
}

export const ports: Check = {
  id: "ports",
  group: "ports",
  title: "port",
  needs: ["settings"],
  // What is taken the plan knows; that localhost may lead elsewhere it does not.
  starts: "first",
  async look(world) {
    const settings = await world.settings();
    // Ports are looked at without an engine as well.
    const all = await world.containers().catch(() => []);
    const own = await world.sortedContainers().then(allOwn, () => []);
    const wanted = ownUnits(settings.topology).flatMap(({ name, ports: published }) =>
      published.map((port) => ({
        service: name,
        setting: port.setting,
        port: Number(settings.values[port.setting]),
        bindAddress: bindAddressOf(settings.values, port),
      })),
    );
    const reserved = new Set(wanted.map(({ port }) => port));
    const listeners = world.host.listeners([...reserved]);
    return Promise.all(
      wanted.map(async (want) => interpretPort(await lookAt(want, { all, own, reserved, listeners, world }))),
    );
  },
};

interface Around {
  readonly all: readonly ContainerFacts[];
  /** Of this cluster, whichever service it is: it gives up in a start what is another's. */
  readonly own: readonly ContainerFacts[];
  readonly reserved: ReadonlySet<number>;
  readonly listeners: Promise<readonly PortListener[]>;
  readonly world: World;
}

async function lookAt(
  want: Pick<PortSeen, "service" | "setting" | "port" | "bindAddress">,
  { all, own, reserved, listeners, world: { probePort, host } }: Around,
): Promise<PortSeen> {
  const { port, bindAddress } = want;
  const other = otherLoopback(bindAddress);
  const isUsable = async (candidate: number): Promise<boolean> =>
    !reserved.has(candidate) &&
    (await probePort(bindAddress, candidate)) === "free" &&
    (await probePort(other, candidate)) !== "taken";
  const holders = all.filter((container) => !own.includes(container) && publishes(container, port).length > 0);
  const ours = own.filter(holdsPorts);
  const [answer, otherAnswer] = await Promise.all([probePort(bindAddress, port), probePort(other, port)]);
  const isTaken = answer === "taken" || otherAnswer === "taken";
  return {
    ...want,
    platform: host.platform,
    answer,
    otherAnswer,
    ours: ours.flatMap((container) => publishes(container, port)),
    container: holders.find(isRunning) ?? holders[0],
    listeners: isTaken ? (await listeners).filter((listener) => listener.port === port) : [],
    nextFree: isTaken ? await nextFreePort(port, isUsable) : undefined,
  };
}

function publishes({ ports: published }: ContainerFacts, port: number): readonly Family[] {
  return published.filter(({ hostPort }) => hostPort === port).map(({ hostAddress }) => familyOf(hostAddress));
}

const familyOf = (address: string): Family => (address.includes(":") ? "IPv6" : "IPv4");
const otherLoopback = (bindAddress: string): string => (familyOf(bindAddress) === "IPv4" ? "::1" : "127.0.0.1");

export function interpretPort(seen: PortSeen): Finding {
  const { service, port, bindAddress, answer, otherAnswer, ours } = seen;
  const family = familyOf(bindAddress);
  const other: Family = family === "IPv4" ? "IPv6" : "IPv4";
  const subject = `${String(port)} ${service}`;
  if (answer === "forbidden") {
    const todo = "Set TEMPORAL_BIND_ADDRESS to 127.0.0.1, or to an address of this machine";
    return { subject, ...failure(`${bindAddress} is no address of this machine`, todo) };
  }
  if (answer === "taken" && !ours.includes(family)) {
    return { subject, ...failure(`taken on ${bindAddress} by ${holder(seen, family)}`, wayOut(seen, family)) };
  }
  if (otherAnswer === "taken" && !ours.includes(other)) {
    const place = otherLoopback(bindAddress);
    const whose = ours.length > 0 ? "ours" : "free";
    const where = `${whose} on ${bindAddress}, but on ${place}, to which localhost may lead, there is ${holder(seen, other)}`;
    return { subject, ...warning(where, wayOut(seen, other)) };
  }
  return { subject, ...ok(ours.length > 0 ? "held by this cluster" : `free on ${bindAddress} and the other loopback`) };
}

/** Where two programs share a number, the one of this family is meant. */
function listenerOf({ listeners }: PortSeen, family: Family): PortListener | undefined {
  return listeners.find((listener) => listener.family === family) ?? listeners[0];
}

/** What holds the ports of containers on this machine for engines of all kinds. */
const forwarders =
  /^(?:docker-proxy|rootlessport|rootlesskit|com\.docker|vpnkit|gvproxy|limactl|conmon|slirp4netns|pasta)/;

function holder(seen: PortSeen, family: Family): string {
  const { container } = seen;
  if (container !== undefined) {
    const project = container.marks.project;
    return `container ${container.name}${project === undefined ? "" : ` of the compose project ${project}`}`;
  }
  const { pid, program = "a program", userId } = listenerOf(seen, family) ?? {};
  if (pid !== undefined) {
    const named = `${program} (PID ${String(pid)})`;
    return forwarders.test(program) ? `a container of another engine: ${named}` : named;
  }
  return userId === undefined ? "another program" : `a program of user ${userId === 0 ? "root" : String(userId)}`;
}

const findCommands: Readonly<Record<string, (port: string) => string>> = {
  darwin: (port) => `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`,
  linux: (port) => `sudo ss -ltnp 'sport = :${port}'`,
  win32: (port) => `netstat -ano | findstr :${port}`,
};

function wayOut(seen: PortSeen, family: Family): string {
  const { setting, nextFree } = seen;
  const end = howToEnd(seen, listenerOf(seen, family));
  return nextFree === undefined ? end : `${end}, or write ${setting}=${String(nextFree)} into temporal.env`;
}

function howToEnd({ container, port, platform }: PortSeen, listener: PortListener | undefined): string {
  if (container !== undefined) return `docker stop ${container.name}`;
  const { pid, program = "" } = listener ?? {};
  if (pid === undefined) return `${findCommands[platform]?.(String(port)) ?? "netstat -an"} names it; end it`;
  return forwarders.test(program)
    ? "docker context ls and podman ps show it; stop that container"
    : `kill ${String(pid)}`;
}
