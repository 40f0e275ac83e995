/** Aborts on SIGTERM, SIGINT and when the time is over; a second signal ends the process at once. */
export function stopSignal(minutes: number): AbortSignal {
  const stopper = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (stopper.signal.aborted) process.exit(130);
      stopper.abort(new Error(`stopped by ${name}`));
    });
  }
  const timer = setTimeout(
    () => stopper.abort(new Error(`out of time after ${minutes} minutes`)),
    minutes * 60_000,
  );
  timer.unref();
  return stopper.signal;
}
