import type { StoredSchedule, StoredScheduleRun } from '../../contracts/schedule-store.js';
import type { ScheduleRun, ScheduleSummary } from '../../contracts/schedules.js';

/** A schedule as a list shows it. */
export function summarizeSchedule(schedule: StoredSchedule): ScheduleSummary {
  const { cron, interval, timeZone, overlap, catchupSeconds } = schedule.timing;
  return {
    id: schedule.id,
    name: schedule.name,
    cron,
    interval,
    time_zone: timeZone,
    overlap,
    catchup_window: catchupSeconds,
    paused: schedule.paused,
    runs: schedule.target.runs,
    query: schedule.title,
    questions: schedule.questions,
    created_at: schedule.createdAt,
  };
}

export function showScheduleRun(run: StoredScheduleRun): ScheduleRun {
  const batch = run.runs === 'batch';
  return {
    session_id: batch ? null : run.id,
    batch_id: batch ? run.id : null,
    scheduled_at: run.scheduledAt,
    status: run.status ?? 'deleted',
    ended_at: run.endedAt,
    new_since_last_run: run.news,
  };
}
