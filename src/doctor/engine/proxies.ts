import { type Check, type Finding, ok, warning } from "../check.ts";

interface ProxiesSeen {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly engineHasProxy: boolean;
  readonly isImageMissing: boolean;
}

export const proxies: Check = {
  id: "proxies",
  group: "machine",
  title: "proxies",
  needs: ["engine", "settings"],
  starts: "first",
  async look(world) {
    const [{ info }, wanted] = await Promise.all([world.engineInfo(), world.images()]);
    const isImageMissing = wanted.some(({ source }) => source === "missing");
    return [interpretProxies({ environment: world.host.environment, engineHasProxy: info.hasProxy, isImageMissing })];
  },
};

const proxyNames = ["http_proxy", "https_proxy", "all_proxy", "grpc_proxy"];

/** Variables are named and never shown: an address of a proxy often carries a password. */
export function interpretProxies({ environment, engineHasProxy, isImageMissing }: ProxiesSeen): Finding {
  const set = Object.keys(environment).filter(
    (name) => proxyNames.includes(name.toLowerCase()) && environment[name] !== "",
  );
  if (set.length === 0) return ok(engineHasProxy ? "none here; the engine pulls through one" : "none");
  const seen = `${set.join(", ")} set`;
  const exceptions = `${environment.NO_PROXY ?? ""},${environment.no_proxy ?? ""}`
    .split(",")
    .map((name) => name.trim());
  const missing = ["localhost", "127.0.0.1"].filter((name) => !exceptions.includes(name) && !exceptions.includes("*"));
  if (missing.length > 0) {
    return warning(
      `${seen}, and NO_PROXY lacks ${missing.join(" and ")}: clients would look for the cluster behind the proxy`,
      `export NO_PROXY="$NO_PROXY,${missing.join(",")}" no_proxy="$NO_PROXY,${missing.join(",")}"`,
    );
  }
  if (isImageMissing && !engineHasProxy) {
    return warning(
      `${seen} here, but not for the engine, which pulls the images`,
      "Set the proxy for the engine as well: docs.docker.com/engine/daemon/proxy",
    );
  }
  return ok(`${seen}, and not for this machine itself`);
}
