import { BusyTime } from './busy-time.ts';

/** Where a run's wall time went. Work on the two sides may overlap. */
export class SpentTime {
  readonly sandbox = new BusyTime();
  readonly model = new BusyTime();
  /** Either of them. */
  readonly outside = new BusyTime();

  inSandbox<T>(work: () => Promise<T>): Promise<T> {
    return this.outside.during(() => this.sandbox.during(work));
  }

  withModel<T>(work: () => Promise<T>): Promise<T> {
    return this.outside.during(() => this.model.during(work));
  }
}
