import { existsSync, readdirSync } from "node:fs";
import { findProgram } from "./find-program.mjs";
import { run } from "./run.mjs";

const oldestGoMinor = 21;

/** What of the image build's tools this machine has. */
export async function observeBuildTools() {
  const java = findProgram("java");
  const javaMajor = java ? Number(/version "(\d+)/.exec((await run(java, ["-version"])).stderr)?.[1]) : 0;
  const go = await usableGo();
  return {
    mmdebstrap: findProgram("mmdebstrap"),
    maven: findProgram("mvn"),
    java: javaMajor >= 17 ? java : undefined,
    go: go.program,
    goTooOld: go.tooOld,
  };
}

async function usableGo() {
  let tooOld;
  for (const program of goCandidates()) {
    const version = /go1\.(\d+)/.exec((await run(program, ["version"])).stdout);
    if (version && Number(version[1]) >= oldestGoMinor) return { program, tooOld: undefined };
    if (version) tooOld = version[0];
  }
  return { program: undefined, tooOld };
}

/** Debian keeps versioned Go packages off PATH, in folders of their own. */
function goCandidates() {
  const versioned = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => /^go-1\.\d+$/.test(name)) : [];
  const paths = [
    ...versioned
      .sort()
      .reverse()
      .map((name) => `/usr/lib/${name}/bin/go`),
    "/usr/local/go/bin/go",
  ];
  return [findProgram("go"), ...paths].filter((path) => path && existsSync(path));
}
