import { useSyncExternalStore } from 'react';
import { current, subscribe, type Wallet } from './wallet.ts';

export const useWallet = (): Wallet => useSyncExternalStore(subscribe, current);
