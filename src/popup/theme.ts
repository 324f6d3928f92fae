/** Light, dark or what the system says. @module */
import type { Settings } from '../messaging/ui-lane.ts';

export const isTheme = (text: string | null): text is Settings['theme'] =>
  text === 'system' || text === 'light' || text === 'dark';

export const showTheme = (theme: Settings['theme']): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};
