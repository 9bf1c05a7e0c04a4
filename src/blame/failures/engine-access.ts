import type { KnownFailure } from "./failure.ts";

/** Why the docker command cannot talk to the engine, where the program itself still could. */
export const engineAccessFailures: readonly KnownFailure[] = [
  {
    id: "ENGINE_NOT_ALLOWED",
    signs: [{ engine: /permission denied while trying to connect to the [Dd]ocker/ }],
    cause: "This user may not use the engine's socket.",
    advice: "Add the user to the docker group (sudo usermod -aG docker $USER), log in again, and repeat the command",
    link: "https://docs.docker.com/engine/install/linux-postinstall/",
  },
  {
    id: "ENGINE_NOT_RUNNING",
    signs: [{ engine: /Cannot connect to the Docker daemon|Is the docker daemon running/ }],
    cause: "No Docker Engine runs at the address that is used.",
    advice: "Start it (sudo systemctl start docker, or Docker Desktop) and repeat the command",
    link: "https://docs.docker.com/engine/daemon/troubleshoot/",
  },
];
