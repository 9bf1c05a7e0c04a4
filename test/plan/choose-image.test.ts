import { expect, test } from "vitest";
import { chooseImage } from "../../src/plan/choose-image.ts";
import { imageIdOf } from "../support/containers.ts";
import { testSettings, testUnit } from "../support/settings.ts";

const upstream = "temporalio/ui:2.21.3";
const local = "temporal-start/ui:2.21.3";
const own = "example.org/ui:1";

test.each([
  ["upstream when it is present", {}, [upstream], upstream, "upstream", true],
  ["upstream when both are present", {}, [upstream, local], upstream, "upstream", true],
  ["the local one when only that is present", {}, [local], local, "local", true],
  ["upstream, to be pulled, when none is present", {}, [], upstream, "upstream", false],
  ["the user's when it is present", { TEMPORAL_WEB_IMAGE: own }, [own, upstream, local], own, "configured", true],
  [
    "the user's, to be pulled, when it is missing",
    { TEMPORAL_WEB_IMAGE: own },
    [upstream, local],
    own,
    "configured",
    false,
  ],
  ["upstream if the user names just that", { TEMPORAL_WEB_IMAGE: upstream }, [local], upstream, "configured", false],
] as const)("the image is %s", (_, flags, present, reference, source, isPresent) => {
  const { values, origins } = testSettings(flags);
  const { service } = testUnit("temporal-web");
  const choice = chooseImage(service, values, origins, new Map(present.map((name) => [name, imageIdOf(name)])));
  expect(choice).toEqual({ reference, source, id: isPresent ? imageIdOf(reference) : undefined });
});
