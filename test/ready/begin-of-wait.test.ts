import { expect, test } from "vitest";
import { createLatch } from "../../src/async/latch.ts";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { unitNamed } from "../../src/cluster/topology.ts";
import { beginOfWait } from "../../src/ready/begin-of-wait.ts";
import { withExternalPostgres } from "../support/invented-services.ts";
import { testTopology, testUnit } from "../support/settings.ts";

/** The Web UI, among services that change; `server` opens when the server is ready, `web` when the Web UI runs. */
function beginOfWeb(changed: readonly ServiceName[]) {
  const server = createLatch();
  const web = createLatch();
  const begins = beginOfWait(testTopology(), testUnit("temporal-web"), {
    changed: new Set(changed),
    carriedOut: () => web.opened,
    settled: new Map([["temporal-server", server.opened]]),
  });
  let hasBegun = begins === undefined;
  void begins?.then(() => (hasBegun = true));
  const turn = async (): Promise<boolean> => {
    await new Promise(setImmediate);
    return hasBegun;
  };
  return { server, web, hasBegun: turn };
}

test("a Web UI that is started is asked once it runs and the server that starts with it is ready", async () => {
  const { server, web, hasBegun } = beginOfWeb(["temporal-server", "temporal-web"]);
  web.open();
  expect(await hasBegun()).toBe(false);
  server.open();
  expect(await hasBegun()).toBe(true);
});

test("a Web UI that is restarted alone is asked once it runs", async () => {
  const { web, hasBegun } = beginOfWeb(["temporal-web"]);
  expect(await hasBegun()).toBe(false);
  web.open();
  expect(await hasBegun()).toBe(true);
});

test("a Web UI that is kept is asked once the server that changes is ready", async () => {
  const { server, hasBegun } = beginOfWeb(["temporal-server"]);
  expect(await hasBegun()).toBe(false);
  server.open();
  expect(await hasBegun()).toBe(true);
});

test("where nothing changes it is asked at once", async () => {
  expect(await beginOfWeb([]).hasBegun()).toBe(true);
});

test("a store that is somewhere else is asked at once, because no step touches it", () => {
  const store = unitNamed(withExternalPostgres, "temporal-postgres");
  if (store === undefined) throw new Error("No such unit.");
  const changed = new Set(["temporal-elasticsearch", "temporal-server"]);
  const never = new Promise<never>(() => undefined);
  expect(beginOfWait(withExternalPostgres, store, { changed, carriedOut: () => never, settled: new Map() })).toBe(
    undefined,
  );
});
