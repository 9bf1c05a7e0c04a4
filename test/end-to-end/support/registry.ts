import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

export interface RegistryOptions {
  /** `user:password` that has to be given; absent lets everybody in. */
  readonly login?: string;
  /** Milliseconds between two pieces of a layer. */
  readonly pauseMs?: number;
  /** So many times it is out of order before it gives an image. */
  readonly outages?: number;
}

export interface Registry {
  /** Host and port, as the first part of an image's name. */
  readonly address: string;
  /** An image with one layer, of its own in each registry. */
  readonly image: string;
  readonly layerBytes: number;
  close(): Promise<void>;
}

const layerBytes = 4_000_000;
const pieceBytes = 200_000;
const manifestType = "application/vnd.docker.distribution.manifest.v2+json";

/** An image registry on loopback, from which the engine pulls without TLS. */
export async function serveRegistry({ login, pauseMs = 0, outages = 0 }: RegistryOptions = {}): Promise<Registry> {
  const blobs = new Map<string, Buffer>();
  const add = (content: Buffer): { readonly digest: string; readonly size: number } => {
    const digest = digestOf(content);
    blobs.set(digest, content);
    return { digest, size: content.length };
  };
  // Of random bytes, so that it is no smaller when it is packed, and that the engine cannot have it yet.
  const layer = tarOf("file", randomBytes(layerBytes));
  const packed = add(gzipSync(layer, { level: 1 }));
  const rootfs = { type: "layers", diff_ids: [digestOf(layer)] };
  const config = add(Buffer.from(JSON.stringify({ architecture: architectureOf(), os: "linux", config: {}, rootfs })));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: "application/vnd.docker.container.image.v1+json", ...config },
      layers: [{ mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", ...packed }],
    }),
  );
  let outagesLeft = outages;
  const sends: readonly (readonly [RegExp, (response: ServerResponse, name: string) => void])[] = [
    [
      /^\/v2\/$/,
      (response) => {
        answer(response, 200, {});
      },
    ],
    [
      /\/manifests\/(.+)$/,
      (response, name) => {
        if (outagesLeft > 0) answer(response, 503, {});
        else sendManifest(response, name, manifest);
        outagesLeft -= 1;
      },
    ],
    [/\/blobs\/(.+)$/, (response, name) => void sendSlowly(response, blobs.get(name) ?? Buffer.alloc(0), pauseMs)],
  ];
  const server = createServer((request, response) => {
    const [pattern, send] = sends.find(([candidate]) => candidate.test(request.url ?? "")) ?? [];
    if (!isLetIn(request, login)) refuse(response);
    else send?.(response, pattern?.exec(request.url ?? "")?.[1] ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    address,
    image: `${address}/slow/image:1`,
    layerBytes: packed.size,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function isLetIn({ headers }: IncomingMessage, login: string | undefined): boolean {
  return login === undefined || headers.authorization === `Basic ${Buffer.from(login).toString("base64")}`;
}

function refuse(response: ServerResponse): void {
  response.setHeader("www-authenticate", 'Basic realm="test"');
  answer(response, 401, { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] });
}

function answer(response: ServerResponse, statusCode: number, body: unknown): void {
  response.writeHead(statusCode, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** The body of an answer to HEAD is left out by Node. */
function sendManifest(response: ServerResponse, name: string, manifest: Buffer): void {
  const digest = digestOf(manifest);
  if (name !== "1" && name !== digest) {
    answer(response, 404, { errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] });
    return;
  }
  const headers = { "content-type": manifestType, "content-length": manifest.length, "docker-content-digest": digest };
  response.writeHead(200, headers).end(manifest);
}

async function sendSlowly(response: ServerResponse, blob: Buffer, pauseMs: number): Promise<void> {
  response.writeHead(200, { "content-length": blob.length, "content-type": "application/octet-stream" });
  for (let sent = 0; sent < blob.length && !response.destroyed; sent += pieceBytes) {
    response.write(blob.subarray(sent, sent + pieceBytes));
    if (pauseMs > 0) await sleep(pauseMs);
  }
  response.end();
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

function architectureOf(): string {
  return process.arch === "x64" ? "amd64" : process.arch;
}

/** An archive of one file, in the oldest form of the format. */
function tarOf(name: string, content: Buffer): Buffer {
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;
  const head = (sum: string): string =>
    `${name.padEnd(100, "\0")}${octal(0o644, 8)}${octal(0, 8)}${octal(0, 8)}${octal(content.length, 12)}${octal(0, 12)}${sum}0`;
  const sum = [...Buffer.from(head(" ".repeat(8)))].reduce((total, byte) => total + byte, 0);
  const header = Buffer.alloc(512);
  header.write(head(`${sum.toString(8).padStart(6, "0")}\0 `));
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}
