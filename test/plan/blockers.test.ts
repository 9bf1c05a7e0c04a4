import { describe, expect, test } from "vitest";
import { findBlockers } from "../../src/plan/blockers.ts";
import { containerOf, foreignContainer, snapshotOf, volume } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const { values, topology } = testSettings();

test("nothing stands in the way of an ordinary start", () => {
  expect(findBlockers(values, topology, snapshotOf([]))).toEqual([]);
});

describe("a container with one of our names", () => {
  test.each([
    ["that somebody made by hand", {}, "was not created by temporal-start"],
    ["of a compose project", { project: "shop" }, 'belongs to the compose project "shop"'],
  ])("%s is named with its owner", (_, worn, owner) => {
    const strangers = [foreignContainer("temporal-web", { marks: worn })];
    expect(findBlockers(values, topology, snapshotOf([], { strangers }))).toEqual([
      {
        code: "NAME_TAKEN",
        message: `A container named temporal-web exists and ${owner}.`,
        hint: "Rename or remove it (docker rename temporal-web temporal-web-old), or start under other names: --instance NAME.",
      },
    ]);
  });
});

describe("a network with our name", () => {
  const blockersWith = (worn: Readonly<Record<string, string>>) =>
    findBlockers(
      values,
      topology,
      snapshotOf([], { networks: [{ name: "temporal-network", subnets: [], marks: worn }] }),
    );

  test.each([
    ["that somebody made by hand", {}, "was not created by temporal-start"],
    ["of a compose project", { project: "shop" }, 'belongs to the compose project "shop"'],
    ["of another instance", { instance: "blue" }, "was not created by temporal-start"],
  ])("%s is named with its owner", (_, worn, owner) => {
    expect(blockersWith(worn)).toEqual([
      {
        code: "NAME_TAKEN",
        message: `A network named temporal-network exists and ${owner}.`,
        hint: "Remove it where nobody needs it (docker network rm temporal-network), or start under other names: --instance NAME.",
      },
    ]);
  });

  test("is used where it is ours", () => {
    expect(blockersWith({ instance: "default" })).toEqual([]);
  });
});

describe("a volume with our name", () => {
  const ofShop = volume("temporal-postgres-data", { project: "shop" });
  const ours = { project: "temporal", instance: "default" };

  test("of another compose project is named with its owner", () => {
    expect(findBlockers(values, topology, snapshotOf([], { volumes: [ofShop] }))).toMatchObject([
      {
        code: "NAME_TAKEN",
        message: 'A volume named temporal-postgres-data exists and belongs to the compose project "shop".',
      },
    ]);
  });

  test.each([
    ["that is ours", [], volume("temporal-postgres-data", ours)],
    ["that our containers use already", [containerOf("temporal-postgres")], ofShop],
  ])("%s is used", (_, containers, found) => {
    expect(findBlockers(values, topology, snapshotOf(containers, { volumes: [found] }))).toEqual([]);
  });
});

const taken = {
  service: "temporal-server",
  setting: "TEMPORAL_SERVER_PORT",
  port: 7233,
  address: "127.0.0.1",
} as const;

describe("a port", () => {
  test.each([
    [
      "held by a program",
      { ...taken, reason: "taken" },
      "PORT_TAKEN",
      "Port 7233 for temporal-server is taken by another program.",
      "End that program (temporal-start doctor names it), let free ports be found and kept (temporal-start start --free-ports), or set another port: --set TEMPORAL_SERVER_PORT=7234.",
    ],
    [
      "held by a container",
      { ...taken, reason: "taken", holder: "temporalite" },
      "PORT_TAKEN",
      "Port 7233 for temporal-server is taken by container temporalite.",
      "End that program (docker stop temporalite), let free ports be found and kept (temporal-start start --free-ports), or set another port: --set TEMPORAL_SERVER_PORT=7234.",
    ],
    [
      "that was written down",
      { ...taken, port: 7300, reason: "taken" },
      "PORT_TAKEN",
      "Port 7300 for temporal-server is taken by another program.",
      "End that program (temporal-start doctor names it), or set another port: --set TEMPORAL_SERVER_PORT=7301.",
    ],
  ] as const)("%s is named with the way out", (_, port, code, message, hint) => {
    expect(findBlockers(values, topology, snapshotOf([], { takenPorts: [port] }))).toEqual([{ code, message, hint }]);
  });
});

