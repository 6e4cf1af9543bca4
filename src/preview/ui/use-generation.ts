import { useEffect, useState } from 'react';
import type { ApiGeneration } from '../api.ts';

/** The count of saves, and whether the server still tells us of them. Undefined until it first did. */
export type Live = { readonly generation?: number; readonly connected: boolean };

/** Listens for saves. The browser connects again by itself; after a restart the server's count is another one. */
export function useGeneration(): Live {
  const [live, setLive] = useState<Live>({ connected: false });
  useEffect(() => {
    const events = new EventSource('/events');
    events.addEventListener('generation', ({ data }: MessageEvent<string>) => {
      const { generation } = JSON.parse(data) as ApiGeneration;
      setLive({ generation, connected: true });
    });
    events.addEventListener('error', () => setLive((before) => ({ ...before, connected: false })));
    return () => events.close();
  }, []);
  return live;
}
