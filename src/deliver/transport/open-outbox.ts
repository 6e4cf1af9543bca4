import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MastheadError } from '../../foundation/masthead-error.ts';
import { folderFlush } from './flush-folder.ts';
import { type Message, type Transport, withheld } from './transport.ts';

/**
 * A folder that takes messages, one `.eml` each: everything works on a machine without a mail server. A message is
 * written beside its place, flushed and linked there, so a file is whole or not there, and no second one can take its name.
 * Then its name is flushed too: what is accepted is there after a power cut.
 * @param label the folder as people know it; the path when absent
 */
export function openOutbox({
  folder,
  label = folder,
}: {
  readonly folder: string;
  readonly label?: string;
}): Transport {
  const flushNames = folderFlush(folder);
  return {
    name: `outbox ${label}`,
    connections: 8,
    verify: () => makeFolder(folder),
    send: async (message, mayGo) => {
      try {
        if (mayGo && !(await mayGo)) return withheld;
        await makeFolder(folder);
        const name = fileName(message);
        const isNew = await putMessage(message, { folder, name });
        // Of a name that was there nobody knows whether it is on the disk.
        await flushNames();
        return { state: 'accepted', reply: isNew ? `written to ${name}` : `was already in ${name}` };
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

/** Says whether it was new: the name is the message's, so what is there already is this very message, written whole by an earlier try. */
async function putMessage({ raw }: Message, { folder, name }: { folder: string; name: string }): Promise<boolean> {
  const beside = join(folder, `.${randomBytes(8).toString('hex')}.part`);
  try {
    const handle = await open(beside, 'wx');
    try {
      for (const bytes of raw) await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(beside, join(folder, name));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Readable, safe on every file system, and different for different messages even where case does not count. */
const fileName = ({ envelope, id }: Message): string =>
  `${envelope.to.replace(/[^A-Za-z0-9@.+-]/g, '_').slice(0, 100)}.${createHash('sha256').update(id).digest('hex').slice(0, 12)}.eml`;
