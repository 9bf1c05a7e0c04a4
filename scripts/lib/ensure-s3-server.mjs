import { existsSync, mkdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { findProgram } from "./find-program.mjs";
import { StepError } from "./step-error.mjs";

/** A real server of S3 that keeps objects as files; Apache-2.0. */
const module = "github.com/versity/versitygw/cmd/versitygw";
const version = "v1.8.0";

/** Where it is, or will be. */
function s3ServerFile({ XDG_CACHE_HOME = "" } = process.env) {
  const cache = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
  return join(cache, "temporal-start", "tools", `versitygw-${version}`);
}

/** Makes sure that there is a server for the tests of S3; it is compiled once, which takes minutes. */
export async function ensureS3Server(step) {
  const file = s3ServerFile();
  if (existsSync(file)) return file;
  if (!findProgram("go")) throw new StepError("there is no Go to compile it", { hint: "Install Go 1.25 or later." });
  const fresh = `${file}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await step.child(["go", "install", `${module}@${version}`], {
    environment: { GOBIN: fresh, GOFLAGS: "", GOWORK: "off" },
    onFailure: "it could not be compiled",
  });
  renameSync(join(fresh, "versitygw"), file);
  return file;
}
