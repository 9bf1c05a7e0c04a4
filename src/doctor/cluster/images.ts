import { services } from "../../cluster/services/index.ts";
import type { ImageFacts } from "../../interfaces/engine-facts.ts";
import type { WantedImage } from "../../observe/list-images.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";

export const images: Check = {
  id: "images",
  group: "images",
  title: "image",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const [{ info }, wanted, engine] = await Promise.all([world.engineInfo(), world.images(), world.engine()]);
    return Promise.all(
      wanted.map(async (image) => {
        const found = image.source === "missing" ? undefined : await engine.image(image.reference);
        return interpretImage(image, found, info.architecture);
      }),
    );
  },
};

export function interpretImage(
  { services: users, setting, reference, source }: Pick<WantedImage, "services" | "setting" | "reference" | "source">,
  found: Pick<ImageFacts, "architecture" | "exposedPorts"> | undefined,
  engineArchitecture: string,
): Finding {
  const subject = reference;
  if (source === "missing") {
    const todo = "start pulls it; temporal-start images build makes it where no image registry can be reached";
    return { subject, isForDoctor: true, ...warning("not on the engine", todo) };
  }
  const other = serviceOfImage(users, found?.exposedPorts ?? []);
  if (other !== undefined) {
    return {
      subject,
      ...obstacle({
        code: "IMAGE_OF_OTHER_SERVICE",
        seen: `is an image of ${other}, and ${setting} names it`,
        todo: `Set ${setting} to an image of that service, or leave it out`,
      }),
    };
  }
  const architecture = found?.architecture;
  if (architecture === undefined || architecture === engineArchitecture) return { subject, ...ok(source) };
  return {
    subject,
    ...warning(
      `is for ${architecture} and the engine is ${engineArchitecture}: slow, where it runs at all`,
      `docker pull --platform linux/${engineArchitecture} ${reference}`,
    ),
  };
}

/** Whose image it is, by the ports on which its program listens; one that tells none is not accused. */
function serviceOfImage(users: WantedImage["services"], exposed: readonly number[]): string | undefined {
  const listens = ({ ports }: (typeof services)[number]): boolean =>
    ports.some(({ containerPort }) => exposed.includes(containerPort));
  const own = services.filter(({ name, ports }) => users.includes(name) && ports.length > 0);
  if (own.length === 0 || own.some(listens)) return undefined;
  return services.find(listens)?.title;
}
