// Constants for every method; a window with one button for those that a person decides.
/** @type {Record<string, unknown>} */
const ANSWERS = {
  eth_chainId: '0x1',
  eth_requestAccounts: ['0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'],
  eth_signTypedData_v4: `0x${'11'.repeat(65)}`,
};
const ASKED = ['eth_requestAccounts', 'wallet_addEthereumChain', 'wallet_switchEthereumChain', 'eth_signTypedData_v4'];
/** @type {((value: unknown) => void)[]} */
const waiting = [];

chrome.runtime.onMessage.addListener(({ method }, _sender, reply) => {
  if (method === 'approved') {
    for (const decide of waiting.splice(0)) decide(true);
    reply(true);
    return;
  }
  if (!ASKED.includes(method)) {
    reply(ANSWERS[method]);
    return;
  }
  waiting.push(() => reply(ANSWERS[method]));
  chrome.windows.create({ url: 'approve.html', type: 'popup', width: 400, height: 640 });
  return true;
});
