import type { ErrorCategory, exitCodes } from "./errors.ts";

/** @public read by scripts/write-docs.mjs */
export const meaningOfExitCode: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: "done, or healthy",
  failed: "failed, or could not look",
  usage: "wrong command line or settings",
  stopped: "`status`: nothing runs",
  degraded: "`status`: something is not well",
  confirmationNeeded: "a question was not answered with yes",
  preflightFailed: "something stands in the way; nothing was changed",
  waitTimedOut: "waiting took longer than allowed; what was started goes on",
  interrupted: "ended by Ctrl-C",
  terminated: "ended by SIGTERM",
};

export interface ErrorCodeFacts {
  /** One, or several where the same thing can happen before and after something was changed. */
  readonly categories: readonly ErrorCategory[];
  readonly meaning: string;
}

const of = (categories: ErrorCategory | readonly ErrorCategory[], meaning: string): ErrorCodeFacts => ({
  categories: typeof categories === "string" ? [categories] : categories,
  meaning,
});

/** Stands for each gRPC status by which Temporal Server refuses a request: TEMPORAL_NOT_FOUND and so on. */
export const temporalStatusCode = "TEMPORAL_*";

/** THE list of error codes: what programs read in `error.code`. Codes are added; their meaning does not change. */
export const errorCodes: Readonly<Record<string, ErrorCodeFacts>> = {
  USAGE: of("usage", "The command line is wrong."),
  UNKNOWN_IMAGE: of("usage", "There is no image of this name to build."),
  SETTINGS_INVALID: of("settings", "Settings are not usable; the details name each with its place."),
  SETTINGS_UNREADABLE: of("settings", "The settings file cannot be read."),
  CONFIRMATION_NEEDED: of("confirmation", "A question was not answered with yes, or nobody was there to answer."),
  ENGINE_UNREACHABLE: of("engine", "No Docker Engine answers."),
  ENGINE_FORBIDDEN: of("engine", "This user may not talk to the Docker Engine."),
  ENGINE_FAILED: of("engine", "The Docker Engine refused a request."),
  ENGINE_UNKNOWN: of("engine", "The docker context names no engine."),
  ENGINE_UNSUPPORTED: of("engine", "The engine is on another machine, or reached by SSH or TLS."),
  COMMAND_NOT_BEGUN: of("service", "A command could not be run in a container; the message has the engine's words."),
  COMPOSE_MISSING: of("preflight", "Docker Compose v2 is not installed."),
  COMPOSE_FAILED: of(
    ["preflight", "engine", "service"],
    "A command of Docker Compose failed; the details have its words.",
  ),
  OVERLAY_INVALID: of("preflight", "Compose cannot lay the user's own compose file over those of the cluster."),
  PROGRAM_MISSING: of("preflight", "A program that is needed is not on the PATH."),
  CLUSTER_BUSY: of("timeout", "Another command is still changing this instance; nothing was changed."),
  PORTS_NOT_KEPT: of("settings", "Free ports were found, but could not be written down for the next command."),
  COMPOSE_TOO_OLD: of("preflight", "Docker Compose is older than what is needed."),
  ENGINE_TOO_OLD: of("preflight", "The engine is older than what is needed."),
  PLATFORM_UNSUPPORTED: of("preflight", "The engine does not run Linux containers."),
  MEMORY_TOO_SMALL: of("preflight", "The engine has less memory than the services use without work."),
  CPUS_TOO_MANY: of("preflight", "A …_CPUS setting is above the number of the engine's processors."),
  IMAGE_OF_OTHER_SERVICE: of("preflight", "An image that a setting names is one of another service."),
  DISK_FULL: of("preflight", "The engine's disk has less room than Elasticsearch needs to write at all."),
  ADDRESSES_EXHAUSTED: of("preflight", "The engine has no address range left for another network."),
  DYNAMIC_CONFIG_INVALID: of("preflight", "The server cannot read the dynamic configuration."),
  ROLE_MISSING: of("preflight", "The database that runs does not have the role of the settings."),
  PASSWORD_REFUSED: of("preflight", "The database that runs does not know the password of the settings."),
  CONFIG_MISSING: of("preflight", "A file of the server's configuration is not where the settings say."),
  START_BLOCKED: of("preflight", "Several things stand in the way; the details name each."),
  NAME_TAKEN: of("preflight", "A container that is not ours has one of our names."),
  PORT_TAKEN: of("preflight", "Another program or container holds a port."),
  PORT_FORBIDDEN: of("preflight", "No port can be opened at the bind address."),
  ARCHIVE_IN_CONTAINER: of("preflight", "The server has archived into its container, which this command would remove."),
  OTHER_DATA_VERSION: of("preflight", "A volume holds data of another major version."),
  IMAGE_PULL_FAILED: of("engine", "An image could not be pulled."),
  IMAGE_BUILD_FAILED: of("engine", "An image could not be built."),
  BUILD_TOOLS_MISSING: of("preflight", "Programs that build the images are missing."),
  LOG_UNWRITABLE: of("preflight", "The log of an image build cannot be written."),
  CONTAINER_NOT_STARTED: of("service", "The engine could not start a container."),
  JOB_FAILED: of("service", "The schema could not be set up; the details have the last log lines."),
  SERVICE_CRASHES: of("service", "A service ends each time it starts; the details have the last log lines."),
  SERVICE_OUT_OF_MEMORY: of("service", "A service was killed for lack of memory."),
  SERVICE_ENDED: of("service", "A service cannot be run at all: its program is missing, or may not be executed."),
  SERVICE_UNHEALTHY: of("service", "A service runs, and its health check fails for good."),
  SERVICE_OFF: of("preflight", "What the command works with is switched off, or somewhere else."),
  SERVICE_STOPPED: of("service", "A service was stopped from outside while it was waited for."),
  SERVICE_FAILED: of("service", "A service answers with a fault that waiting does not cure."),
  WAIT_TIMED_OUT: of("timeout", "The time is up before everything was as it was waited for."),
  STORE_FAILED: of("service", "A store failed while its records were read or written; the command begins anew."),
  INSTANCE_UNKNOWN: of("service", "Nothing of this instance is on the engine."),
  CLI_NOT_RUNNING: of("service", "The CLI container does not run."),
  TEMPORAL_UNREACHABLE: of("service", "Temporal Server does not answer."),
  [temporalStatusCode]: of("service", "Temporal Server refused the request, with this gRPC status."),
  NAMESPACE_UNKNOWN: of("service", "There is no namespace of this name."),
  NAMESPACE_PROTECTED: of("usage", "The cluster's own namespaces are not deleted."),
  NAMESPACE_NOT_USABLE: of("timeout", "A namespace is registered, and the server does not know it yet."),
  NAMESPACE_UNSETTLED: of("timeout", "A namespace is not as it was asked for: somebody else changed it meanwhile."),
  NAMESPACE_NOT_DELETED: of("timeout", "A namespace is still there, although the server agreed to delete it."),
  NAMESPACES_FAILED: of(
    ["usage", "settings", "engine", "preflight", "service", "timeout", "confirmation", "interrupted"],
    "Some of several namespaces failed; the details name each. The category is that of their causes.",
  ),
  SEARCH_ATTRIBUTE_CONFLICT: of(
    "usage",
    "A search attribute is there with another type, or is one of the server's own.",
  ),
  SEARCH_ATTRIBUTES_UNSETTLED: of("timeout", "A change of search attributes is not to be seen in the server."),
  WEB_NOT_RUNNING: of("service", "The Web UI does not run."),
  BACKUP_FAILED: of("service", "No backup could be made; there is no file."),
  BACKUP_MISSING: of("preflight", "There is no such backup."),
  BACKUP_UNKNOWN: of("preflight", "A file is no backup, or one that this program cannot read."),
  BACKUP_DAMAGED: of("preflight", "A backup is not what was written, or is cut short."),
  BACKUP_DOES_NOT_FIT: of("preflight", "A backup is of another version or shape than the settings ask for."),
  RESTORE_FAILED: of("service", "A backup could not be unpacked or recovered; what was there before is in place."),
  RESTORE_UNFINISHED: of("preflight", "A restore was cut short while its data was put in place; it can be finished."),
  NO_ROOM: of("preflight", "A disk has too little room for what is to be unpacked; nothing was changed."),
  FILE_EXISTS: of("preflight", "A file that would be written is there already."),
  FILE_UNREADABLE: of("preflight", "A file cannot be read."),
  FILE_UNWRITABLE: of("preflight", "A file cannot be written."),
  FOLDER_GONE: of("preflight", "The current folder does not exist any more."),
  HOME_UNKNOWN: of("preflight", "HOME names no folder for what is kept between commands."),
  FOLDER_UNUSABLE: of("preflight", "The path of the folder cannot stand in a settings file."),
  PACKAGE_INCOMPLETE: of("preflight", "The installed package lacks a file of its own."),
  RESET_INCOMPLETE: of("engine", "A volume stays, because another container uses it."),
  CONTAINERS_LEFT: of("engine", "Containers were removed, and are there again: somebody else made them meanwhile."),
  INTERRUPTED: of("interrupted", "Ended by a signal."),
  UNEXPECTED: of("service", "A bug in temporal-start."),
};
