import { imagesOfOthers, toolsOfOtherServer } from "./image-rules.ts";
import { portClashes, type SettingMistake } from "./port-clashes.ts";
import { type Service, type SettingKey, type Settings, services, settingsShape } from "./services/index.ts";
import { readHostPort } from "./settings/host-port.ts";
import { instanceName } from "./settings/instance.ts";
import type { CrossCheck } from "./settings/load.ts";
import { memoryBytes } from "./settings/memory.ts";
import type { SettingsShape } from "./settings/setting.ts";
import { isOurs } from "./topology.ts";

type Rule = (settings: Partial<Settings>) => readonly SettingMistake[];

/** Elasticsearch needs as much memory beside the heap as in it, or the kernel ends it. */
const heapFits: Rule = ({ ELASTICSEARCH_HEAP, ELASTICSEARCH_MEMORY }) =>
  ELASTICSEARCH_HEAP !== undefined &&
  ELASTICSEARCH_MEMORY !== undefined &&
  memoryBytes(ELASTICSEARCH_HEAP) * 2 > memoryBytes(ELASTICSEARCH_MEMORY)
    ? [
        {
          key: "ELASTICSEARCH_HEAP",
          message: `${ELASTICSEARCH_HEAP} is more than half of ELASTICSEARCH_MEMORY (${ELASTICSEARCH_MEMORY}).`,
        },
      ]
    : [];

/** With a small heap, too, Java needs room beside it: 128m with a heap of 64m were not enough. */
const memoryStarts: Rule = (settings) =>
  Object.entries<SettingsShape[string]>(settingsShape).flatMap(([name, { least }]) => {
    const key = name as SettingKey;
    const value = settings[key];
    return least === undefined || typeof value !== "string" || memoryBytes(value) >= memoryBytes(least)
      ? []
      : [{ key, message: `is ${value}; with less than ${least} the service does not start.` }];
  });

/** The index template of Temporal applies to names with this beginning alone. */
const indexMatchesTemplate: Rule = ({ TEMPORAL_VISIBILITY_INDEX }) =>
  TEMPORAL_VISIBILITY_INDEX?.startsWith("temporal_visibility_v1") !== false
    ? []
    : [
        {
          key: "TEMPORAL_VISIBILITY_INDEX",
          message: "must begin with temporal_visibility_v1, or the index template does not apply to it.",
        },
      ];

/** The Temporal CLI reads a variable of the same name, and people write it as it is used on the host. */
const addressOutsideContainer: Rule = ({ TEMPORAL_ADDRESS = "" }) =>
  /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[(?:::1?|[0:]+:0*1)\]):/i.test(TEMPORAL_ADDRESS)
    ? [
        {
          key: "TEMPORAL_ADDRESS",
          message: `is ${TEMPORAL_ADDRESS}, which in a container is the container itself; use temporal-server:7233.`,
        },
      ]
    : [];

/** The port of the host leads nowhere inside the network, and neither does another service. */
const addressOfService: Rule = ({ TEMPORAL_ADDRESS = "", TEMPORAL_INSTANCE = "" }) => {
  const { host, port } = readHostPort(TEMPORAL_ADDRESS) ?? { host: "", port: 0 };
  const named = services.find(({ name }) => host === name || host === instanceName(TEMPORAL_INSTANCE, name));
  if (named === undefined || named.ports.some(({ containerPort }) => isServer(named) && containerPort === port))
    return [];
  const what = isServer(named)
    ? `which is no port of the server inside the network, whatever its port on the host`
    : `which is ${named.title}`;
  return [{ key: "TEMPORAL_ADDRESS", message: `is ${TEMPORAL_ADDRESS}, ${what}; use temporal-server:7233.` }];
};

/** Cookies of a secured page go over TLS alone, and so does what another page may ask. */
const originsAreSecure: Rule = ({ TEMPORAL_SECURITY = "off", TEMPORAL_CORS_ORIGINS = "" }) => {
  if (TEMPORAL_SECURITY === "off" || TEMPORAL_CORS_ORIGINS === settingsShape.TEMPORAL_CORS_ORIGINS.defaultValue)
    return [];
  const plain = TEMPORAL_CORS_ORIGINS.split(",").filter((origin) => /^http:|\*/.test(origin));
  return plain.map((origin) => ({
    key: "TEMPORAL_CORS_ORIGINS",
    message: `has ${origin}; with TEMPORAL_SECURITY=${TEMPORAL_SECURITY} each must begin with https:// and name one host.`,
  }));
};

/** Half of it would let nobody sign in. */
const issuerIsComplete: Rule = ({ TEMPORAL_OIDC_ISSUER: issuer = "", ...settings }) =>
  issuer === ""
    ? []
    : (["TEMPORAL_OIDC_CLIENT_ID", "TEMPORAL_OIDC_CLIENT_SECRET_FILE", "TEMPORAL_OIDC_CLAIM"] as const)
        .filter((key) => settings[key] === "")
        .map((key) => ({
          key,
          message: `is empty, and TEMPORAL_OIDC_ISSUER is ${issuer}, where nobody can sign in without.`,
        }));

const isServer = ({ role }: Service): boolean => role === "server";

/** Of services that are switched off or somewhere else: what could not be started with them is not started. */
function keysUnused(settings: Partial<Settings>): ReadonlySet<string> {
  return new Set(services.filter((one) => !isOurs(one, settings)).flatMap((one) => Object.keys(one.settings)));
}

export const settingRules: readonly CrossCheck<typeof settingsShape>[] = [
  (settings: Partial<Settings>) => portClashes(settings),
  heapFits,
  memoryStarts,
  indexMatchesTemplate,
  addressOutsideContainer,
  addressOfService,
  originsAreSecure,
  issuerIsComplete,
  imagesOfOthers,
  toolsOfOtherServer,
].map((rule) => (values) => {
  const unused = keysUnused(values);
  return rule(values).filter(({ key }) => !unused.has(key));
});
