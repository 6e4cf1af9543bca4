import { expect } from 'vitest';
import { joinMessage } from '../../../src/deliver/message/join-message.ts';

/** A joined message with its bytes in one buffer, which are seen to be what they say of themselves. */
export async function joinWhole(...given: Parameters<typeof joinMessage>) {
  const { raw, dotted, ...message } = await joinMessage(...given);
  const whole = Buffer.concat(raw);
  expect(/(?:^|[\r\n])\./.test(whole.toString('latin1'))).toBe(dotted);
  return { ...message, raw: whole };
}
