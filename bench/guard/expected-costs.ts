import type { Costs } from "./measure-costs.ts";

/** What the program may cost. Whoever makes it cheaper shortens a list here; nobody lengthens one unawares. */
export const expectedCosts: Costs = {
  "packages that --version loads": [],
  "packages that --help loads": ["chalk", "commander"],
  "costly parts of Node that --help loads": [],
  "packages that status loads": [
    "@elastic/elasticsearch",
    "@temporalio/client",
    "chalk",
    "commander",
    "dockerode",
    "dotenv",
    "pg",
    "zod",
  ],
  "packages that logs loads": ["chalk", "commander", "dockerode", "dotenv", "zod"],
  "costly parts of Node that logs loads": ["crypto", "fs/promises", "http"],
  "engine calls of status": [
    "GET /containers/cli-id/json",
    "GET /containers/elasticsearch-id/json",
    "GET /containers/json",
    "GET /containers/postgres-id/json",
    "GET /containers/server-id/json",
    "GET /containers/web-id/json",
  ],
  "processes that status spawns": [],
  // The version is asked beside other work: a Compose that is too old is told before anything is changed.
  "processes that start spawns": ["docker compose version --short", "docker compose up --no-start --no-build"],
  "processes that start on a running cluster spawns": [],
  "processes that stop spawns": [],
  "engine calls of stop": [
    "GET /containers/json",
    "POST /containers/cli-id/stop",
    "POST /containers/elasticsearch-id/stop",
    "POST /containers/postgres-id/stop",
    "POST /containers/server-id/stop",
    "POST /containers/web-id/stop",
  ],
};