test("an address of another machine is named once, however many ports it has", () => {
  const elsewhere = testSettings({ TEMPORAL_BIND_ADDRESS: "192.0.2.1" });
  const takenPorts = [7233, 8088].map((port) => ({
    ...taken,
    port,
    address: "192.0.2.1",
    reason: "forbidden" as const,
  }));
  expect(findBlockers(elsewhere.values, elsewhere.topology, snapshotOf([], { takenPorts }))).toEqual([
    {
      code: "PORT_FORBIDDEN",
      message: "No port can be opened at 192.0.2.1, which is no address of this machine.",
      hint: "Set TEMPORAL_BIND_ADDRESS to 127.0.0.1 for this machine only, or to an address of it.",
    },
  ]);
});

describe("a data volume", () => {
  const name = "temporal-postgres-data";
  const blockersWith = (worn: Readonly<Record<string, string>>) =>
    findBlockers(values, topology, snapshotOf([], { volumes: [volume(name, worn)] }));

  test("of an older version is not given to a newer one", () => {
    expect(blockersWith({ dataVersion: "14" })).toEqual([
      {
        code: "OTHER_DATA_VERSION",
        message: "Volume temporal-postgres-data holds data of PostgreSQL 14; this version needs 15.",
        hint: "Start beside it (--instance NAME), and move the data with the tools of PostgreSQL 14.",
      },
    ]);
  });

  test.each([
    ["postgres:17.6-bookworm", "15", "17", "temporal-start upgrade postgres"],
    ["postgres:15.4-bookworm", "17", "15", "Set POSTGRES_IMAGE to postgres:17.6-trixie"],
  ])("for the image %s, of version %s, not %s, is told what to do", (POSTGRES_IMAGE, found, needed, hint) => {
    const other = testSettings({ POSTGRES_IMAGE });
    const snapshot = snapshotOf([], { volumes: [volume(name, { dataVersion: found })] });
    const message = `Volume temporal-postgres-data holds data of PostgreSQL ${found}; this version needs ${needed}.`;
    expect(findBlockers(other.values, other.topology, snapshot)).toEqual([
      { code: "OTHER_DATA_VERSION", message, hint },
    ]);
  });

  test.each([
    ["of the same version", { dataVersion: "15" }],
    ["that does not say its version", {}],
  ])("%s is used", (_, worn) => {
    expect(blockersWith(worn)).toEqual([]);
  });

  test("of another instance is none of this one's business", () => {
    const blue = testSettings({ TEMPORAL_INSTANCE: "blue" });
    const volumes = [volume(name, { dataVersion: "14" })];
    expect(findBlockers(blue.values, blue.topology, snapshotOf([], { volumes }))).toEqual([]);
  });
});

test("everything in the way is reported at once", () => {
  const snapshot = snapshotOf([], {
    strangers: [foreignContainer("temporal-web"), foreignContainer("temporal-cli")],
    takenPorts: [
      { service: "temporal-web", setting: "TEMPORAL_WEB_PORT", port: 8088, address: "127.0.0.1", reason: "taken" },
    ],
    volumes: [volume("temporal-elasticsearch-data", { dataVersion: "6" })],
  });
  expect(findBlockers(values, topology, snapshot).map(({ code }) => code)).toEqual([
    "NAME_TAKEN",
    "NAME_TAKEN",
    "PORT_TAKEN",
    "OTHER_DATA_VERSION",
  ]);
});
