/**
 * The suite that brings what bookworm itself does not have; the priority keeps
 * every other package of the machine where it is.
 */
export const newerSuite = { name: "trixie", priority: 50 };

const engineNames = {
  bookworm: {
    engine: ["docker.io", "iptables"],
    client: [],
    compose: "docker-compose/trixie",
    buildx: "docker-buildx/trixie",
  },
  debian: {
    engine: ["docker.io", "iptables"],
    client: ["docker-cli"],
    compose: "docker-compose",
    buildx: "docker-buildx",
  },
  ubuntu: { engine: ["docker.io", "iptables"], client: [], compose: "docker-compose-v2", buildx: "docker-buildx" },
};

const family = ({ id, codename }) => (codename === "bookworm" ? "bookworm" : id);

/** The packages that bring what the machine lacks of Engine, Compose and Buildx. */
export function enginePackages(distribution, state) {
  const names = engineNames[family(distribution)];
  const found = [];
  if (!state.daemonProgram) found.push(...names.engine);
  if (!state.clientProgram)
    found.push(...(state.daemonProgram && names.client.length === 0 ? ["docker.io"] : names.client));
  if (!state.composeVersion) found.push(names.compose);
  if (!state.buildxVersion) found.push(names.buildx);
  return [...new Set(found)];
}

const goPackage = { bookworm: "golang-go/trixie", debian: "golang-go", ubuntu: "golang-go" };

/** The packages that bring what the image build lacks; `state` is what build-tools.mjs observed. */
export function buildToolPackages(distribution, state) {
  const found = [];
  if (!state.mmdebstrap) found.push("mmdebstrap");
  if (!state.java) found.push(distribution.codename === "jammy" ? "openjdk-17-jdk-headless" : "default-jdk-headless");
  if (!state.maven) found.push("maven");
  if (!state.go && distribution.codename === "jammy") found.push("golang-1.22-go");
  else if (!state.go) found.push(goPackage[family(distribution)], ...bookwormGoParts(distribution));
  return found;
}

// apt does not follow a pinned suite into dependencies of an exact version, so they are named.
function bookwormGoParts({ codename }) {
  return codename === "bookworm" ? ["golang-src/trixie"] : [];
}

/** Whether any of the packages comes from the newer suite. */
export const needsNewerSuite = (packages) => packages.some((name) => name.endsWith(`/${newerSuite.name}`));
