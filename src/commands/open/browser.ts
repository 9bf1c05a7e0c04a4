import { isCi } from "../../cluster/settings/ci.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Why no browser can show up before the person who typed; undefined where one can. */
export function whyNoBrowser(environment: Environment, platform: NodeJS.Platform): string | undefined {
  if (isCi(environment)) return "this is CI";
  if (environment.SSH_CONNECTION || environment.SSH_TTY || environment.SSH_CLIENT) return "this is a session over SSH";
  const hasDisplay =
    platform === "darwin" || platform === "win32" || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  return hasDisplay ? undefined : "there is no display";
}

/** The program that hands an address to the browser; none of them is a shell. */
export function browserCommand(url: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === "darwin") return ["open", url];
  // `start` is a word of the command interpreter; this is what it calls in the end.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}
