import {
  bindAddressSetting,
  exposureSetting,
  fileSetting,
  instanceSetting,
  intervalSetting,
  securitySetting,
} from "./setting.ts";

/** Settings of the cluster as a whole; each service declares its own in src/cluster/services/. */
export const generalSettings = {
  TEMPORAL_INSTANCE: instanceSetting(
    "",
    "Name of this cluster among several on one engine. Empty gives the names temporal-server, temporal-network and so on; `blue` gives temporal-blue-server and moves every port by its own offset.",
  ),
  TEMPORAL_BIND_ADDRESS: bindAddressSetting(
    "127.0.0.1",
    "Address on which all ports are published; one of IPv6 in brackets: [::1]. Anything but a loopback address exposes the cluster to the network, for which TEMPORAL_EXPOSE has to have its word.",
  ),
  TEMPORAL_SECURITY: securitySetting(
    "off",
    "tls: clients and the server show each other certificates, of authorities that belong to this instance alone, by a gateway that lets in no other client; the page is served in HTTPS. full: clients need a token as well, in which stands what they may do, and the page asks for a login. off: who reaches a port may use it.",
  ),
  TEMPORAL_EXPOSE: exposureSetting(
    "",
    "Has to be insecure before a port that asks for no login is opened on anything but a loopback address: all but that of a server with TEMPORAL_SECURITY=tls, PostgreSQL's with its password too.",
  ),
  TEMPORAL_COMPOSE_OVERRIDE: fileSetting(
    "",
    "Compose file of yours that is laid over that of the cluster. A relative path starts in the folder of the settings file. Empty: compose.override.yml beside the settings file, where there is one.",
  ),
  TEMPORAL_HEALTH_INTERVAL: intervalSetting("8s", "How often the engine runs each container's own health check."),
  TEMPORAL_HEALTH_START_PERIOD: intervalSetting(
    "60s",
    "How long after its start a container's failing health checks do not count. A slow machine needs more.",
  ),
} as const;
