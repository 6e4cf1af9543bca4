import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MastheadError } from '../../foundation/masthead-error.ts';
import type { Outcome } from '../delivery.ts';
import { type Message, type Transport, withheld } from './transport.ts';

/**
 * A folder that takes messages, one `.eml` each: everything works on a machine without a mail server. A message is
 * written beside its place, flushed and linked there, so a file is whole or not there, and no second one can take its name.
 * @param label the folder as people know it; the path when absent
 */
export function openOutbox({
  folder,
  label = folder,
}: {
  readonly folder: string;
  readonly label?: string;
}): Transport {
  return {
    name: `outbox ${label}`,
    connections: 8,
    verify: () => makeFolder(folder),
    send: async (message, mayGo) => {
      try {
        if (mayGo && !(await mayGo)) return withheld;
        await makeFolder(folder);
        return await writeMessage(message, folder);
      } catch (error) {
        return {
          state: 'deferred',
          scope: 'server',
          stage: 'connect',
          reply: error instanceof Error ? error.message : String(error),
        };
      }
    },
    close: async () => undefined,
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new MastheadError('TRANSPORT_REFUSED', {
      what: `The outbox ${folder} cannot be written to.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'Make the folder, or check its permissions. Nothing was written.',
      cause,
    });
  }
}

async function writeMessage(message: Message, folder: string): Promise<Outcome> {
  const name = fileName(message);
  const beside = join(folder, `.${randomBytes(8).toString('hex')}.part`);
  try {
    const handle = await open(beside, 'wx');
    try {
      for (const bytes of message.raw) await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(beside, join(folder, name));
    return { state: 'accepted', reply: `written to ${name}` };
  } catch (error) {
    // The name is the message's: an earlier try of this very message has written it whole.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      return { state: 'accepted', reply: `was already in ${name}` };
    }
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Readable, safe on every file system, and different for different messages even where case does not count. */
const fileName = ({ envelope, id }: Message): string =>
  `${envelope.to.replace(/[^A-Za-z0-9@.+-]/g, '_').slice(0, 100)}.${createHash('sha256').update(id).digest('hex').slice(0, 12)}.eml`;
