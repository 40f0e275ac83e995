import type { DayOfCalls } from '../core/metrics/call-facts.ts';
import { type ExportWindow, startOf } from '../core/metrics/export-window.ts';
import type { DashboardDay } from './dashboard.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Every UTC day of the window, also those without calls; none when there was no call at all. */
export function daysOfWindow(calls: readonly DayOfCalls[], window: ExportWindow): readonly DashboardDay[] {
  if (calls.length === 0) return [];
  const known = new Map(calls.map((day) => [day.date, day]));
  const days: DashboardDay[] = [];
  const last = dateOf(window.now.getTime());
  for (let at = startOf(window).getTime(); dateOf(at) <= last; at += DAY_MILLISECONDS)
    days.push(dayOf(dateOf(at), known.get(dateOf(at))));
  return days;
}

function dayOf(date: string, found: DayOfCalls | undefined): DashboardDay {
  const {
    calls = 0,
    failed = 0,
    tokensPrompt = 0,
    tokensCompletion = 0,
    latencyMilliseconds = 0,
  } = found ?? {};
  const mean = calls > 0 ? latencyMilliseconds / calls : 0;
  return { date, calls, failed, tokensPrompt, tokensCompletion, latencyMilliseconds: mean };
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
