import { describe, expect, test } from "vitest";
import { composeEnvironment } from "../../../src/backends/compose/compose-environment.ts";
import { testSettings } from "../../support/settings.ts";

const cluster = testSettings({ TEMPORAL_WEB_PORT: "8099", POSTGRES_PASSWORD: "pa$$'word#${x}" });

describe("the environment of docker compose", () => {
  test("has every setting as text, unchanged", () => {
    const environment = composeEnvironment({ ...cluster, images: {} }, {});
    expect(Object.keys(environment).sort()).toEqual(Object.keys(cluster.values).sort());
    expect(environment).toMatchObject({ TEMPORAL_WEB_PORT: "8099", POSTGRES_PASSWORD: "pa$$'word#${x}" });
  });

  test.each([
    ["::1", "[::1]"],
    ["[::1]", "[::1]"],
    ["[0:0:0:0:0:0:0:1]", "[::1]"],
    ["127.0.0.1", "127.0.0.1"],
  ])("has the address %s as %s, as Docker Compose reads it", (written, published) => {
    const settings = testSettings({ TEMPORAL_BIND_ADDRESS: written });
    expect(composeEnvironment({ ...settings, images: {} }, {}).TEMPORAL_BIND_ADDRESS).toBe(published);
  });

  test("has the chosen images in place of the settings", () => {
    expect(
      composeEnvironment({ ...cluster, images: { "temporal-web": "temporal-start/ui:2.21.3" } }, {}),
    ).toMatchObject({
      TEMPORAL_WEB_IMAGE: "temporal-start/ui:2.21.3",
      TEMPORAL_SERVER_IMAGE: "temporalio/server:1.22.0",
    });
  });

  test.each(["COMPOSE_FILE", "COMPOSE_PROJECT_NAME", "COMPOSE_PROFILES", "COMPOSE_ENV_FILES"])(
    "leaves out %s of another project",
    (key) => {
      expect(composeEnvironment({ ...cluster, images: {} }, { [key]: "x", PATH: "/bin" })).not.toHaveProperty(key);
    },
  );

  test("keeps what the docker command needs", () => {
    const environment = { PATH: "/bin", HOME: "/home/a", DOCKER_HOST: "unix:///x.sock", HTTPS_PROXY: undefined };
    const { PATH, HOME, DOCKER_HOST, ...rest } = composeEnvironment({ ...cluster, images: {} }, environment);
    expect({ PATH, HOME, DOCKER_HOST }).toEqual({ PATH: "/bin", HOME: "/home/a", DOCKER_HOST: "unix:///x.sock" });
    expect(rest).not.toHaveProperty("HTTPS_PROXY");
  });

  test("lets no variable of the same name win over a setting that was decided", () => {
    expect(composeEnvironment({ ...cluster, images: {} }, { TEMPORAL_WEB_PORT: "1" }).TEMPORAL_WEB_PORT).toBe("8099");
  });
});
