import type { Clock } from '../../foundation/clock.ts';
import type { Delivery, Outcome, Waiting } from '../delivery.ts';
import type { Journal } from '../journal/journal.ts';
import type { TurnInput, TurnResult } from '../journal/record-turn.ts';
import { takeDelivery } from '../journal/take-delivery.ts';
import type { Lane } from './lane.ts';
import type { Lanes } from './lanes.ts';

/** A delivery that is taken, `attempting`, and whether its message may go: whether that is on the disk. Never rejects. */
export type Taken = { readonly delivery: Delivery; readonly mayGo: Promise<boolean> };

/** What came of a delivery, when, by which transport, and out of which lane it was taken. */
export type LaneOutcome = {
  readonly delivery: Delivery;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly server: string;
  readonly lane: Lane;
};

type TurnsInput = {
  readonly journal: Pick<Journal, 'turn' | 'gathering'>;
  readonly lanes: Pick<Lanes, 'turned' | 'settle'>;
  readonly clock: Clock;
  /** What rates must remember. */
  readonly meters: () => NonNullable<TurnInput['meters']>;
  /** Called with what the journal has of each outcome, once it has it. */
  readonly onWritten: (outcome: LaneOutcome, change: TurnResult['changes'][number]) => void;
  /** Called when there may be something to do that there was not before. */
  readonly wake: () => void;
};

/** The turn that is being put together: who is taken in it, and the word for which their messages wait. */
type OpenTurn = {
  readonly now: Date;
  readonly take: Waiting[];
  readonly written: Promise<ReadonlySet<number>>;
  readonly say: (taken: ReadonlySet<number>) => void;
};

const nobody: ReadonlySet<number> = new Set();

/**
 * The turns of a run, one after the other. A delivery is on its way to the server as soon as it is taken, and its message waits until
 * the turn is on the disk: what a commit takes, and the disk, goes by while the server answers to the envelope. So there is
 * time to gather outcomes, and a slow disk makes for larger turns instead of idle connections.
 */
export class Turns {
  readonly #input: TurnsInput;
  #settled: readonly LaneOutcome[] = [];
  #open: OpenTurn | undefined;
  /** The wait for more to write; none when none has begun. */
  #gathering: { over: boolean } | undefined;
  /** Resolves when what was committed is on the disk, or cannot be brought there. */
  #flushed: Promise<void> = Promise.resolve();
  #flushing = false;
  #fault: { readonly error: unknown } | undefined;

  constructor(input: TurnsInput) {
    this.#input = input;
  }

  /** Whether all is on the disk. */
  get isIdle(): boolean {
    return !this.#hasMore && !this.#flushing;
  }

  /** Whether a turn is on its way to the disk: its end wakes whoever waits. */
  get isFlushing(): boolean {
    return this.#flushing;
  }

  /** Why a turn that was committed could not be brought to the disk: nobody is to be taken any more. */
  get fault(): { readonly error: unknown } | undefined {
    return this.#fault;
  }

  get #hasMore(): boolean {
    return this.#open !== undefined || this.#settled.length > 0;
  }

  take(delivery: Waiting): Taken {
    this.#open ??= openTurn(this.#input.clock.now());
    const { now, take, written } = this.#open;
    take.push(delivery);
    return { delivery: takeDelivery(delivery, now), mayGo: written.then((taken) => taken.has(delivery.id)) };
  }

  settle(outcome: LaneOutcome): void {
    this.#settled = [...this.#settled, outcome];
  }

  /** Takes back who is in no turn that is committed, and gives their ids: their messages do not go. */
  cancel(): ReadonlySet<number> {
    const open = this.#open;
    this.#open = undefined;
    open?.say(nobody);
    return new Set(open?.take.map(({ id }) => id));
  }

  /**
   * Writes a turn when there is something to write and it is not worth waiting for more: when half of those on their way are in it, or the
   * journal's time is over. Says whether it did.
   * @param inFlight how many deliveries are on their way, those of the open turn among them
   * @throws MastheadError JOURNAL_NOT_WRITTEN
   */
  async writeWhenDue(inFlight: number): Promise<boolean> {
    if (!this.#hasMore || this.#flushing) return false;
    const isWorthwhile = 2 * (this.#open?.take.length ?? 0) >= inFlight;
    if (!isWorthwhile && this.#input.journal.gathering > 0 && !this.#gathering?.over) {
      this.#gather();
      return false;
    }
    await this.#commit();
    return true;
  }

  /**
   * Writes what there is to write, and resolves when it is on the disk. After a flush that failed nobody is taken any more: a second one
   * that succeeds does not mean that the disk has what the first one lost.
   * @throws MastheadError JOURNAL_NOT_WRITTEN; the outcomes are kept and can be written later
   */
  async write(): Promise<void> {
    await this.#flushed;
    if (this.#fault) this.cancel();
    if (this.#hasMore) await this.#commit();
    await this.#flushed;
  }

  #gather(): void {
    if (this.#gathering) return;
    const gathering = { over: false };
    this.#gathering = gathering;
    void this.#input.clock.sleep(this.#input.journal.gathering).then(() => {
      gathering.over = true;
      this.#input.wake();
    });
  }

  async #commit(): Promise<void> {
    const { journal, lanes, clock, meters, onWritten } = this.#input;
    const { now = clock.now(), take = [], say } = this.#open ?? {};
    const settled = this.#settled;
    this.#open = undefined;
    this.#gathering = undefined;
    try {
      const { taken, changes, onDisk } = await journal.turn({ settled, take, now, meters: meters() });
      this.#settled = this.#settled.slice(settled.length);
      for (const [index, outcome] of settled.entries()) {
        const change = changes[index];
        lanes.settle({ lane: outcome.lane, delivery: outcome.delivery, retryAt: change?.retryAt });
        if (change) onWritten(outcome, change);
      }
      lanes.turned(take.map(({ id }) => id));
      this.#flushing = true;
      this.#flushed = this.#flush(onDisk, { written: () => say?.(taken), lost: () => say?.(nobody) });
    } catch (error) {
      say?.(nobody);
      throw error;
    }
  }

  async #flush(onDisk: Promise<void>, { written, lost }: { written: () => void; lost: () => void }): Promise<void> {
    try {
      await onDisk;
      written();
    } catch (error) {
      this.#fault ??= { error };
      lost();
    }
    this.#flushing = false;
    this.#input.wake();
  }
}

function openTurn(now: Date): OpenTurn {
  let say: OpenTurn['say'] | undefined;
  const written = new Promise<ReadonlySet<number>>((resolve) => {
    say = resolve;
  });
  return { now, take: [], written, say: (taken) => say?.(taken) };
}
