import type { TemporalAdmin } from "../../interfaces/temporal.ts";

/** Asks, call by call, whichever server is the current one. */
export function followingAdmin(current: () => Promise<TemporalAdmin>): TemporalAdmin {
  return {
    check: async (...given) => (await current()).check(...given),
    missingForReady: async (...given) => (await current()).missingForReady(...given),
    isUsable: async (...given) => (await current()).isUsable(...given),
    historyShards: async (...given) => (await current()).historyShards(...given),
    namespaces: async (...given) => (await current()).namespaces(...given),
    namespace: async (...given) => (await current()).namespace(...given),
    registerNamespace: async (...given) => (await current()).registerNamespace(...given),
    updateNamespace: async (...given) => (await current()).updateNamespace(...given),
    deleteNamespace: async (...given) => (await current()).deleteNamespace(...given),
    searchAttributes: async (...given) => (await current()).searchAttributes(...given),
    addSearchAttributes: async (...given) => (await current()).addSearchAttributes(...given),
    removeSearchAttributes: async (...given) => (await current()).removeSearchAttributes(...given),
    takeOpenTasks: async (...given) => (await current()).takeOpenTasks(...given),
    runCanary: async (...given) => (await current()).runCanary(...given),
    close: async () => (await current()).close(),
  };
}
