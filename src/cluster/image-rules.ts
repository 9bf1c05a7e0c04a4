import { minorOf, versionOfImage } from "./server-version.ts";
import { type SettingKey, type Settings, services, settingsShape, usualServices } from "./services/index.ts";
import { repositoryOf } from "./settings/image-reference.ts";

/** By the setting that names it: where the service's images come from, upstream and built here. */
const repositoriesOf = new Map<SettingKey, { readonly title: string; readonly repositories: readonly string[] }>(
  // Of those that share an image, the one that every cluster has gives it its name.
  [...services.filter(({ isOn }) => isOn !== undefined), ...usualServices].map(
    ({ title, image: { setting, local } }) => [
      setting,
      {
        title,
        repositories: [settingsShape[setting].defaultValue, local ?? ""].flatMap(
          (reference) => repositoryOf(reference) ?? [],
        ),
      },
    ],
  ),
);

/** A mirror puts folders of its own before the name. */
const isIn = (repository: string, known: string): boolean => repository === known || repository.endsWith(`/${known}`);

/** A newer server on an older schema does not start, and an older schema tool leaves a newer server's schema undone. */
export function toolsOfOtherServer({
  TEMPORAL_SERVER_IMAGE = "",
  TEMPORAL_CLI_IMAGE = "",
}: Partial<Settings>): readonly {
  readonly key: SettingKey;
  readonly message: string;
}[] {
  const [server, tools] = [versionOfImage(TEMPORAL_SERVER_IMAGE), versionOfImage(TEMPORAL_CLI_IMAGE)];
  if (server === undefined || tools === undefined || minorOf(server) === minorOf(tools)) return [];
  return [
    {
      key: "TEMPORAL_CLI_IMAGE",
      message: `is ${TEMPORAL_CLI_IMAGE}, and TEMPORAL_SERVER_IMAGE is ${TEMPORAL_SERVER_IMAGE}: both have to be of one minor version.`,
    },
  ];
}

/** Another service's image runs, and never answers as this service would. */
export function imagesOfOthers(
  settings: Partial<Settings>,
): readonly { readonly key: SettingKey; readonly message: string }[] {
  return [...repositoriesOf].flatMap(([key, own]) => {
    const reference = String(settings[key] ?? "");
    const repository = repositoryOf(reference);
    if (repository === undefined || own.repositories.some((known) => isIn(repository, known))) return [];
    const other = [...repositoriesOf.values()].find(({ repositories }) =>
      repositories.some((known) => isIn(repository, known)),
    );
    return other === undefined ? [] : [{ key, message: `is ${reference}, an image of ${other.title}.` }];
  });
}
