/** @file Lets a worker's waiting messages in between two training steps, without a timer's or a frame's delay. */

/** @returns a function whose promise resolves after the messages that wait now have been handled */
export function makeYield(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
