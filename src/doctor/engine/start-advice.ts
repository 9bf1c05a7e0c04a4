// cspell:ignore rdctl orbstack
import type { EngineEndpoint } from "../../interfaces/engine-facts.ts";
import type { HostProbe } from "../../interfaces/host.ts";

interface Flavour {
  readonly name: string;
  /** How the address of its socket looks. */
  readonly socket: RegExp;
  start(host: Pick<HostProbe, "platform">): string;
}

const desktopStart: Readonly<Record<string, string>> = {
  darwin: "open -a Docker",
  linux: "systemctl --user start docker-desktop",
};

/** Engines by the place of their socket, the particular before the general. */
const flavours: readonly Flavour[] = [
  { name: "Colima", socket: /\/\.colima\//, start: () => "colima start" },
  { name: "Rancher Desktop", socket: /\/\.rd\//, start: () => "rdctl start" },
  { name: "OrbStack", socket: /\/\.orbstack\//, start: () => "orb start" },
  {
    name: "Docker Desktop",
    socket: /\/\.docker\/(?:run|desktop)\/|dockerDesktop|docker_engine/i,
    start: ({ platform }) => desktopStart[platform] ?? "Start Docker Desktop from the Start menu",
  },
  {
    name: "Podman",
    socket: /podman/,
    start: ({ platform }) => (platform === "linux" ? "systemctl --user start podman.socket" : "podman machine start"),
  },
  { name: "rootless Docker", socket: /\/run\/user\/\d+\/docker\.sock/, start: () => "systemctl --user start docker" },
];

export interface OtherSocket {
  readonly path: string;
  readonly name: string;
}

/** Where the docker command looks when nothing points elsewhere. */
const usualSocket = "/var/run/docker.sock";

/** Where engines of this user listen that the docker command does not ask unless it is told to. */
export function otherSockets({ home, user }: Pick<HostProbe, "home" | "user">): readonly OtherSocket[] {
  return [
    { path: usualSocket, name: "Docker Engine" },
    { path: `${home}/.docker/run/docker.sock`, name: "Docker Desktop" },
    { path: `${home}/.docker/desktop/docker.sock`, name: "Docker Desktop" },
    { path: `${home}/.colima/default/docker.sock`, name: "Colima" },
    { path: `${home}/.rd/docker.sock`, name: "Rancher Desktop" },
    { path: `${home}/.orbstack/run/docker.sock`, name: "OrbStack" },
    { path: `/run/user/${String(user.id)}/docker.sock`, name: "rootless Docker" },
    { path: `/run/user/${String(user.id)}/podman/podman.sock`, name: "Podman" },
  ];
}

export interface Situation {
  readonly endpoint: EngineEndpoint | undefined;
  readonly host: Pick<HostProbe, "platform" | "home" | "user">;
  /** Of the other sockets those that exist. */
  readonly sockets: readonly string[];
  /** Of dockerd, podman and colima those that are installed. */
  readonly programs: readonly string[];
  readonly hasSystemd: boolean;
}

/** The command that starts the engine that was asked, or that points to another one whose socket is there. */
export function startAdvice({ endpoint, host, sockets, programs, hasSystemd }: Situation): string {
  const address = endpoint?.address ?? "";
  const flavour = flavours.find(({ socket }) => socket.test(address));
  const start =
    flavour === undefined ? plainStart(host.platform, programs, hasSystemd) : `${flavour.name}: ${flavour.start(host)}`;
  const other = otherSockets(host).find(({ path }) => sockets.includes(path) && !address.endsWith(path));
  if (other?.path === usualSocket) return `${wayBack(endpoint)}, as ${usualSocket} is there; or ${start}`;
  return other === undefined
    ? start
    : `${start}; or, as ${other.name} has a socket: export DOCKER_HOST=unix://${other.path}`;
}

/** What has pointed to the engine that is not there, undone. */
function wayBack(endpoint: EngineEndpoint | undefined): string {
  return endpoint?.chosenBy === "DOCKER_HOST" ? "unset DOCKER_HOST" : "docker context use default";
}

/** Nothing is known but which programs are installed. */
function plainStart(platform: string, programs: readonly string[], hasSystemd: boolean): string {
  if (programs.includes("dockerd")) {
    return hasSystemd ? "sudo systemctl start docker" : "sudo service docker start";
  }
  if (programs.includes("colima")) return "colima start";
  if (programs.includes("podman")) {
    const start = platform === "linux" ? "systemctl --user start podman.socket" : "podman machine start";
    return `${start}, then set DOCKER_HOST to its socket`;
  }
  return platform === "linux"
    ? "Install an engine: node scripts/setup-engine.mjs in a clone of the project (Debian, Ubuntu), or docs.docker.com/engine/install"
    : "Install and start Docker Desktop or Colima";
}
