import { ChevronRight, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import type { AskView } from '../../messaging/guardians-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft } from '../components/time.tsx';
import { t } from '../text.ts';
import { askState } from './words.ts';

/** The requests that are going on, those that wait for this person's answer first. */
export const Asks = ({ asks }: { asks: AskView[] }) => {
  const shown = [...asks].sort((a, b) => Number(a.over !== null) - Number(b.over !== null) || b.askedAt - a.askedAt);
  if (!shown.length) return null;
  return (
    <section aria-labelledby="asks">
      <h2 className="head" id="asks">
        {t('duty.asks')}
      </h2>
      <ul className="list" data-testid="asks">
        {shown.map((ask) => (
          <li key={ask.id}>
            <Link className="item" href={`/people/ask/${encodeURIComponent(ask.id)}`} data-testid={`ask-${ask.id}`}>
              {ask.over === null && <Icon of={TriangleAlert} />}
              <span className="item-main">
                <b>
                  <Sentence
                    text={
                      ask.wardName
                        ? {
                            id: ask.words === 'none' ? 'alarm.title.theirs' : 'duty.ask',
                            params: { name: ask.wardName },
                          }
                        : { id: 'duty.ask.who' }
                    }
                    plain
                  />
                </b>
                <small>
                  {t(askState(ask))} <TimeLeft at={ask.askedAt} />
                </small>
              </span>
              <Icon of={ChevronRight} size="sm" turns />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
