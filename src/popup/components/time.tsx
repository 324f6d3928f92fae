import { useEffect, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { t } from '../text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (n: number): string => String(n).padStart(2, '0');

/** `15:51`, or `Friday 27 November 2026, 15:51` when it is not today. Local time; `at` and `today` in ms since 1970. */
export const clockTime = (at: number, today: number): string => {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return t('part.time.beyond');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.toDateString() === new Date(today).toDateString()) return time;
  const day = date.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.getFullYear() !== new Date(today).getFullYear() && { year: 'numeric' }),
  });
  return `${day.replace(',', '')}, ${time}`;
};

/** `in 2 h 14 min`, `in 180 days`, `40 s ago`: rounded down, so that no time is promised that is not there. */
export const timeLeft = (at: number, today: number): string => {
  const span = Math.abs(at - today);
  const words =
    span < MINUTE
      ? t('part.time.seconds', { n: String(Math.floor(span / 1000)) })
      : span < HOUR
        ? t('part.time.minutes', { n: String(Math.floor(span / MINUTE)) })
        : span < DAY
          ? t('part.time.hours', { h: String(Math.floor(span / HOUR)), n: String(Math.floor((span % HOUR) / MINUTE)) })
          : t(span < 2 * DAY ? 'part.time.day' : 'part.time.days', { n: String(Math.floor(span / DAY)) });
  return t(at >= today ? 'part.time.in' : 'part.time.ago', { span: words });
};

/** The time now, in ms; the component that asks is drawn again each second of the last minute and every 15 s before. */
export const useNow = (at: number): number => {
  const [today, setToday] = useState(now);
  const pace = Math.abs(at - today) < MINUTE ? 1000 : 15_000;
  useEffect(() => {
    const timer = setInterval(() => setToday(now()), pace);
    return () => clearInterval(timer);
  }, [pace]);
  return today;
};

/** A moment and how far away it is. `at` in ms since 1970. */
export const TimeLeft = ({ at }: { at: number }) => {
  const today = useNow(at);
  return (
    <bdi>
      {clockTime(at, today)}
      {Number.isNaN(new Date(at).getTime()) || `, ${timeLeft(at, today)}`}
    </bdi>
  );
};
