import type Docker from "dockerode";

/** What is not there is as it shall be. */
export function removePath(docker: Docker, path: string, abortSignal: AbortSignal): Promise<void> {
  const statusCodes = { 204: true, 200: true, 404: true, 409: "in use", 403: "in use", 500: "server error" };
  const request = { path, method: "DELETE", statusCodes, abortSignal };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}

/** Asks itself: dockerode drops the signal of some questions, and the connection would outlive them. */
export function readPath(docker: Docker, path: string, abortSignal: AbortSignal): Promise<unknown> {
  const request = {
    path,
    method: "GET",
    statusCodes: { 200: true, 404: "no such thing", 500: "server error" },
    abortSignal,
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, answer: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(answer);
    });
  });
}
