// cspell:disable
/** What a value of a key has to be. */
export type DynamicKind = "int" | "float" | "bool" | "duration" | "string" | "map" | "unread";

/** Of which Temporal Server the keys are, as major and minor version. */
export const keysOfVersion = "1.22";

/**
 * The keys of dynamic configuration of Temporal Server 1.22.0 (go.temporal.io/server v1.22.0,
 * common/dynamicconfig/constants.go) by the kind as which the server reads them; `unread` are those that it only names.
 */
const words: Readonly<Record<DynamicKind, string>> = {
  int: `
    system.standardVisibilityPersistenceMaxReadQPS system.standardVisibilityPersistenceMaxWriteQPS
    system.advancedVisibilityPersistenceMaxReadQPS system.advancedVisibilityPersistenceMaxWriteQPS
    system.visibilityPersistenceMaxReadQPS system.visibilityPersistenceMaxWriteQPS system.transactionSizeLimit
    system.persistenceHealthSignalBufferSize system.shardRPSWarnLimit system.deadlock.MaxWorkersPerRoot
    limit.blobSize.error limit.blobSize.warn limit.memoSize.error limit.memoSize.warn
    limit.numPendingChildExecutions.error limit.numPendingActivities.error limit.numPendingSignals.error
    limit.numPendingCancelRequests.error limit.historySize.error limit.historySize.warn
    limit.historySize.suggestContinueAsNew limit.historyCount.error limit.historyCount.warn
    limit.mutableStateActivityFailureSize.error limit.mutableStateActivityFailureSize.warn
    limit.mutableStateSize.error limit.mutableStateSize.warn limit.historyCount.suggestContinueAsNew
    limit.maxIDLength limit.workerBuildIdSize limit.versionCompatibleSetLimitPerQueue
    limit.versionBuildIdLimitPerQueue limit.reachabilityTaskQueueScan limit.reachabilityQueryBuildIds
    limit.taskQueuesPerBuildId frontend.persistenceMaxQPS frontend.persistenceGlobalMaxQPS
    frontend.persistenceNamespaceMaxQPS frontend.visibilityMaxPageSize frontend.historyMaxPageSize frontend.rps
    frontend.globalRPS frontend.rps.namespaceReplicationInducingAPIs frontend.namespaceRPS frontend.namespaceBurst
    frontend.namespaceCount frontend.globalNamespaceCount frontend.namespaceRPS.visibility
    frontend.namespaceRPS.namespaceReplicationInducingAPIs frontend.namespaceBurst.visibility
    frontend.namespaceBurst.namespaceReplicationInducingAPIs frontend.globalNamespaceRPS
    internal-frontend.globalNamespaceRPS frontend.globalNamespaceRPS.visibility
    frontend.globalNamespaceRPS.namespaceReplicationInducingAPIs internal-frontend.globalNamespaceRPS.visibility
    frontend.throttledLogRPS frontend.maxBadBinaries frontend.searchAttributesNumberOfKeysLimit
    frontend.searchAttributesSizeOfValueLimit frontend.searchAttributesTotalSizeLimit
    frontend.visibilityArchivalQueryMaxPageSize frontend.MaxConcurrentBatchOperationPerNamespace
    frontend.MaxExecutionCountBatchOperationPerNamespace frontend.deleteNamespaceDeleteActivityRPS
    frontend.deleteNamespaceDeletePageSize frontend.deleteNamespacePagesPerExecution
    frontend.deleteNamespaceConcurrentDeleteExecutionsActivities matching.rps matching.persistenceMaxQPS
    matching.persistenceGlobalMaxQPS matching.persistenceNamespaceMaxQPS matching.minTaskThrottlingBurstSize
    matching.getTasksBatchSize matching.outstandingTaskAppendsThreshold matching.maxTaskBatchSize
    matching.maxTaskDeleteBatchSize matching.throttledLogRPS matching.numTaskqueueWritePartitions
    matching.numTaskqueueReadPartitions matching.forwarderMaxOutstandingPolls matching.forwarderMaxOutstandingTasks
    matching.forwarderMaxRatePerSecond matching.forwarderMaxChildrenPerNode test.matching.lbForceReadPartition
    test.matching.lbForceWritePartition history.rps history.persistenceMaxQPS history.persistenceGlobalMaxQPS
    history.persistenceNamespaceMaxQPS history.persistencePerShardNamespaceMaxQPS history.cacheInitialSize
    history.cacheMaxSize history.xdcCacheMaxSizeBytes history.eventsCacheMaxSizeBytes
    history.acquireShardConcurrency history.shardLingerOwnershipCheckQPS history.queuePendingTaskCriticalCount
    history.queueReaderStuckCriticalAttempts history.queueCriticalSlicesCount history.queuePendingTasksMaxCount
    history.queueMaxReaderCount history.taskSchedulerMaxQPS history.taskSchedulerNamespaceMaxQPS
    history.timerTaskBatchSize history.timerProcessorSchedulerWorkerCount history.timerProcessorFailoverMaxPollRPS
    history.timerProcessorMaxPollRPS history.timerProcessorMaxPollHostRPS
    history.timerProcessorHistoryArchivalSizeLimit history.memoryTimerProcessorSchedulerWorkerCount
    history.transferTaskBatchSize history.transferProcessorFailoverMaxPollRPS history.transferProcessorMaxPollRPS
    history.transferProcessorMaxPollHostRPS history.transferProcessorSchedulerWorkerCount
    history.visibilityTaskBatchSize history.visibilityProcessorMaxPollRPS history.visibilityProcessorMaxPollHostRPS
    history.visibilityProcessorSchedulerWorkerCount history.archivalTaskBatchSize
    history.archivalProcessorMaxPollRPS history.archivalProcessorMaxPollHostRPS
    history.archivalProcessorSchedulerWorkerCount history.maxInFlightUpdates history.maxTotalUpdates
    history.replicatorTaskBatchSize history.replicatorMaxSkipTaskCount history.replicatorTaskWorkerCount
    history.replicatorProcessorMaxPollRPS history.maximumBufferedEventsBatch
    history.maximumBufferedEventsSizeInBytes history.maximumSignalsPerExecution history.numArchiveSystemWorkflows
    history.archiveRequestRPS history.historyMaxAutoResetPoints history.parentClosePolicyThreshold
    history.numParentClosePolicySystemWorkflows history.throttledLogRPS history.workflowTaskCriticalAttempt
    history.MaxBufferedQueryCount history.mutableStateChecksumGenProbability
    history.mutableStateChecksumVerifyProbability history.ReplicationTaskFetcherParallelism
    history.ReplicationTaskProcessorErrorRetryMaxAttempts history.ReplicationProcessorSchedulerQueueSize
    history.ReplicationProcessorSchedulerWorkerCount worker.persistenceMaxQPS worker.persistenceGlobalMaxQPS
    worker.persistenceNamespaceMaxQPS worker.indexerConcurrency worker.ESProcessorNumOfWorkers
    worker.ESProcessorBulkActions worker.ESProcessorBulkSize worker.ArchiverMaxConcurrentActivityExecutionSize
    worker.ArchiverMaxConcurrentWorkflowTaskExecutionSize worker.ArchiverMaxConcurrentActivityTaskPollers
    worker.ArchiverMaxConcurrentWorkflowTaskPollers worker.ArchiverConcurrency worker.ArchivalsPerIteration
    worker.throttledLogRPS worker.ScannerMaxConcurrentActivityExecutionSize
    worker.ScannerMaxConcurrentWorkflowTaskExecutionSize worker.ScannerMaxConcurrentActivityTaskPollers
    worker.ScannerMaxConcurrentWorkflowTaskPollers worker.scannerPersistenceMaxQPS worker.executionScannerPerHostQPS
    worker.executionScannerPerShardQPS worker.executionScannerWorkerCount worker.batcherRPS
    worker.batcherConcurrency worker.ParentCloseMaxConcurrentActivityExecutionSize
    worker.ParentCloseMaxConcurrentWorkflowTaskExecutionSize worker.ParentCloseMaxConcurrentActivityTaskPollers
    worker.ParentCloseMaxConcurrentWorkflowTaskPollers worker.perNamespaceWorkerCount worker.stickyCacheSize`,
  float: `
    admin.matchingNamespaceToPartitionDispatchRate admin.matchingNamespaceTaskqueueToPartitionDispatchRate
    system.shardPerNsRPSWarnPercent system.operatorRPSRatio worker.buildIdScavengerVisibilityRPS
    history.timerProcessorUpdateAckIntervalJitterCoefficient history.timerProcessorMaxPollIntervalJitterCoefficient
    history.transferProcessorMaxPollIntervalJitterCoefficient
    history.transferProcessorUpdateAckIntervalJitterCoefficient
    history.visibilityProcessorMaxPollIntervalJitterCoefficient
    history.visibilityProcessorUpdateAckIntervalJitterCoefficient history.archivalBackendMaxRPS
    history.replicatorProcessorMaxPollIntervalJitterCoefficient
    history.replicatorProcessorUpdateAckIntervalJitterCoefficient history.mutableStateChecksumInvalidateBefore
    history.ReplicationTaskFetcherTimerJitterCoefficient
    history.ReplicationTaskProcessorErrorRetryBackoffCoefficient
    history.ReplicationTaskProcessorCleanupJitterCoefficient history.ReplicationTaskProcessorHostQPS
    history.ReplicationTaskProcessorShardQPS worker.schedulerNamespaceStartWorkflowRPS`,
  bool: `
    system.enableWriteToSecondaryAdvancedVisibility system.enableReadVisibilityFromES
    system.enableReadFromSecondaryAdvancedVisibility system.enableReadFromSecondaryVisibility
    system.visibilityDisableOrderByClause system.visibilityEnableManualPagination
    system.enableReadFromHistoryArchival system.enableReadFromVisibilityArchival
    system.enableNamespaceNotActiveAutoForwarding system.disallowQuery system.enableCrossNamespaceCommands
    system.forceSearchAttributesCacheRefreshOnRead system.enableRingpopTLS system.enableParentClosePolicyWorker
    system.enableStickyQuery system.enableActivityEagerExecution system.enableEagerWorkflowStart
    system.persistenceHealthSignalMetricsEnabled system.persistenceHealthSignalAggregationEnabled
    system.deadlock.DumpGoroutines system.deadlock.FailHealthCheck system.deadlock.AbortProcess
    frontend.enablePersistencePriorityRateLimiting frontend.sendRawWorkflowHistory frontend.enableServerVersionCheck
    frontend.enableTokenNamespaceEnforcement frontend.disableListVisibilityByFilter
    frontend.keepAlivePermitWithoutStream frontend.enableSchedules frontend.enableBatcher
    frontend.enableUpdateWorkflowExecution frontend.enableUpdateWorkflowExecutionAsyncAccepted
    frontend.workerVersioningDataAPIs frontend.workerVersioningWorkflowAPIs
    matching.enablePersistencePriorityRateLimiting matching.loadUserData test.matching.disableSyncMatch
    history.enableReplicationStream history.enablePersistencePriorityRateLimiting
    history.clientOwnershipCachingEnabled history.taskSchedulerEnableRateLimiter
    history.taskSchedulerEnableRateLimiterShadowMode history.transferProcessorEnsureCloseBeforeDelete
    history.visibilityProcessorEnsureCloseBeforeDelete history.visibilityProcessorEnableCloseWorkflowCleanup
    history.replicatorProcessorEnablePriorityTaskProcessor history.emitShardLagLog history.enableParentClosePolicy
    history.SkipReapplicationByNamespaceID history.ReplicationBypassCorruptedData
    history.ReplicationEnableDLQMetrics worker.enablePersistencePriorityRateLimiting
    worker.executionEnableHistoryEventIdValidator worker.taskQueueScannerEnabled worker.buildIdScavengerEnabled
    worker.historyScannerEnabled worker.executionsScannerEnabled worker.historyScannerVerifyRetention
    worker.enableBatcher worker.enableScheduler`,
  duration: `
    system.clusterMetadataRefreshInterval system.namespaceCacheRefreshInterval
    system.persistenceHealthSignalWindowSize system.deadlock.Interval
    frontend.reachabilityQuerySetDurationSinceDefault worker.removableBuildIdDurationSinceDefault
    frontend.shutdownDrainDuration frontend.shutdownFailHealthCheckDuration frontend.keepAliveMinTime
    frontend.keepAliveMaxConnectionIdle frontend.keepAliveMaxConnectionAge frontend.keepAliveMaxConnectionAgeGrace
    frontend.keepAliveTime frontend.keepAliveTimeout frontend.deleteNamespaceNamespaceDeleteDelay
    matching.longPollExpirationInterval matching.syncMatchWaitDuration matching.updateAckInterval
    matching.maxTaskQueueIdleTime matching.shutdownDrainDuration matching.getUserDataLongPollTimeout
    history.longPollExpirationInterval history.cacheTTL history.cacheNonUserContextLockTimeout
    history.startupMembershipJoinDelay history.shutdownDrainDuration history.eventsCacheTTL
    history.acquireShardInterval history.shardLingerTimeLimit history.standbyClusterDelay
    history.standbyTaskMissingEventsResendDelay history.standbyTaskMissingEventsDiscardDelay
    history.continueAsNewMinInterval history.taskSchedulerThrottleDuration history.timerProcessorUpdateAckInterval
    history.timerProcessorCompleteTimerInterval history.timerProcessorMaxPollInterval
    history.timerProcessorPollBackoffInterval history.timerProcessorMaxTimeShift
    history.timerProcessorArchivalTimeLimit history.retentionTimerJitterDuration
    history.transferProcessorMaxPollInterval history.transferProcessorUpdateAckInterval
    history.transferProcessorCompleteTransferInterval history.transferProcessorPollBackoffInterval
    history.transferProcessorVisibilityArchivalTimeLimit history.visibilityProcessorMaxPollInterval
    history.visibilityProcessorUpdateAckInterval history.visibilityProcessorCompleteTaskInterval
    history.visibilityProcessorPollBackoffInterval history.visibilityProcessorVisibilityArchivalTimeLimit
    history.archivalProcessorMaxPollInterval history.archivalProcessorUpdateAckInterval
    history.archivalProcessorPollBackoffInterval history.archivalProcessorArchiveDelay
    history.replicatorProcessorMaxPollInterval history.replicatorProcessorUpdateAckInterval
    history.shardUpdateMinInterval history.shardSyncMinInterval history.archiveSignalTimeout
    history.workflowTaskHeartbeatTimeout history.workflowTaskRetryMaxInterval history.defaultWorkflowTaskTimeout
    history.standbyTaskReReplicationContextTimeout history.ReplicationTaskFetcherAggregationInterval
    history.ReplicationTaskFetcherErrorRetryWait history.ReplicationTaskProcessorErrorRetryWait
    history.ReplicationTaskProcessorErrorRetryMaxInterval history.ReplicationTaskProcessorErrorRetryExpiration
    history.ReplicationTaskProcessorNoTaskInitialWait history.ReplicationTaskProcessorCleanupInterval
    history.ReplicationStreamSyncStatusDuration worker.ESProcessorFlushInterval worker.ESProcessorAckTimeout
    worker.TimeLimitPerArchivalIteration worker.executionDataDurationBuffer worker.historyScannerDataMinAge`,
  string: `
    system.advancedVisibilityWritingMode system.secondaryVisibilityWritingMode system.historyArchivalState
    system.visibilityArchivalState history.defaultEventEncoding`,
  map: `
    frontend.persistenceDynamicRateLimitingParams matching.persistenceDynamicRateLimitingParams
    history.persistenceDynamicRateLimitingParams history.timerProcessorSchedulerActiveRoundRobinWeights
    history.timerProcessorSchedulerStandbyRoundRobinWeights
    history.transferProcessorSchedulerActiveRoundRobinWeights
    history.transferProcessorSchedulerStandbyRoundRobinWeights
    history.visibilityProcessorSchedulerActiveRoundRobinWeights
    history.visibilityProcessorSchedulerStandbyRoundRobinWeights history.defaultActivityRetryPolicy
    history.defaultWorkflowRetryPolicy worker.persistenceDynamicRateLimitingParams worker.perNamespaceWorkerOptions`,
  unread: `
    system.enableAuthorization frontend.visibilityArchivalQueryMaxRangeInDays frontend.visibilityArchivalQueryMaxQPS
    history.transferProcessorUpdateShardTaskCount history.archivalProcessorMaxPollIntervalJitterCoefficient
    history.archivalProcessorUpdateAckIntervalJitterCoefficient history.stickyTTL
    history.ReplicationTaskProcessorStartWait history.ReplicationStreamMinReconnectDuration`,
};

export const dynamicKeys: ReadonlyMap<string, DynamicKind> = new Map(
  Object.entries(words).flatMap(([kind, text]) =>
    text
      .trim()
      .split(/\s+/)
      .map((key) => [key, kind as DynamicKind] as const),
  ),
);
