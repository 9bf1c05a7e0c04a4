import { createServer, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { engineAt } from "../../../support/engine-at.ts";
import { listenOnSocket } from "../../../support/listen.ts";

/** An engine that answers a question about events as the test wishes. */
async function engineWith(answer: (response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ""));
    answer(response);
  });
  return { engine: engineAt(`unix://${await listenOnSocket(server)}`), asked };
}

const death = (id: string): string => `${JSON.stringify({ status: "die", Action: "die", Actor: { ID: id } })}\n`;

test("deaths are told as they come, also where a line comes in parts", async () => {
  const { engine, asked } = await engineWith((response) => {
    response.writeHead(200);
    const text = `${death("one")}${death("two")}`;
    response.write(text.slice(0, 20));
    setTimeout(() => response.write(text.slice(20)), 20);
  });
  const over = new AbortController();
  const seen: string[] = [];
  const listening = (async () => {
    for await (const id of engine.deaths("blue", over.signal)) {
      seen.push(id);
      if (seen.length === 2) over.abort();
    }
  })();
  await expect(listening).rejects.toThrow();
  expect(seen).toEqual(["one", "two"]);
  expect(asked).toEqual(['/events?filters={"event":["die"],"label":["io.temporal-start.instance=blue"]}']);
});

test("an engine that cannot tell is an error", async () => {
  const { engine } = await engineWith((response) => response.writeHead(500).end());
  const first = engine.deaths("blue", new AbortController().signal)[Symbol.asyncIterator]().next();
  await expect(first).rejects.toThrow();
});
