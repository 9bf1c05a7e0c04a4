import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readEntry } from "../../src/logs/read-entry.ts";

describe("a line of a service is understood:", () => {
  test.each([
    [
      "Temporal Server, info",
      `{"level":"info","ts":"2026-11-23T17:49:17.142Z","msg":"none","shard-id":52,"address":"192.168.192.7:7234","lifecycle":"Started","component":"shard-context","logging-call-at":"context_impl.go:1482"}`,
      "info",
      "none",
      {
        "shard-id": 52,
        address: "192.168.192.7:7234",
        lifecycle: "Started",
        component: "shard-context",
        "logging-call-at": "context_impl.go:1482",
      },
    ],
    [
      "Temporal Server, warning",
      `{"level":"warn","ts":"2026-11-23T17:49:16.667Z","msg":"Not using any authorizer and flag \`--allow-no-auth\` not detected.","logging-call-at":"main.go:178"}`,
      "warn",
      "Not using any authorizer and flag `--allow-no-auth` not detected.",
      { "logging-call-at": "main.go:178" },
    ],
    [
      "Temporal Server, error",
      `{"level":"error","ts":"2026-11-23T17:49:20.473Z","msg":"Fail to process task","shard-id":35,"error":"Not enough hosts to serve the request","stacktrace":"go.temporal.io/server/common/log.(*zapLogger).Error\\n\\tgo.temporal.io/server@v1.22.0/common/log/zap_logger.go:156"}`,
      "error",
      "Fail to process task",
      {
        "shard-id": 35,
        error: "Not enough hosts to serve the request",
        stacktrace:
          "go.temporal.io/server/common/log.(*zapLogger).Error\n\tgo.temporal.io/server@v1.22.0/common/log/zap_logger.go:156",
      },
    ],
    [
      "Temporal Server before it has read its settings",
      "2026/11/23 17:49:16 Loading config; env=docker,zone=,configDir=config",
      "info",
      "Loading config; env=docker,zone=,configDir=config",
      {},
    ],
    [
      "a panic in Go",
      "panic: runtime error: invalid memory address",
      "fatal",
      "panic: runtime error: invalid memory address",
      {},
    ],
    [
      "Temporal Server that cannot start",
      "Unable to start server. Error: sql schema version compatibility check failed",
      "fatal",
      "Unable to start server. Error: sql schema version compatibility check failed",
      {},
    ],
    [
      "PostgreSQL",
      "2026-11-23 17:49:14.692 UTC [1] LOG:  database system is ready to accept connections",
      "info",
      "database system is ready to accept connections",
      { pid: 1 },
    ],
    [
      "PostgreSQL, fatal",
      `2026-11-23 17:49:15.069 UTC [63] FATAL:  database "temporal_visibility" does not exist`,
      "fatal",
      `database "temporal_visibility" does not exist`,
      { pid: 63 },
    ],
    [
      "PostgreSQL, while its image sets it up",
      "waiting for server to start....2026-11-23 17:49:14.023 UTC [36] LOG:  starting PostgreSQL 15.20",
      "info",
      "starting PostgreSQL 15.20",
      { pid: 36 },
    ],
    [
      "PostgreSQL, behind a dot of pg_ctl",
      `.2026-11-23 17:49:14.397 UTC [36] LOG:  background worker "logical replication launcher" (PID 42) exited with exit code 1`,
      "info",
      `background worker "logical replication launcher" (PID 42) exited with exit code 1`,
      { pid: 36 },
    ],
    [
      "initdb",
      `initdb: warning: enabling "trust" authentication for local connections`,
      "warn",
      `initdb: warning: enabling "trust" authentication for local connections`,
      {},
    ],
    [
      "Elasticsearch",
      `{"type": "server", "timestamp": "2026-11-23T17:50:57,519Z", "level": "WARN", "component": "o.e.b.BootstrapChecks", "cluster.name": "temporal", "node.name": "48a906c0f2b9", "message": "max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]" }`,
      "warn",
      "max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]",
      { component: "o.e.b.BootstrapChecks" },
    ],
    [
      "Elasticsearch, with a stack trace on the lines that follow",
      `{"type": "server", "timestamp": "2026-11-23T17:49:17,724Z", "level": "WARN", "component": "r.suppressed", "cluster.name": "temporal", "node.name": "018a0b4baa4f", "message": "path: /temporal_visibility_v1_dev/_search", "cluster.uuid": "x", "node.id": "y" , `,
      "warn",
      "path: /temporal_visibility_v1_dev/_search",
      { component: "r.suppressed" },
    ],
    [
      "Elasticsearch, deprecation",
      `{"type": "deprecation.elasticsearch", "timestamp": "2026-11-23T17:50:57,519Z", "level": "CRITICAL", "component": "o.e.d.c.s.Settings", "message": "setting is deprecated" }`,
      "warn",
      "setting is deprecated",
      { component: "o.e.d.c.s.Settings" },
    ],
    [
      "Elasticsearch without JSON",
      "[2026-11-23T17:49:13,895][ERROR][o.e.b.Bootstrap          ] [018a0b4baa4f] Exception",
      "error",
      "Exception",
      { component: "o.e.b.Bootstrap" },
    ],
    [
      "Java before Elasticsearch logs",
      "OpenJDK 64-Bit Server VM warning: Options -Xverify:none and -noverify were deprecated in JDK 13",
      "warn",
      "OpenJDK 64-Bit Server VM warning: Options -Xverify:none and -noverify were deprecated in JDK 13",
      {},
    ],
    [
      "Elasticsearch that ends",
      "uncaught exception in thread [main]",
      "fatal",
      "uncaught exception in thread [main]",
      {},
    ],
    [
      "the Web UI, a request",
      `{"time":"2026-11-23T17:49:14.281574684Z","id":"","remote_ip":"192.168.192.1","host":"127.0.0.1:19110","method":"GET","uri":"/","user_agent":"","status":200,"error":"","latency":36845,"latency_human":"36.845µs","bytes_in":0,"bytes_out":1050}`,
      "info",
      "GET / 200",
      {
        id: "",
        remote_ip: "192.168.192.1",
        host: "127.0.0.1:19110",
        user_agent: "",
        error: "",
        latency: 36845,
        latency_human: "36.845µs",
        bytes_in: 0,
        bytes_out: 1050,
      },
    ],
    [
      "the Web UI, echo itself",
      `{"time":"2026-11-23T17:49:14Z","level":"ERROR","prefix":"echo","file":"server.go","line":"12","message":"listen tcp: address in use"}`,
      "error",
      "listen tcp: address in use",
      { prefix: "echo", file: "server.go", line: "12" },
    ],
    [
      "the schema job",
      "postgres: databases are ready (3194 ms)",
      "info",
      "postgres: databases are ready",
      { elapsedMs: 3194 },
    ],
  ])("%s", (_, text, level, message, fields) => {
    expect(readEntry(text)).toEqual({ level, message, fields });
  });

  test.each([
    [404, "warn"],
    [500, "error"],
    [302, "info"],
  ])("a request that the Web UI answers with %i counts as %s", (status, level) => {
    expect(readEntry(JSON.stringify({ method: "GET", uri: "/x", status }))?.level).toBe(level);
  });

  test.each([
    ["DEBUG1", "debug"],
    ["INFO", "info"],
    ["NOTICE", "info"],
    ["WARNING", "warn"],
    ["ERROR", "error"],
    ["PANIC", "fatal"],
  ])("PostgreSQL's %s counts as %s", (word, level) => {
    expect(readEntry(`2026-11-23 17:49:14.692 UTC [7] ${word}:  words`)?.level).toBe(level);
  });
});

