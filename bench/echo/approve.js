document.getElementById('approve')?.addEventListener('click', async () => {
  await chrome.runtime.sendMessage({ method: 'approved' });
  window.close();
});
