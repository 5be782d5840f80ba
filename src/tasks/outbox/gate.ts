import type { Clock } from '../../feishu/clock';
import { backOff, type OutboxTiming } from './send';

/**
 * Holds creations back while none can succeed: without a network, or after the sign-in was refused. Closed by one
 * failure for all, and opened by one success, so that five hundred waiting creations are not five hundred attempts.
 */
export class Gate {
  private reason?: 'network' | 'sign-in';
  private failures = 0;
  private until = 0;

  constructor(
    private readonly clock: Clock,
    private readonly timing: OutboxTiming,
  ) {}

  get closedBy(): 'network' | 'sign-in' | undefined {
    return this.reason;
  }

  /** Time (ms) from when one may try whether the way is free again; undefined where only a new sign-in helps. */
  get probeAt(): number | undefined {
    return this.reason === 'sign-in' ? undefined : this.until;
  }

  /** @returns true where this changed something for those who wait */
  close(reason: 'network' | 'sign-in'): boolean {
    const changed = this.reason !== reason;
    this.reason = reason;
    this.failures++;
    this.until = this.clock.now() + backOff(this.timing, this.failures);
    return changed;
  }

  /** @returns true where it was closed */
  open(): boolean {
    const changed = this.reason !== undefined;
    this.reason = undefined;
    this.failures = 0;
    return changed;
  }

  /** Lets one try at once, where it is the network that is missing. */
  probeNow(): void {
    this.until = 0;
  }
}
