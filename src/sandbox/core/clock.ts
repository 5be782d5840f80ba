/** The sandbox's time. Tests give their own; a fault can put it out of step with the world's. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that can be set ahead of or behind another one. */
export class SkewedClock implements Clock {
  /** Milliseconds added to the base clock; negative is behind. */
  skewMs = 0;

  constructor(private readonly base: Clock) {}

  now(): number {
    return this.base.now() + this.skewMs;
  }
}
