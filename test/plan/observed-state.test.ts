import { expect, test } from "vitest";
import { holderOfPort, sortContainers } from "../../src/plan/observed-state.ts";
import { containerOf, foreignContainer } from "../support/containers.ts";
import { testSettings, testTopology } from "../support/settings.ts";

const blue = testSettings({ TEMPORAL_INSTANCE: "blue" }).values;

test("containers are told apart by their labels", () => {
  const ours = containerOf("temporal-web");
  const { containers, strangers } = sortContainers([ours, containerOf("temporal-web", {}, blue)], testTopology());
  expect([...containers]).toEqual([["temporal-web", ours]]);
  expect(strangers).toEqual([]);
});

test("a container of ours under another name is left over, whether or not the service has its own", () => {
  const renamed = containerOf("temporal-web", { name: "0123456789ab_temporal-web", isReplaced: true });
  const leftovers = [{ service: "temporal-web", container: renamed, why: "cut-short" }];
  expect(sortContainers([renamed], testTopology())).toMatchObject({ containers: new Map(), leftovers });
  const ours = containerOf("temporal-web");
  expect(sortContainers([ours, renamed], testTopology())).toMatchObject({
    containers: new Map([["temporal-web", ours]]),
    leftovers,
  });
});

test("a container for one command is left over when nobody waits for it, and of its own instance only", () => {
  const worn = { instance: "default" };
  const made = (oneOff: "awaited" | "abandoned", instance = worn) =>
    foreignContainer("temporal-once-1", { marks: instance, oneOff });
  const abandoned = made("abandoned");
  const others = [made("awaited"), made("abandoned", { instance: "blue" })];
  const { leftovers, strangers } = sortContainers([abandoned, ...others], testTopology());
  expect({ leftovers, strangers }).toEqual({
    leftovers: [{ service: "one-off", container: abandoned, why: "abandoned" }],
    strangers: [],
  });
});

test("a container with our name and without our labels is a stranger", () => {
  const stranger = foreignContainer("temporal-web");
  expect(sortContainers([stranger, foreignContainer("temporal-webshop")], testTopology()).strangers).toEqual([
    stranger,
  ]);
});

test("a container of another instance that has one of our names is a stranger", () => {
  const theirs = containerOf("temporal-web", { name: "temporal-web" }, blue);
  expect(sortContainers([theirs], testTopology()).strangers).toEqual([theirs]);
});

test("a label of a service that does not exist makes no service", () => {
  const worn = { instance: "default", service: "temporal-mysql" };
  expect(sortContainers([foreignContainer("x", { marks: worn })], testTopology()).containers.size).toBe(0);
});

test("the container that publishes a port is found", () => {
  const all = [
    containerOf("temporal-web"),
    foreignContainer("shop", { ports: [{ hostAddress: "::", hostPort: 80, containerPort: 8080 }] }),
  ];
  expect(holderOfPort(all, 80)).toBe("shop");
  expect(holderOfPort(all, 8080)).toBeUndefined();
});
