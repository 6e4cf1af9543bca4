import { Readable, Transform } from 'node:stream';

const end = Buffer.from('.\r\n');

/**
 * The bytes of one message for nodemailer, which pipes them into the stream that doubles leading dots and appends the end
 * once the server has said 354. Messages of ours have no such dot, and that stream looks at every byte to find out: it costs a
 * third of what sending does. So bytes that need nothing go out past it, the end with them in one write.
 */
export class MessageBody extends Readable {
  readonly #raw: Buffer;
  #begun = false;

  /** @param raw lines end in CRLF, the last one too */
  constructor(raw: Buffer) {
    super();
    this.#raw = raw;
  }

  /** Whether the server asked for it: from then on nobody knows how much of it has left. */
  get begun(): boolean {
    return this.#begun;
  }

  override pipe<Destination extends NodeJS.WritableStream>(to: Destination): Destination {
    this.#begun = true;
    if (!(to instanceof Transform) || needsStuffing(this.#raw)) return super.pipe(to);
    to.push(Buffer.concat([this.#raw, end]));
    to.push(null);
    return to;
  }

  override _read(): void {
    this.push(this.#raw);
    this.push(null);
  }
}

/** Whether a line begins with a dot, whatever a server takes for the end of a line (RFC 5321 section 4.5.2); or the last has no end. */
const needsStuffing = (raw: Buffer): boolean =>
  raw[0] === 0x2e || raw.includes('\n.') || raw.includes('\r.') || raw.subarray(-2).toString('latin1') !== '\r\n';
