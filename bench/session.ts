/** One page, attached: navigation, evaluation, mouse and keyboard. @module */
import { type Cdp, CdpError } from './cdp.ts';

export type Spot = { x: number; y: number /** ms since 1970, by the page's own clock */; at: number };

export type Session = {
  targetId: string;
  send<T>(method: string, params?: Record<string, unknown>): Promise<T>;
  goto(url: string): Promise<void>;
  /** Evaluates an expression, awaits it, and gives back its value. */
  eval<T>(expression: string): Promise<T>;
  /**
   * Waits, frame by frame and inside the page, until `ready` (an expression that gives an element or nothing) gives an
   * element that is visible, enabled and on top.
   */
  whenUsable(ready: string): Promise<Spot>;
  /** Presses and releases the mouse, and gives back when the page itself saw the click: ms since 1970. */
  press(spot: Spot): Promise<number>;
  type(text: string): Promise<void>;
  /** Presses Enter and gives back when the page itself saw the key: ms since 1970. */
  enter(): Promise<number>;
  /** Lets go of it; it lives on. */
  detach(): Promise<void>;
  close(): Promise<void>;
};

const LIMIT_MS = 20_000;

const whenUsable = (ready: string) => `new Promise((resolve, reject) => {
  const late = performance.now() + ${LIMIT_MS};
  const look = () => {
    const element = (${ready});
    if (element) {
      const box = element.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      const top = document.elementFromPoint(x, y);
      if (box.width > 4 && box.height > 4 && !element.disabled && element.getAttribute('aria-disabled') !== 'true' &&
          top && (element.contains(top) || top.contains(element)))
        return resolve({ x, y, at: performance.timeOrigin + performance.now() });
    }
    if (performance.now() > late) return reject(new Error(${JSON.stringify(`not usable: ${ready}`)} + ' in ' + document.body?.innerText.slice(0, 300)));
    requestAnimationFrame(look);
  };
  look();
})`;

/** Tells, over a binding, when the page sees a trusted event: the window may close on it, and its clock with it. */
const tellOf = (type: string) =>
  `addEventListener(${JSON.stringify(type)}, ({ isTrusted, timeStamp }) => { if (isTrusted) benchSaw(String(performance.timeOrigin + timeStamp)); }, { capture: true, once: true }); true`;

export const sessionOf = (cdp: Cdp, sessionId: string, targetId: string): Session => {
  const send = <T>(method: string, params?: Record<string, unknown>) => cdp.send<T>(method, params, sessionId);

  /** Waits for one event of this page. */
  const event = (method: string) => {
    let stop = () => {};
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<Record<string, unknown>>((resolve, reject) => {
      timer = setTimeout(() => reject(new CdpError(`no ${method} within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
      stop = cdp.on((message) => {
        if (message.sessionId === sessionId && message.method === method) resolve(message.params);
      });
    }).finally(() => {
      clearTimeout(timer);
      stop();
    });
    heard.catch(() => {});
    return heard;
  };

  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await send<{
      result: { value: T };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new CdpError(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };

  /** Does `act`, and gives back when the page saw the event that `act` makes. */
  const seen = async (type: string, act: () => Promise<unknown>): Promise<number> => {
    await send('Runtime.addBinding', { name: 'benchSaw' });
    await evaluate(tellOf(type));
    const told = event('Runtime.bindingCalled');
    act().catch(() => {}); // the reply is lost when the window closes on it
    return Number((await told).payload);
  };

  const mouse = (type: string, { x, y }: Spot) =>
    send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      ...(type === 'mouseMoved' ? {} : { button: 'left', clickCount: 1 }),
    });
  const key = (type: string) =>
    send('Input.dispatchKeyEvent', {
      type,
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 13,
      ...(type === 'keyDown' ? { text: '\r' } : {}),
    });

  return {
    targetId,
    send,
    eval: evaluate,
    goto: async (url) => {
      const loaded = event('Page.loadEventFired');
      await send('Page.navigate', { url });
      await loaded;
    },
    whenUsable: (ready) => {
      let stop = () => {};
      let timer: NodeJS.Timeout | undefined;
      return new Promise<Spot>((resolve, reject) => {
        timer = setTimeout(() => reject(new CdpError(`not usable within ${LIMIT_MS / 1000} s: ${ready}`)), LIMIT_MS);
        const look = () =>
          evaluate<Spot>(whenUsable(ready)).then(resolve, (error) => {
            if (!/context|navigat|collected/i.test(String(error))) reject(error);
          });
        // A window that has just opened swaps its document under our hands, and what was asked of the first is lost.
        stop = cdp.on((message) => {
          if (message.sessionId === sessionId && message.method === 'Runtime.executionContextCreated') void look();
        });
        send('Runtime.enable').then(look, reject);
      }).finally(() => {
        clearTimeout(timer);
        stop();
      });
    },
    press: async (spot) => {
      await mouse('mouseMoved', spot);
      await mouse('mousePressed', spot);
      return seen('click', () => mouse('mouseReleased', spot));
    },
    type: async (text) => void (await send('Input.insertText', { text })),
    enter: async () => {
      const at = await seen('keydown', () => key('keyDown'));
      await key('keyUp');
      return at;
    },
    detach: async () => void (await cdp.send('Target.detachFromTarget', { sessionId })),
    close: async () => {
      await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
    },
  };
};
