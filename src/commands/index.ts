import { backup } from "./backup/backup.ts";
import { bundle } from "./bundle/bundle.ts";
import { certs } from "./certs/certs.ts";
import { cli } from "./cli/cli.ts";
import type { CommandDefinition } from "./command.ts";
import { completion } from "./completion/completion.ts";
import { config } from "./config/config.ts";
import { connect } from "./connect/connect.ts";
import { diagnoseWith } from "./diagnose/diagnose.ts";
import { doctor } from "./doctor/doctor.ts";
import { down } from "./down/down.ts";
import { images } from "./images/images.ts";
import { instances } from "./instances/instances.ts";
import { logs } from "./logs/logs.ts";
import { namespace } from "./namespace/namespace.ts";
import { open } from "./open/open.ts";
import { reset } from "./reset/reset.ts";
import { restart } from "./restart/restart.ts";
import { restore } from "./restore/restore.ts";
import { searchAttribute } from "./search-attribute/search-attribute.ts";
import { secrets } from "./secrets/secrets.ts";
import { secure } from "./secure/secure.ts";
import { start } from "./start/start.ts";
import { status } from "./status/status.ts";
import { stop } from "./stop/stop.ts";
import { token } from "./token/token.ts";
import { upgrade } from "./upgrade/upgrade.ts";
import { visibility } from "./visibility/visibility.ts";
import { wait } from "./wait/wait.ts";

/** THE list of commands, in the order in which help shows them. */
export const commands: readonly CommandDefinition[] = [
  start,
  status,
  wait,
  stop,
  restart,
  down,
  reset,
  logs,
  namespace,
  searchAttribute,
  visibility,
  backup,
  restore,
  upgrade,
  bundle,
  connect,
  secure,
  certs,
  token,
  secrets,
  cli,
  images,
  doctor,
  instances,
  open,
  config,
  completion,
  diagnoseWith([status, doctor]),
];
