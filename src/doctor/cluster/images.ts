import type { WantedImage } from "../../observe/list-images.ts";
import { type Check, type Finding, ok, warning } from "../check.ts";

export const images: Check = {
  id: "images",
  group: "images",
  title: "image",
  needs: ["engine", "settings"],
  starts: "first",
  async look(world) {
    const [{ info }, wanted, engine] = await Promise.all([world.engineInfo(), world.images(), world.engine()]);
    return Promise.all(
      wanted.map(async (image) => {
        const found = image.source === "missing" ? undefined : await engine.image(image.reference);
        return interpretImage(image, found?.architecture, info.architecture);
      }),
    );
  },
};

export function interpretImage(
  { reference, source }: Pick<WantedImage, "reference" | "source">,
  architecture: string | undefined,
  engineArchitecture: string,
): Finding {
  const subject = reference;
  if (source === "missing") {
    const todo = "start pulls it; temporal-start images build makes it where no image registry can be reached";
    return { subject, isForDoctor: true, ...warning("not on the engine", todo) };
  }
  if (architecture === undefined || architecture === engineArchitecture) return { subject, ...ok(source) };
  return {
    subject,
    ...warning(
      `is for ${architecture} and the engine is ${engineArchitecture}: slow, where it runs at all`,
      `docker pull --platform linux/${engineArchitecture} ${reference}`,
    ),
  };
}
