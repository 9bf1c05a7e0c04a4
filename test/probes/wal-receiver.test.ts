import { expect, test } from "vitest";
import { interpretWalReceiver } from "../../src/probes/wal-receiver.ts";

const spec = { host: "127.0.0.1", port: 1, user: "temporal", password: "x", database: "temporal" };
const slot = {
  slot: "temporal_start_wal_1",
  isReceived: true,
  behind: 1_048_577,
  safe: 4_194_304,
  oldest: "000000010000000000000001",
};

test("a slot that is read from tells how far behind it is", () => {
  expect(interpretWalReceiver({ slot }, spec)).toEqual({
    ok: true,
    summary: "2 MB behind",
    facts: { slot: "temporal_start_wal_1", behindBytes: 1_048_577, oldestFile: "000000010000000000000001" },
  });
});

test.each([
  ["no slot yet", { slot: undefined }, "not-serving", "it has no slot for it"],
  [
    "nobody who reads",
    { slot: { ...slot, isReceived: false } },
    "not-serving",
    "it holds back 2 MB, and gives up after 4 MB more",
  ],
  [
    "a PostgreSQL that is not there",
    { error: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) },
    "refused",
    "127.0.0.1:1",
  ],
] as const)("%s is told as a fault", (_, answer, fault, words) => {
  const outcome = interpretWalReceiver(answer, spec);
  expect(outcome).toMatchObject({ ok: false, fault });
  expect(outcome).toHaveProperty("message", expect.stringContaining(words));
});
