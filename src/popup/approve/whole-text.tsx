import type { Ref } from 'react';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

/** A personal message as people read it, whole. `end`: watches whether its end has been on the screen. */
export const WholeText = ({ text, end, seen }: { text: string; end?: Ref<HTMLSpanElement>; seen?: boolean }) => (
  <section className="group" data-testid="row" aria-labelledby="text">
    <h2 className="group-title" id="text" data-part="label">
      {t('approve.message.text')}
    </h2>
    <div className="raw message" data-part="value">
      {visible(text)}
    </div>
    {end && <span ref={end} className="end" data-testid="end" data-seen={seen} />}
  </section>
);
