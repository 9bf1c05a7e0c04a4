import type { Costs } from "./measure-costs.ts";

/** What the program may cost. Whoever makes it cheaper shortens a list here; nobody lengthens one unawares. */
export const expectedCosts: Costs = {
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
  // Containers are looked at for the plan, and by the watch for those that are lost.
  "engine calls of restart": [
    "GET /containers/cli-id/json",
    "GET /containers/elasticsearch-id/json",
    "GET /containers/json",
    "GET /containers/json",
    "GET /containers/postgres-id/json",
    "GET /containers/server-id/json",
    "GET /containers/web-id/json",
    "GET /images/docker.elastic.co/elasticsearch/elasticsearch:7.17.9/json",
    "GET /images/postgres:15.4-bookworm/json",
    "GET /images/temporal-start/admin-tools:1.22.0/json",
    "GET /images/temporal-start/elasticsearch:7.17.9/json",
    "GET /images/temporal-start/postgres:15/json",
    "GET /images/temporal-start/server:1.22.0/json",
    "GET /images/temporal-start/ui:2.21.3/json",
    "GET /images/temporalio/admin-tools:1.22.0/json",
    "GET /images/temporalio/server:1.22.0/json",
    "GET /images/temporalio/ui:2.21.3/json",
    "GET /volumes/temporal-guard-elasticsearch-data",
    "GET /volumes/temporal-guard-postgres-data",
    "POST /containers/cli-id/restart",
  ],
  "processes that restart spawns": [],
  "processes that stop spawns": [],
  // What ends is told before its stop is answered, and the stores need not wait for that.
  "engine calls of stop": [
    "GET /containers/json",
    "GET /events",
    "POST /containers/cli-id/stop",
    "POST /containers/elasticsearch-id/stop",
    "POST /containers/postgres-id/stop",
    "POST /containers/server-id/stop",
    "POST /containers/web-id/stop",
  ],
};
