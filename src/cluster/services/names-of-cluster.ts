import { bindAddressOf } from "./addresses.ts";
import { gateway } from "./gateway.ts";
import type { Settings } from "./index.ts";

/** What other machines, and the addresses that it is bound to, are named in what the gateway shows; without localhost and doubles. */
export function namesOfCluster(settings: Settings): readonly string[] {
  const named = settings.TEMPORAL_HOST_NAMES.split(",");
  const bound = gateway.ports.map((port) => bindAddressOf(settings, port).replace(/^\[|\]$/g, ""));
  const others = [...named, ...bound].filter(
    (name) => !["", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1"].includes(name),
  );
  return [...new Set(others)];
}
