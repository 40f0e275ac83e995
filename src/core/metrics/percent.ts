/** A fraction for people: `66.7 %`; `–` where there is none. */
export function percent(fraction: number | null): string {
  return fraction === null ? '–' : `${Math.round(fraction * 1000) / 10} %`;
}
