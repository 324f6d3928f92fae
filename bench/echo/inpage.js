// A provider that passes every call on and knows nothing.
(() => {
  /** @type {Map<number, (answer: unknown) => void>} */
  const calls = new Map();
  let count = 0;
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window || data?.echo !== 'answer') return;
    calls.get(data.id)?.(data.answer);
    calls.delete(data.id);
  });
  const provider = {
    /** @param {{ method: string }} request */
    request: ({ method }) =>
      new Promise((resolve) => {
        calls.set(++count, resolve);
        window.postMessage({ echo: 'call', id: count, method }, location.origin);
      }),
  };
  const detail = Object.freeze({
    info: {
      uuid: 'a1f4a5d2-6f5d-4f0e-9a49-0f6e4a3c5b11',
      name: 'Echo',
      icon: 'data:image/png;base64,',
      rdns: 'bench.echo',
    },
    provider,
  });
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
})();
