/** A site as its initial: its picture would be its own claim. */
export const SiteIcon = ({ origin, small }: { origin: string; small?: boolean }) => (
  <span className={small ? 'site site-sm' : 'site'} aria-hidden="true">
    {(/^[a-z]+:\/\/(?:www\.)?(.)/.exec(origin)?.[1] ?? '?').toUpperCase()}
  </span>
);
