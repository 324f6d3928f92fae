window.addEventListener('message', async ({ source, data }) => {
  if (source !== window || data?.echo !== 'call') return;
  const answer = await chrome.runtime.sendMessage({ method: data.method });
  window.postMessage({ echo: 'answer', id: data.id, answer }, location.origin);
});
