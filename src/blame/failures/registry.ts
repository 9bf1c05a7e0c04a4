import type { KnownFailure } from "./failure.ts";

const instead = "or build the images on this machine: temporal-start images build";

/** Why an image cannot be pulled, in the words of the engine and the registry. */
export const registryFailures: readonly KnownFailure[] = [
  {
    id: "PULL_RATE_LIMITED",
    signs: [{ engine: /toomanyrequests|429 Too Many Requests|pull rate limit/i }],
    cause: "The registry has had too many pulls from this address.",
    advice: `Log in (docker login) or wait, and repeat the command, ${instead}`,
    link: "https://docs.docker.com/docker-hub/usage/",
  },
  {
    id: "PULL_WRONG_PLATFORM",
    signs: [{ engine: /no matching manifest for|does not provide the specified platform/ }],
    cause: "The registry has this image, but not for this machine's architecture.",
    advice: `Choose another tag in the service's …_IMAGE setting, ${instead}`,
    link: "https://docs.docker.com/build/building/multi-platform/",
  },
  {
    id: "PULL_DENIED",
    signs: [
      {
        engine:
          /pull access denied|unauthorized: |401 Unauthorized|authorization failed|denied: (?:requested access|permission)|no basic auth credentials/i,
      },
    ],
    cause: "The registry does not know the image, or does not show it to this user.",
    advice: `Check the name in the service's …_IMAGE setting, or log in (docker login), ${instead}`,
    link: "https://docs.docker.com/reference/cli/docker/login/",
  },
  {
    id: "PULL_NOT_FOUND",
    signs: [
      {
        engine:
          /manifest unknown|manifest for \S+ not found|(?:reference|tag|repository)\S* (?:name )?not (?:found|known)|: not found/i,
      },
    ],
    cause: "The registry has no image of this name and tag.",
    advice: `Correct the service's …_IMAGE setting, ${instead}`,
    link: "https://docs.docker.com/reference/cli/docker/image/pull/",
  },
  {
    id: "PULL_UNTRUSTED",
    signs: [{ engine: /x509: |server gave HTTP response to HTTPS client/ }],
    cause: "The engine does not trust the registry's certificate, mostly because a proxy puts its own in between.",
    advice: `Give the engine the certificate of that proxy and restart it, ${instead}`,
    link: "https://docs.docker.com/engine/security/certificates/",
  },
  {
    id: "PULL_NO_NETWORK",
    signs: [
      {
        engine:
          /dial tcp.*(?:no such host|i\/o timeout|connection refused|network is unreachable|server misbehaving|no route to host)|TLS handshake timeout|Client\.Timeout exceeded|request canceled while waiting for connection|proxyconnect tcp/,
      },
    ],
    cause: "The engine cannot reach the registry: no network, no name server, or a proxy that it does not know.",
    advice: `Check the network and the engine's proxy settings, and repeat the command, ${instead}`,
    link: "https://docs.docker.com/engine/daemon/proxy/",
  },
];
