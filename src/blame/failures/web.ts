import type { KnownFailure } from "./failure.ts";

const services = ["temporal-web"] as const;

/** The Web UI. */
export const webFailures: readonly KnownFailure[] = [
  {
    id: "WEB_CONFIG_INVALID",
    signs: [{ services, log: /config file corrupted|no config files found/ }],
    cause:
      "The configuration that the image made of the settings is no valid YAML, for instance because an origin is a bare *.",
    advice: "Write whole origins in TEMPORAL_CORS_ORIGINS, such as https://app.example.org, then: temporal-start start",
    link: "https://github.com/temporalio/ui/issues/1268",
  },
];
