import { createServer, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

/**
 * An SMTP server that accepts everything and keeps nothing, for measuring whoever sends: `raw-sink.ts --port 2525`. It costs
 * far less than a server that parses, and offers PIPELINING, as real ones do. With `--latency 20` each reply takes so many
 * milliseconds, as over a network. Ends with its standard input.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, latency: { type: 'string', default: '0' } },
});
const latency = Number(values.latency);
const endOfBody = Buffer.from('\r\n.\r\n');

function serve(socket: Socket): void {
  let inBody = false;
  let pending = Buffer.alloc(0);
  const replyTo = (line: string): string => {
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
    if (command === 'QUIT') return '221 bye\r\n';
    if (command !== 'DATA') return '250 ok\r\n';
    inBody = true;
    return '354 go on\r\n';
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let replies = '';
    for (;;) {
      const mark = inBody ? endOfBody : '\r\n';
      const end = pending.indexOf(mark);
      if (end < 0) break;
      const line = inBody ? '' : pending.toString('latin1', 0, end);
      pending = pending.subarray(end + mark.length);
      if (inBody) replies += '250 taken\r\n';
      inBody = false;
      if (line !== '') replies += replyTo(line);
    }
    // What is left of a body can only matter if its last octets begin the end of it.
    if (inBody && pending.length > endOfBody.length) pending = pending.subarray(pending.length - endOfBody.length + 1);
    if (replies === '') return;
    if (latency === 0) socket.write(replies);
    else setTimeout(() => socket.write(replies), latency);
  });
}

createServer(serve).listen(Number(values.port), '127.0.0.1');
process.stdin.on('end', () => process.exit()).resume();
