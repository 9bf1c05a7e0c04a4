import { expect, test } from "vitest";
import { leastComposeVersionFor } from "../../../src/cluster/requirements.ts";
import { interpretArchitecture } from "../../../src/doctor/engine/architecture.ts";
import { interpretCompose } from "../../../src/doctor/engine/compose-version.ts";
import { interpretEngineVersion } from "../../../src/doctor/engine/engine-version.ts";
import { usualEngine } from "../../support/usual-machine.ts";

test.each([
  ["1.41", "ok"],
  ["1.46", "ok"],
  ["2.0", "ok"],
  ["1.40", "failure"],
  ["1.4", "failure"],
])("Engine API %s is %s", (apiVersion, state) => {
  expect(interpretEngineVersion({ ...usualEngine, apiVersion }).state).toBe(state);
});

test("an old Podman is told which one is needed", () => {
  const podman = { ...usualEngine, product: "Podman Engine", version: "3.4.4", apiVersion: "1.40" };
  expect(interpretEngineVersion(podman)).toEqual({
    state: "failure",
    code: "ENGINE_TOO_OLD",
    seen: "Podman Engine 3.4.4, API 1.40; API 1.41 is needed",
    todo: "Install Podman 4 or later",
  });
});

test.each([
  ["a plugin", { plugin: "2.26.1" }, "ok", "Docker Compose 2.26.1"],
  ["the oldest plugin that serves", { plugin: "2.17.0" }, "ok", "Docker Compose 2.17.0"],
  ["an old plugin", { plugin: "2.16.9" }, "failure", "Docker Compose 2.16.9; 2.17 is needed"],
  [
    "the first generation alone",
    { standalone: "1.29.2" },
    "failure",
    "only docker-compose 1.29.2, the first generation, which ended in 2023",
  ],
  [
    "a program beside docker",
    { standalone: "2.26.1" },
    "failure",
    "docker-compose 2.26.1 is there, but not as a plugin of docker",
  ],
  ["nothing", {}, "failure", "docker compose is not installed"],
  [
    "a plugin that cannot take back ports",
    { plugin: "2.23.3", least: "2.24.4" },
    "failure",
    "Docker Compose 2.23.3; 2.24.4 is needed",
  ],
  ["a build of somebody's own", { plugin: "dev" }, "ok", "Docker Compose, which does not tell its version"],
])("Compose as %s", (_, found, state, seen) => {
  const nothing = { plugin: undefined, standalone: undefined, least: leastComposeVersionFor(undefined) };
  expect(interpretCompose({ ...nothing, ...found })).toMatchObject({ state, seen });
});

test.each([
  ["linux", "amd64", "ok"],
  ["linux", "arm64", "ok"],
  ["linux", "riscv64", "warning"],
  ["windows", "amd64", "failure"],
])("an engine for %s/%s is %s", (osType, architecture, state) => {
  expect(interpretArchitecture({ ...usualEngine, osType, architecture }).state).toBe(state);
});
