import { beforeEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../src/commands/command.ts";
import { namespace } from "../../../src/commands/namespace/namespace.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

let cluster: FakeCluster;

beforeEach(() => {
  cluster = FakeCluster.running();
});

const create = (names: readonly string[], flags: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runOn(namespace, fakeContext(cluster), inputOf(flags, { names }));

describe("namespace NAME NAME...", () => {
  test("creates all of them with the same flags, and says of each what was done", async () => {
    await create(["b"], { retention: "14d" });
    const { text, data, exitCode } = await create(["c", "b", "a"], { retention: "14d", owner: "a@example.org" });
    expect(exitCode).toBe(0);
    expect(text).toBe(
      [
        "Namespace c was created; retention 14d. It can be used now.",
        "Namespace b was updated; retention 14d. It can be used now.",
        "Namespace a was created; retention 14d. It can be used now.",
        "",
      ].join("\n"),
    );
    const facts = (name: string) => ({ name, retentionSeconds: 1_209_600, ownerEmail: "a@example.org" });
    expect(data).toMatchObject({
      namespaces: [
        { action: "register", namespace: facts("c") },
        { action: "update", namespace: facts("b") },
        { action: "register", namespace: facts("a") },
      ],
    });
  });

  test("creates a name that is given twice once", async () => {
    const { text } = await create(["a", "a"]);
    expect(text).toBe("Namespace a was created; retention 7d. It can be used now.\n");
  });

  test("refuses all names that are none at once, before anything is created", async () => {
    const { facts, exitCode } = await failureOf(() => create(["good", "a b", "fine", "-x"]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe('"a b", "-x" are no namespace names.');
    expect(cluster.temporal.registered.has("good")).toBe(false);
  });

  test("refuses the words that are its commands as names", async () => {
    const { facts, exitCode } = await failureOf(() => create(["good", "list"]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe('"list" is no namespace name.');
    expect(facts.hint).toMatch(/; list, describe, update, delete are commands\.$/);
    expect(cluster.temporal.registered.has("good")).toBe(false);
  });

  test("tries all of them, and names those that failed and why, and what became of the others", async () => {
    cluster.temporal.refuse("b", "Invalid namespace.");
    cluster.temporal.refuse("d", "Too many namespaces.");
    const { facts, exitCode } = await failureOf(() => create(["a", "b", "c", "d"]));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "NAMESPACES_FAILED",
      message: "2 of 4 namespaces failed: b, d.",
      details: [
        "b: Temporal Server refused the request: Invalid namespace.",
        "d: Temporal Server refused the request: Too many namespaces.",
        "Namespace a was created; retention 7d. It can be used now.",
        "Namespace c was created; retention 7d. It can be used now.",
      ],
      hint: "temporal-start status",
    });
  });

  test("says a cause that stopped all of them once", async () => {
    cluster.change("temporal-server", { state: "exited" });
    const { facts } = await failureOf(() => create(["a", "b", "c"]));
    expect(facts.message).toBe("Temporal Server does not answer at 127.0.0.1:7233.");
  });
});
