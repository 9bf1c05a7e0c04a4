import { cli } from "./cli.ts";
import type { CommandDefinition } from "./command.ts";
import { completion } from "./completion.ts";
import { config } from "./config.ts";
import { diagnoseWith } from "./diagnose.ts";
import { doctor } from "./doctor.ts";
import { down } from "./down.ts";
import { images } from "./images.ts";
import { instances } from "./instances.ts";
import { logs } from "./logs.ts";
import { namespace } from "./namespace.ts";
import { open } from "./open.ts";
import { reset } from "./reset.ts";
import { restart } from "./restart.ts";
import { searchAttribute } from "./search-attribute.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { wait } from "./wait.ts";

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
  cli,
  images,
  doctor,
  instances,
  open,
  config,
  completion,
  diagnoseWith([status, doctor]),
];
