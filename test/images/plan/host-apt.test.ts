import { expect, test } from "vitest";
import { acquisitionSettings, entryText, parseIndexTargets, suiteEntries } from "../../../src/images/plan/host-apt.ts";

test("proxies, retries and checks are passed on, hooks and folders are not", () => {
  const dump = `APT::Architecture "amd64";
Acquire::http::Proxy "http://proxy.example:3128";
Acquire::https::Verify-Peer "true";
Acquire::Retries "3";
Acquire::Check-Valid-Until "false";
Acquire::IndexTargets::deb "";
APT::Update::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb";
Dir::Etc::parts "apt.conf.d";`;
  expect(acquisitionSettings(dump).split("\n")).toEqual([
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::https::Verify-Peer "true";',
    'Acquire::Retries "3";',
    'Acquire::Check-Valid-Until "false";',
    'Dir::Etc::netrc "/etc/apt/auth.conf";',
    'Dir::Etc::netrcparts "/etc/apt/auth.conf.d";',
    "",
  ]);
});

const target = (release: string, entry: string, more = "") =>
  `Release: ${release}\nComponent: main\nSite: http://mirror.example/debian\nSourcesentry: ${entry}\n${more}`;

test("the host's entries for the suite are found once each", () => {
  const targets = parseIndexTargets(
    [
      target("bookworm", "/etc/apt/sources.list.d/debian.sources:1"),
      target("bookworm-updates", "/etc/apt/sources.list.d/debian.sources:1"),
      target("bookworm-security", "/etc/apt/sources.list:4"),
      target("trixie", "/etc/apt/sources.list:5"),
      target("bookworm", "/etc/apt/sources.list.d/vendor.list:1", "Label: Vendor"),
    ].join("\n\n"),
  );
  expect(suiteEntries(targets, "bookworm")).toEqual([
    { file: "/etc/apt/sources.list.d/debian.sources", position: 1, site: "http://mirror.example/debian" },
    { file: "/etc/apt/sources.list", position: 4, site: "http://mirror.example/debian" },
  ]);
});

test("an entry is taken word for word, with its key and options", () => {
  const stanzas =
    "# only a comment\n\nTypes: deb\nURIs: http://one.example\n\nTypes: deb\nURIs: http://two.example\nSigned-By: /k.gpg\n";
  expect(entryText(stanzas, "a.sources", 2)).toBe("Types: deb\nURIs: http://two.example\nSigned-By: /k.gpg\n");
  expect(entryText("# first\ndeb [trusted=yes] http://x y main\n", "a.list", 2)).toBe(
    "deb [trusted=yes] http://x y main",
  );
});
