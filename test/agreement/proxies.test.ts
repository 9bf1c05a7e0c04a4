import { expect, test } from "vitest";
import { testUnitNames } from "../support/settings.ts";
import { readComposeFile } from "./compose-file.ts";

/** The docker command puts the proxies of its configuration into every container. PostgreSQL knows of none. */
const asking = testUnitNames.filter((name) => name !== "temporal-postgres");

test.each(asking)("%s reaches the other containers without a proxy", async (name) => {
  const { services } = await readComposeFile();
  expect(services[name]?.environment).toMatchObject({ NO_PROXY: "*", no_proxy: "*" });
});

test("health checks ask their own container without a proxy", async () => {
  const { services } = await readComposeFile();
  const commands = Object.values(services).map(({ healthcheck }) => (healthcheck?.test ?? []).join(" "));
  const withCurl = commands.filter((command) => command.includes("curl "));
  expect(withCurl).toHaveLength(5);
  expect(withCurl.filter((command) => !/--noproxy '?\*/.test(command))).toEqual([]);
});
