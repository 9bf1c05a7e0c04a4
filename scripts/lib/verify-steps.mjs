import { join } from "node:path";
import { abandonedTestRuns } from "./abandoned-test-runs.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ensureEngine } from "./ensure-engine.mjs";
import { ensureImages, ensureLaterImages } from "./ensure-images.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { ensureS3Server } from "./ensure-s3-server.mjs";
import { removeInstances } from "./remove-instances.mjs";
import { runChecks } from "./run-checks.mjs";
import { runVitest } from "./run-vitest.mjs";
import { StepError } from "./step-error.mjs";
import { clearReport } from "./test-report.mjs";

/** Of a secured cluster, of the stores, and the first two steps of an upgrade; each further version would take minutes. */
const laterImages = [
  "gateway",
  "login",
  "postgres@17",
  "elasticsearch@7.17.29",
  "server@1.22.6",
  "admin-tools@1.22.6",
  "ui@2.26.2",
  "server@1.23.1",
  "admin-tools@1.23.1",
];

/** Runs all steps, as many as possible after a failure, and returns the failures. */
export async function runVerification({ steps, folder, log, consent, mayBuild }) {
  const failures = [];
  const attempt = async (name, work, options) => {
    try {
      await steps.run(name, work, options);
      return true;
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      failures.push(error);
      return false;
    }
  };
  const report = (name) => join(folder, `${name}.json`);
  for (const name of ["unit", "cluster"]) clearReport(report(name));

  let browser;
  const chromium = () =>
    attempt("Chromium", async (step) => (browser = await ensureChromium(step, { logFile: log.path })));
  let s3Server;
  const s3 = () => attempt("S3 server", async (step) => (s3Server = await ensureS3Server(step)));
  const build = async () => (await attempt("Packages", ensurePackages)) && (await attempt("Build", ensureBuild));
  const images = () => attempt("Images", (step) => ensureImages(step, { consent, mayBuild }));
  const checks = async () => {
    await attempt("Checks", runChecks);
    await attempt("Unit tests", (step) => runVitest(step, "unit", report("unit")));
  };
  const clusterTests = (step) =>
    runVitest(step, "cluster", report("cluster"), {
      ...(browser && { TEMPORAL_START_CHROMIUM: browser }),
      ...(s3Server && { TEMPORAL_START_S3_SERVER: s3Server }),
    });

  try {
    await attempt("Node", () => process.versions.node);
    const engine = await attempt("Engine", (step) => ensureEngine(step, consent));
    // apt allows one user at a time: the browser comes before the tools that the image build may install.
    const [built] = await Promise.all([build(), engine && chromium()]);
    if (built) {
      // The tools of the image build compile it, too.
      const imagesAndS3 = async () => {
        const areThere = await images();
        await s3();
        if (areThere && mayBuild) await attempt("Later images", (step) => ensureLaterImages(step, laterImages));
        return areThere;
      };
      const [haveImages] = await Promise.all([engine && imagesAndS3(), checks()]);
      if (haveImages) await attempt("Cluster tests", clusterTests);
    }
  } finally {
    await cleanUp(attempt);
  }
  return failures;
}

async function cleanUp(attempt) {
  const runs = abandonedTestRuns();
  if (runs.length === 0) return;
  await attempt(
    "Clean-up",
    async (step) => {
      for (const { name, forget } of runs) {
        await removeInstances(step, `${name}-`);
        forget();
      }
      return `removed what ${runs.map(({ name }) => name).join(", ")} left behind`;
    },
    { always: true },
  );
}
