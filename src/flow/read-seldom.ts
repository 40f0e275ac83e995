/** A reading is kept so many milliseconds at least and at most, and in between so many times as long as it took. */
const KEPT = { least: 15_000, most: 60_000, times: 100 };

/**
 * The same question, asked seldom: whoever asks meanwhile gets the answer that is there or on its way, also where it is
 * an error. What holds up the program while it reads (an embedded database) cannot be made to do so again and again.
 *
 * @param now milliseconds of a steady clock
 */
export function readSeldom<T>(read: () => Promise<T>, now: () => number): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; until: number } | undefined;
  return () => {
    const asked = now();
    if (kept && asked < kept.until) return kept.answer;
    const reading = { answer: read(), until: Number.POSITIVE_INFINITY };
    const settle = (): void => {
      const took = now() - asked;
      reading.until = now() + Math.min(KEPT.most, Math.max(KEPT.least, KEPT.times * took));
    };
    reading.answer.then(settle, settle);
    kept = reading;
    return reading.answer;
  };
}
