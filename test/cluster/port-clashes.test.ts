import { expect, test } from "vitest";
import { portClashes } from "../../src/cluster/port-clashes.ts";
import { type Service, services } from "../../src/cluster/services/index.ts";
import { addon, servicesWith } from "../support/invented-services.ts";
import { testSettings } from "../support/settings.ts";

const { values } = testSettings({ POSTGRES_PORT: "9200" });
const clash = { key: "ELASTICSEARCH_PORT", message: "is 9200, as is POSTGRES_PORT; each port must be different." };
const dashboards: Service = {
  ...addon,
  ports: [
    {
      setting: "TEMPORAL_WEB_PORT",
      address: "TEMPORAL_WEB_BIND_ADDRESS",
      containerPort: 3000,
      url: "http://{address}",
    },
  ],
};

test("two services of the cluster cannot publish one port", () => {
  expect(portClashes(values)).toEqual([clash]);
});

test.each([
  ["somewhere else", servicesWith({ "temporal-postgres": { isExternal: () => true } })],
  ["switched off", servicesWith({ "temporal-postgres": { isOn: () => false } })],
])("a service that is %s takes no port", (_, among) => {
  expect(portClashes(values, among)).toEqual([]);
});

test("an optional service takes its port once it is on", () => {
  const { values: usual } = testSettings();
  expect(portClashes(usual, [...services, { ...dashboards, isOn: () => false }])).toEqual([]);
  expect(portClashes(usual, [...services, { ...dashboards, isOn: () => true }])).toHaveLength(1);
});
