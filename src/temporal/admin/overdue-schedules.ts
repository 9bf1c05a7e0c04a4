import type { OverdueSchedules } from "../../interfaces/temporal.ts";
import { statusOf } from "./grpc-errors.ts";
import type { Within, WorkflowService } from "./poll-task.ts";

/** One that is a moment late may be at work. */
const lateMs = 60_000;
const pageSize = 100;
/** One that is stuck does not answer, and whoever asked waits for the rest as well. */
const answerMs = 1_000;
const shownAtMost = 5;

/**
 * Schedules of a namespace, of its first hundred, whose next time has passed a while ago: the system workflow behind them is stuck,
 * or nobody works for it. One that has no actions left looks the same in the list, so each is asked for that; one that is stuck
 * cannot answer.
 * @returns undefined where there is none, or nobody can tell
 */
export async function overdueSchedules(
  service: WorkflowService,
  namespace: string,
  nowMs: number,
  within: Within,
): Promise<OverdueSchedules | undefined> {
  try {
    const { schedules } = await service.listSchedules({ namespace, maximumPageSize: pageSize });
    const late = schedules.flatMap(({ scheduleId, info }): readonly Late[] => {
      const dueMs = millisecondsOf(info?.futureActionTimes?.[0]);
      const isLate = scheduleId != null && info?.paused !== true && dueMs !== undefined && nowMs - dueMs > lateMs;
      return isLate ? [{ scheduleId, dueMs }] : [];
    });
    const stuck = await Promise.all(
      late.map(({ scheduleId }) =>
        within(answerMs, () => hasActionsLeft(service, namespace, scheduleId)).catch(isSilence),
      ),
    );
    const overdue = late.filter((_, index) => stuck[index]).toSorted((one, other) => one.dueMs - other.dueMs);
    const [first] = overdue;
    return first && { ids: overdue.slice(0, shownAtMost).map(({ scheduleId }) => scheduleId), sinceMs: first.dueMs };
  } catch {
    return undefined;
  }
}

interface Late {
  readonly scheduleId: string;
  readonly dueMs: number;
}

async function hasActionsLeft(service: WorkflowService, namespace: string, scheduleId: string): Promise<boolean> {
  const { schedule } = await service.describeSchedule({ namespace, scheduleId });
  const { limitedActions, remainingActions } = schedule?.state ?? {};
  return limitedActions !== true || Number(remainingActions ?? 0) > 0;
}

/** The system workflow answers, and one that does not go on cannot; any other refusal says nothing of it. */
function isSilence(error: unknown): boolean {
  return ["DEADLINE_EXCEEDED", "FAILED_PRECONDITION", "INVALID_ARGUMENT"].includes(statusOf(error).code);
}

interface Timestamp {
  readonly seconds?: unknown;
}

function millisecondsOf(time: Timestamp | null | undefined): number | undefined {
  return time?.seconds == null ? undefined : 1_000 * Number(time.seconds);
}
