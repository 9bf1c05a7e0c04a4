// cspell:ignore rdctl orbstack
import { expect, test } from "vitest";
import { startAdvice } from "../../../src/doctor/engine/start-advice.ts";
import { FakeHost } from "../../support/usual-machine.ts";

const adviceFor = (address: string, changes: Partial<Parameters<typeof startAdvice>[0]> = {}, platform = "linux") => {
  const host = Object.assign(new FakeHost(), { platform });
  const endpoint = { address, chosenBy: "DOCKER_HOST" };
  return startAdvice({ endpoint, host, sockets: [], programs: [], hasSystemd: true, ...changes });
};

test.each([
  ["unix:///home/ada/.colima/default/docker.sock", "linux", "Colima: colima start"],
  ["unix:///Users/ada/.rd/docker.sock", "darwin", "Rancher Desktop: rdctl start"],
  ["unix:///Users/ada/.orbstack/run/docker.sock", "darwin", "OrbStack: orb start"],
  ["unix:///Users/ada/.docker/run/docker.sock", "darwin", "Docker Desktop: open -a Docker"],
  ["unix:///home/ada/.docker/desktop/docker.sock", "linux", "Docker Desktop: systemctl --user start docker-desktop"],
  ["npipe:////./pipe/docker_engine", "win32", "Docker Desktop: Start Docker Desktop from the Start menu"],
  ["unix:///run/user/1000/podman/podman.sock", "linux", "Podman: systemctl --user start podman.socket"],
  ["unix:///var/folders/podman/podman.sock", "darwin", "Podman: podman machine start"],
  ["unix:///run/user/1000/docker.sock", "linux", "rootless Docker: systemctl --user start docker"],
])("the engine behind %s on %s is started by: %s", (address, platform, advice) => {
  expect(adviceFor(address, {}, platform)).toBe(advice);
});

test.each([
  [["dockerd"], true, "sudo systemctl start docker"],
  [["dockerd"], false, "sudo service docker start"],
  [["podman"], true, "systemctl --user start podman.socket, then set DOCKER_HOST to its socket"],
  [["colima"], true, "colima start"],
  [
    [],
    true,
    "Install an engine: node scripts/setup-engine.mjs in a clone of the project (Debian, Ubuntu), or docs.docker.com/engine/install",
  ],
])("at the usual socket, with %j installed and systemd %s: %s", (programs, hasSystemd, advice) => {
  expect(adviceFor("unix:///var/run/docker.sock", { programs, hasSystemd })).toBe(advice);
});

test("another engine whose socket is there is named", () => {
  const sockets = ["/home/ada/.colima/default/docker.sock"];
  expect(adviceFor("unix:///var/run/docker.sock", { programs: ["dockerd"], sockets })).toBe(
    "sudo systemctl start docker; or, as Colima has a socket: export DOCKER_HOST=unix:///home/ada/.colima/default/docker.sock",
  );
});

test.each([
  ["DOCKER_HOST", "unset DOCKER_HOST"],
  ["context old", "docker context use default"],
])("%s that points to a dead place is to be undone first, where the usual socket is there", (chosenBy, undo) => {
  const endpoint = { address: "unix:///tmp/none.sock", chosenBy };
  expect(adviceFor("", { endpoint, programs: ["dockerd"], sockets: ["/var/run/docker.sock"] })).toBe(
    `${undo}, as /var/run/docker.sock is there; or sudo systemctl start docker`,
  );
});

test("the socket that was asked in vain is not named again", () => {
  expect(adviceFor("unix:///var/run/docker.sock", { programs: ["dockerd"], sockets: ["/var/run/docker.sock"] })).toBe(
    "sudo systemctl start docker",
  );
});
