/** The cause of a fault that a server told with an HTTP status of 400 or more. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP status ${status}`);
    this.name = 'HttpRefusal';
    this.status = status;
  }
}
