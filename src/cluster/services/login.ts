import type { generalSettings } from "../settings/general.ts";
import { hostOf } from "../settings/host.ts";
import {
  cpusSetting,
  fileSetting,
  httpsUrlSetting,
  imageSetting,
  memorySetting,
  type ValuesOf,
  wordSetting,
} from "../settings/setting.ts";
import { imageTags } from "../versions.ts";
import { defineService } from "./service.ts";
import type { web } from "./web.ts";

type Values = ValuesOf<typeof web.settings & typeof generalSettings>;

/** Asks who wants to see the page of a cluster with permissions; the gateway sends him there. */
export const login = defineService({
  name: "temporal-login",
  title: "Login",
  role: "addon",
  kind: "service",
  settings: {
    TEMPORAL_OIDC_ISSUER: httpsUrlSetting(
      "",
      "Issuer (OpenID Connect) at which people sign in to the page of a cluster with TEMPORAL_SECURITY=full, in the place of passwords of its own.",
    ),
    TEMPORAL_OIDC_CLIENT_ID: wordSetting("", "Client of that issuer which this cluster is."),
    TEMPORAL_OIDC_CLIENT_SECRET_FILE: fileSetting(
      "",
      "File with the secret of that client. A relative path starts in the folder of the settings file.",
    ),
    TEMPORAL_OIDC_CLAIM: wordSetting(
      "email",
      "What of the issuer's claims is the name of a person, as `token create NAME --login` has it: one that people cannot give themselves. An email that the issuer calls unverified is refused.",
    ),
    TEMPORAL_JWT_KEYS: httpsUrlSetting(
      "",
      "Where a provider of identities publishes the keys (JWKS) of tokens that a cluster with TEMPORAL_SECURITY=full is to take beside its own: `token keys` and each start ask for them.",
    ),
    TEMPORAL_PROVIDER_CA_FILE: fileSetting(
      "",
      "Certificate, in PEM, of the authority that has signed that of the issuer or of TEMPORAL_JWT_KEYS, where it is none of those that everybody knows.",
    ),
    TEMPORAL_LOGIN_IMAGE: imageSetting(imageTags.login.upstream, "Image of OAuth2 Proxy, the login of the page."),
    TEMPORAL_LOGIN_MEMORY: memorySetting("64m", "Memory limit of the login."),
    TEMPORAL_LOGIN_CPUS: cpusSetting("0", "Processors the login may use at most; 0 means no limit."),
  },
  image: { setting: "TEMPORAL_LOGIN_IMAGE", local: imageTags.login.local },
  ports: [],
  volumes: [],
  dependsOn: [{ service: "temporal-gateway", condition: "answers" }],
  isOn: ({ TEMPORAL_SECURITY = "off" }) => TEMPORAL_SECURITY === "full",
  // By the gateway, which publishes the page.
  probe: (values: Values) => ({
    kind: "login",
    url: `https://${hostOf(values.TEMPORAL_WEB_BIND_ADDRESS || values.TEMPORAL_BIND_ADDRESS)}:${String(values.TEMPORAL_WEB_PORT)}`,
  }),
});
