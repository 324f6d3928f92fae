/** Every right that was given away through this wallet, and the keys that it holds itself. @module */
import type { AgentName } from '../../keyring/agent.ts';
import type { GrantRow } from '../../storage/rows.ts';

/** Writes a row, or changes one that is there. */
export const keepGrant = async (_row: GrantRow): Promise<void> => {};

/** Newest first. */
export const listGrants = async (): Promise<GrantRow[]> => [];

/** A key of the wallet's own that has not ended. */
export const findAgent = async (_name: AgentName): Promise<GrantRow | null> => null;
