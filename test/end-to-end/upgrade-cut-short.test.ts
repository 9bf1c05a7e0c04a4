import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";
import { upgradeStatus } from "./support/upgrade-status.ts";

describe("An upgrade that is killed is told of, goes on or goes back", async () => {
  const cluster = await useOwnCluster("cut-upgrade");
  const random = seededRandom(4_242);
  const apply = ["upgrade", "apply", "--to", "1.22.6", "--yes", "--no-rehearsal"] as const;
  const rollback = ["upgrade", "rollback", "--yes"] as const;

  const status = () => upgradeStatus(cluster);

  beforeAll(async () => {
    await startOrExplain(cluster);
    const client = await connectClient(cluster);
    await client.workflow.start("greet", { taskQueue: `${taskQueue}-nobody`, workflowId: "open", args: ["you"] });
    await client.connection.close();
  });

  afterAll(() => cluster.remove());

  /** Whichever version it has, an upgrade or a way back is begun; some go on after the kill, others turn round. */
  let version = "1.22.0";

  // Over a backup, the exchange of the server and the workflow after it; the schema is the same on both sides.
  it.each(Array.from({ length: 10 }, (_, index) => [Math.round(random() * 12_000), index % 3 !== 1] as const))(
    "after %i ms, going on: %s",
    async (ms, goesOn) => {
      const [begun, other] = version === "1.22.0" ? ["1.22.6", "1.22.0"] : ["1.22.0", "1.22.6"];
      const running = cluster.launch(begun === "1.22.6" ? apply : rollback);
      const timer = setTimeout(() => running.process.kill("SIGKILL"), ms);
      await running.ended;
      clearTimeout(timer);

      const left = await status();
      if (left.underWay !== null) {
        expect(left.underWay).toEqual({ from: "1.22.0", to: "1.22.6" });
        // The server of either version may start; where all is stopped, the way goes on as well.
        await startOrExplain(cluster);
        if (ms % 2 === 0) expect((await cluster.run("stop")).exitCode).toBe(0);
      }
      const wanted = goesOn ? begun : other;
      if (left.underWay !== null || left.version !== wanted) {
        const ended = await cluster.run(...(wanted === "1.22.6" ? apply : rollback));
        expect(ended.exitCode, ended.stderr).toBe(0);
      }
      version = wanted;

      expect(await status()).toMatchObject({ version: wanted, running: wanted, underWay: null });
      expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
      const client = await connectClient(cluster);
      expect((await client.workflow.getHandle("open").describe()).status.name).toBe("RUNNING");
      await client.connection.close();
    },
  );
});
