import { Readable, Transform } from 'node:stream';
import type { Message } from './transport.ts';

const end = Buffer.from('.\r\n');

/**
 * The bytes of one message for nodemailer, which pipes them into the stream that doubles leading dots and appends the end
 * once the server has said 354. Messages of ours have no such dot, and that stream looks at every byte to find out: it costs a
 * third of what sending does. So bytes that need nothing go out past it, uncopied, and the end with them.
 */
export class MessageBody extends Readable {
  readonly #message: Pick<Message, 'raw' | 'dotted'>;
  readonly #mayGo: Promise<boolean>;
  #asked = false;
  #begun = false;
  #withheld = false;

  /** @param mayGo no byte leaves before it resolves, and none at all when that is to false */
  constructor(message: Pick<Message, 'raw' | 'dotted'>, mayGo: Promise<boolean>) {
    super();
    this.#message = message;
    this.#mayGo = mayGo;
  }

  /** Whether the server said 354. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Whether a first byte has left: from then on nobody knows how many more have. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether the server waits for a body that does not come: only the end of the connection tells it so. */
  get withheld(): boolean {
    return this.#withheld;
  }

  override pipe<Destination extends NodeJS.WritableStream>(to: Destination): Destination {
    this.#asked = true;
    void this.#mayGo.then((mayGo) => {
      // The try is over: the connection has ended, or is another message's by now.
      if (this.destroyed) return;
      if (mayGo) this.#begin(to);
      else {
        this.#withheld = true;
        this.destroy(new Error('The message was held back.'));
      }
    });
    return to;
  }

  #begin(to: NodeJS.WritableStream): void {
    this.#begun = true;
    const { raw, dotted } = this.#message;
    if (!(to instanceof Transform) || dotted || !endsLine(raw)) {
      super.pipe(to);
      return;
    }
    for (const bytes of raw) to.push(bytes);
    to.push(end);
    to.push(null);
  }

  override _read(): void {
    for (const bytes of this.#message.raw) this.push(bytes);
    this.push(null);
  }
}

/** Whether the last line has its end; without it, the end of the message would be part of that line. */
const endsLine = (raw: Message['raw']): boolean => raw.at(-1)?.subarray(-2).toString('latin1') === '\r\n';
