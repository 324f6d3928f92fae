/** The UI lane of rights that were given away. @module */
import type { GrantInfo, LaneHandlers } from '../../messaging/limits-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { adapters } from '../../venues/registry.ts';
import { readKeyring } from '../accounts.ts';
import { changed } from '../push.ts';
import { endSessions } from '../sessions/store.ts';
import { endAgentsThatAreOver, endGrant, listGrants } from './store.ts';

const revocable = ({ agent, venue, state }: GrantRow): boolean =>
  agent !== undefined && state !== 'ended' && adapters.find(({ id }) => id === venue?.id)?.agents?.revoke !== undefined;

export const grantHandlers: LaneHandlers<'grant'> = {
  'grant.list': async () => {
    const { accounts } = await readKeyring();
    await endAgentsThatAreOver();
    return (await listGrants()).map((row): GrantInfo => {
      const { agent, ...shown } = row;
      const accountName = accounts.find(({ address }) => sameAddress(address, row.account))?.name ?? row.account;
      return { ...shown, accountName, session: agent?.session ?? null, revocable: revocable(row) };
    });
  },
  'grant.end': async ({ id }) => {
    await readKeyring(); // throws while locked
    await endGrant(id);
    await endSessions((row) => row.agent?.toLowerCase() === id.toLowerCase(), 'person');
    changed();
    return null;
  },
};
