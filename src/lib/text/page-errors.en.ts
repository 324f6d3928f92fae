/** What Vouch says to a page when something cannot be done (with an EIP-1193 code), and what the approval page can come to. */
export const pageErrors = {
  'error.unknown': 'Something went wrong inside Vouch. Nothing was signed.',

  'chain.noNode': 'No node is chosen for {network}. Choose one in Vouch: Settings, Networks.',
  'chain.noAnswer': 'The node for {network} did not answer. Check its address in Vouch: Settings, Networks.',
  'chain.badAnswer': 'The node for {network} gave an answer to {method} that Vouch cannot read.',
  'chain.noFees': '{network} has no EIP-1559 fees, which Vouch needs.',

  'network.url': 'The address of a node is a URL, for example https://node.example.',
  'network.urlScheme': 'The address of a node starts with https://, or with http:// when it runs on this computer.',
  'network.urlUser': 'The address of a node may not carry a user name or password before its host.',
  'network.chainId': 'A chainId is a hexadecimal text such as "0xa4b1".',
  'network.chainIdLarge': 'This chainId is larger than any network uses.',
  'network.object': 'wallet_addEthereumChain takes one object: { chainId, chainName, nativeCurrency, rpcUrls }.',
  'network.decimals': 'nativeCurrency.decimals must be 18.',
  'network.noUrl': 'rpcUrls must name at least one node.',
  'network.text': '{field} is a text of 1 to {most} characters.',
  'network.unknown': 'Vouch does not know the network {chainId}. Add it with wallet_addEthereumChain first.',
  'network.chainTaken': 'The node answers for the network {actual}, not for {chainId}. Nothing was changed.',

  'page.method': 'Vouch does not offer {method}.',
  'page.ethSign':
    'Vouch does not sign a bare hash (eth_sign): nobody could read what it means. Use eth_signTypedData_v4 or personal_sign.',
  'page.oldTypedData':
    'Vouch does not sign typed data of version 1: its hash runs the fields together, so one signature fits several messages, and it names no venue and no network. Use eth_signTypedData_v4.',
  'page.params': 'The params of {method} are not what it takes: {what}.',
  'page.large': 'This request is {size} kB; at most 256 kB can be read before signing.',
  'page.notConnected': 'This site is not connected. Call eth_requestAccounts first.',
  'page.notAccount': 'The account {account} is not connected to this site.',
  'page.noWallet': 'Vouch has no wallet yet. Open Vouch to make one, then ask again.',
  'page.rejected': 'The person rejected this request.',
  'page.expired': 'Nobody answered in time, so this request has expired. Nothing was signed.',
  'page.orderExpired': 'The order ended before anybody answered. Nothing was signed.',
  'page.locked': 'Vouch was locked before anybody answered. Nothing was signed; ask again.',
  'page.accountChanged': 'The account was changed before anybody answered. Nothing was signed; ask again.',
  'page.networkChanged': 'The network was changed before anybody answered. Nothing was signed; ask again.',
  'page.disconnected': 'The site was disconnected before anybody answered. Nothing was signed.',
  'page.tabClosed': 'The page that asked is gone. Nothing was signed.',
  'page.refused': 'Vouch refuses to sign this: {reason}',
  'page.refusedHash':
    'Vouch refuses to sign this: {reason} For some venues ({venues}) wallet_signVenueOrder takes what the hash is made of: docs/sign-venue-order.md.',
  'page.refusedNow': 'The rules of Vouch refuse this by now. Nothing was signed.',
  'page.waits':
    'This money waits before it may go out, until {until}. Every device of its owner hears of it and can stop it. Ask for the same again then; nothing was signed.',
  'page.agentUnknown': 'Vouch holds no key {agent} for this site and this account. Ask for one with a session.',
  'page.agentOnly': 'A key for trading signs orders and cancels alone. Ask the account itself for this.',
  'page.permissionUnknown': 'There is no such permission of this site.',
  'page.permissionVenue': 'Vouch reads no orders of the venue {venue}.',
  'page.permissionAgent': 'Vouch can make no key for {venue}: {why}',
  'page.nodeSilent':
    'The node for {network} did not answer when the transaction was sent. It may be on its way: look for {hash} before you send it again.',
  'page.wait': 'Too many requests were rejected. Ask again in {seconds} s.',
  'page.siteFull': 'This site has {count} requests waiting already. Wait for an answer to one of them.',
  'page.full': 'Vouch has {count} requests waiting already. Wait for an answer to one of them.',
  'page.nodeRefused': 'The node refused the transaction: {reason}',

  'session.repeats':
    'Orderly may take the same signature again while it is valid, for five minutes. The site could place an order more than once, and Vouch counts it once.',
  'session.noReference':
    'Reference prices are switched off (Settings). Without them what a sell is worth and how far a price is from the market cannot be checked, so such orders are asked for each time.',
  'why.noAgents': 'it has no keys that Vouch can make',

  'approval.gone': 'This request is no longer there.',
  'approval.changed': 'What would be signed has changed since it was shown. Read it again.',
  'approval.noAccount': 'Choose at least one account.',
  'approval.password': 'This needs the password as well. Read why, and try again.',
  'approval.guardian': 'This needs the yes of your guardian as well.',
  'approval.guardianTerms':
    'Your guardian said yes to the terms that the site asked for. Set them no wider, or reject this and ask anew.',
  'approval.terms': 'These terms cannot be read. Look at each field again.',
  'approval.ended': 'This request has ended already.',

  'account.unknown': 'There is no such account in this wallet.',
  'account.noPhrase': 'This wallet has no phrase to make another account from. Import a key instead.',
  'account.last': 'A wallet keeps at least one account.',
  'wallet.exists': 'There is a wallet on this computer already. Nothing was changed.',
  'wallet.none': 'There is no wallet on this computer yet.',
  'wallet.typeIt': 'Type the word exactly as it is shown.',
  'ui.params': 'Vouch got a message from its own page that it cannot read. Close the page and open it again.',
  'vault.none': 'There is no wallet on this computer yet.',
  'vault.exists': 'There is a wallet on this computer already. Erase it first if you want another in its place.',
  'vault.wrong-password': 'This password does not fit. Nothing was changed.',
  'vault.tampered':
    'What is stored of this wallet was changed by something other than Vouch. Nothing was overwritten. Restore the wallet from its phrase or an export file.',
  'vault.truncated':
    'A part of this wallet is missing on the disk. Nothing was overwritten. Restore the wallet from its phrase or an export file.',
  'vault.newer':
    'This wallet was written by a later version of Vouch. Nothing was overwritten. Update Vouch, then open it again.',
  'vault.locked': 'The wallet is locked. Unlock it and try again.',
  'vault.attempt-over': 'Another try of the password was begun since. Type the password again.',
  'vault.too-many-attempts': 'Too many tries that did not fit. The next one can be made a little later.',
  'vault.kdf-bounds':
    'The password settings stored here are outside of what Vouch accepts, so they were not used. Nothing was overwritten.',
  'vault.read-back':
    'What was written to the disk did not read back the same. The wallet is as it was before. Check the space on this disk and try again.',
  'vault.no-record': 'The wallet holds no {id}.',
  'keyring.account-unknown': 'There is no such account in this wallet.',
  'keyring.data':
    'The list of accounts cannot be read. Nothing was overwritten. Restore the wallet from its phrase or an export file.',
  'keyring.fault':
    'The signature did not check out against the account, so it was thrown away. Try again. If this comes back, restart the computer.',
} as const;