describe("a line that goes on with the entry before is none of its own:", () => {
  test.each([
    ["PostgreSQL's detail", "2026-11-23 17:49:15.069 UTC [63] DETAIL:  Key (id)=(1) already exists."],
    ["PostgreSQL's statement", "2026-11-23 17:49:15.069 UTC [63] STATEMENT:  SELECT 1"],
    ["the second line of a statement", "\tFROM executions"],
    ["a frame of Go", "goroutine 1 [running]:"],
    [
      "a frame of Elasticsearch",
      `"at org.elasticsearch.transport.TransportService$4.handleException(TransportService.java:853) [elasticsearch-7.17.9.jar:7.17.9]",`,
    ],
    [
      "the beginning of Elasticsearch's stack trace",
      `"stacktrace": ["org.elasticsearch.action.search.SearchPhaseExecutionException: all shards failed",`,
    ],
    ["the Web UI's banner", "/___/\\__/_//_/\\___/ v4.9.0"],
    ["nothing", ""],
    ["JSON that is cut", `{"level":"info","msg":"ha`],
    ["JSON of no service", `{"a":1}`],
  ])("%s", (_, text) => {
    expect(readEntry(text)).toBeUndefined();
  });
});

test("each event of the schema job reads as info, each failure as an error", () => {
  const folder = new URL("../../compose/schema/", import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith(".sh") && name !== "report.sh");
  const words = sources.flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(/\b(say|fail) "((?:[^"\\]|\\.)*)"/g),
  ]);
  const levels = words.map(([, kind = "", text = ""]) => {
    const message = text.replace(/\$(?:\w+|\d|\{[^}]*\}|\([^)]*\))/g, "x").replaceAll("\\", "");
    return [kind, message, readEntry(`postgres: ${message} (12 ms)`)?.level];
  });
  expect(levels.filter(([kind]) => kind === "say").length).toBeGreaterThan(10);
  expect(levels.filter(([kind]) => kind === "fail").length).toBeGreaterThan(10);
  expect(levels.filter(([kind, , level]) => level !== (kind === "say" ? "info" : "error"))).toEqual([]);
});
