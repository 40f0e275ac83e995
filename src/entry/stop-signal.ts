/** Aborts on SIGTERM and SIGINT; a second signal ends the process at once. */
export function stopOnSignals(): AbortController {
  const stopper = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (stopper.signal.aborted) process.exit(130);
      stopper.abort(new Error(`stopped by ${name}`));
    });
  }
  return stopper;
}

/** Aborts on signals and when the time is over. */
export function stopSignal(minutes: number, stopper: AbortController = stopOnSignals()): AbortSignal {
  const timer = setTimeout(
    () => stopper.abort(new Error(`out of time after ${minutes} minutes`)),
    minutes * 60_000,
  );
  timer.unref();
  return stopper.signal;
}
