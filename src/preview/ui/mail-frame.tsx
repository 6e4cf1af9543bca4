import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Scheme } from './view-settings.ts';

type Props = { readonly url: string; readonly title: string; readonly scheme: Scheme };

/** A frame that has not finished loading its images is shown all the same after so long. */
const patienceMilliseconds = 150;

/**
 * The mail in a frame as tall as it is, so that the page scrolls and not the frame: then a save leaves the reader where
 * they were. A new mail loads out of sight behind the one that is shown and takes its place when it is ready, so nothing
 * flashes.
 */
export function MailFrame({ url, title, scheme }: Props) {
  const [shown, setShown] = useState<string>();
  const frames = shown === undefined || shown === url ? [url] : [shown, url];
  return frames.map((frame) => (
    <Frame
      key={frame}
      url={frame}
      title={title}
      scheme={scheme}
      waiting={frame !== shown}
      onReady={() => setShown(frame)}
    />
  ));
}

type FrameProps = Props & { readonly waiting: boolean; readonly onReady: () => void };

/**
 * Nothing in the frame can run: no `allow-scripts`, and the document's own policy says so again. It keeps its origin,
 * which without scripts gives it nothing, so that this page can measure it. The two together would undo the sandbox.
 */
function Frame({ url, title, scheme, waiting, onReady }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [mail, setMail] = useState<Document>();
  const height = useContentHeight(mail);
  const show = useEffectEvent(() => {
    const loaded = frame.current?.contentDocument;
    if (!loaded?.body || loaded.URL === 'about:blank') return;
    openLinksElsewhere(loaded);
    loaded.addEventListener('keydown', passKeyOn);
    setMail(loaded);
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      if (frame.current?.contentDocument?.readyState === 'interactive') show();
    }, patienceMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  const measured = height !== undefined;
  const ready = useEffectEvent(onReady);
  useLayoutEffect(() => {
    if (measured) ready();
  }, [measured]);
  return (
    <iframe
      ref={frame}
      className="frame"
      src={url}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      data-waiting={waiting}
      aria-hidden={waiting}
      tabIndex={waiting ? -1 : 0}
      // Chromium and Firefox take a frame's prefers-color-scheme from this property of the element.
      style={{ colorScheme: scheme, height: waiting ? undefined : height }}
      onLoad={show}
    />
  );
}

/** The height of a document's content in pixels, followed as images arrive and widths change. */
function useContentHeight(mail: Document | undefined): number | undefined {
  const [height, setHeight] = useState<number>();
  useLayoutEffect(() => {
    if (!mail) return;
    const measure = (): void => setHeight(Math.max(mail.documentElement.offsetHeight, mail.body.scrollHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(mail.documentElement);
    observer.observe(mail.body);
    return () => observer.disconnect();
  }, [mail]);
  return height;
}

/** Links open in a tab of their own, as a mail program opens them; links within the mail stay. */
function openLinksElsewhere(mail: Document): void {
  for (const link of mail.links) {
    if (!link.getAttribute('href')?.startsWith('#')) link.target = '_blank';
  }
}

/** A key pressed in the mail does what it does on the page around it, where the events of a frame never come. */
function passKeyOn(pressed: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  const passed = new KeyboardEvent('keydown', { key, ctrlKey, metaKey, altKey, cancelable: true });
  if (!dispatchEvent(passed)) pressed.preventDefault();
}
