import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import type { Cluster } from "./cluster.ts";
import { instanceFolder } from "./instance-folder.ts";

/** Where the certificates and tokens of a secured cluster are. */
export const certificatesOf = (cluster: Cluster): string => join(instanceFolder(cluster), "certificates");

/** A connection with a certificate of the instance. @param token that is shown beside it */
export function securedConnection(cluster: Cluster, token?: string): Promise<Connection> {
  const read = (path: string): Buffer => readFileSync(join(certificatesOf(cluster), path));
  return Connection.connect({
    address: `127.0.0.1:${String(cluster.port("temporal-server"))}`,
    connectTimeout: 5_000,
    // Of its own: one that was refused waits longer and longer before it tries again, for all who go to the same address.
    channelArgs: { "grpc.use_local_subchannel_pool": 1 },
    tls: {
      serverNameOverride: "temporal-server",
      serverRootCACertificate: read("authority/cluster.pem"),
      clientCertPair: { crt: read("host/client.pem"), key: read("host/client.pem") },
    },
    ...(token !== undefined && { metadata: { authorization: `Bearer ${token}` } }),
  });
}
