import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { openTurns } from '../../src/store/open-turns.ts';
import { moment } from '../deliver/moment.ts';
import { fileHandles } from '../file-handles.ts';

test('a turn is on the disk when its log has been flushed, and not before', async () => {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  onTestFinished(() => store.close());
  const disk = moment();
  const datasync = vi.spyOn(await fileHandles(), 'datasync').mockImplementation(() => disk.come);
  onTestFinished(() => datasync.mockRestore());
  const meters = [{ name: 'mailed 2026-04-27', value: 1 }];
  const { onDisk } = await openTurns(store)({ now: '', changes: [], suppressions: [], take: [], meters });
  const flushed = vi.fn();
  const waiting = onDisk.then(flushed);
  await setTimeout(20);
  expect(datasync).toHaveBeenCalledOnce();
  expect(flushed).not.toHaveBeenCalled();
  disk.let();
  await waiting;
});
