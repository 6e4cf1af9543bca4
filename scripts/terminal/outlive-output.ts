/**
 * Whoever reads the output may go away in the middle (`| head`, a closed terminal). Without a listener the failed write would
 * end the process, and a send that dies leaves unknown what was on its way; so the work goes on unseen.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
