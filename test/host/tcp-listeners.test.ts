// cspell:ignore retrnsmt ncpostgres ncnode
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createProcessRunner } from "../../src/host/process.ts";
import { findListeners, parseLsof, parseSocketTable } from "../../src/host/tcp-listeners.ts";
import { listenOnPort } from "../support/listen.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1539 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1539 0100007F:C350 01 00000000:00000000 00:00000000 00000000   999        0 4712 1 0000000000000000 20 4 30 10 -1
`;

test("of a table of sockets those that listen are read", () => {
  expect(parseSocketTable(table, "IPv4")).toEqual([{ family: "IPv4", port: 5433, userId: 999, inode: "4711" }]);
});

test("what lsof says is read process by process", () => {
  const said =
    "p17\ncpostgres\nu501\nf7\ntIPv6\nn[::1]:5433\nf8\ntIPv4\nn127.0.0.1:5433\np18\ncnode\nu0\nf3\ntIPv4\nn*:8088\n";
  expect(parseLsof(said)).toEqual([
    { family: "IPv6", port: 5433, pid: 17, program: "postgres", userId: 501 },
    { family: "IPv4", port: 5433, pid: 17, program: "postgres", userId: 501 },
    { family: "IPv4", port: 8088, pid: 18, program: "node", userId: 0 },
  ]);
});

test.each([
  ["127.0.0.1", "IPv4"],
  ["::1", "IPv6"],
])("a program that listens on %s is found with its process", async (address, family) => {
  const port = await listenOnPort(createServer(), address);
  const [found] = await findListeners([port], process.platform, createProcessRunner());
  expect(found).toMatchObject({ family, port, pid: process.pid, userId: process.getuid?.() });
});
