import './unlock.css';
import { useEffect, useState } from 'react';

const AFTER_MS = 1000;

/** What the machine is at, once it has taken longer than a second. `done`: 0 to 1. */
export const Progress = ({ done, label }: { done: number; label: string }) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="progress" role="status">
      {late && (
        <>
          <small>{label}</small>
          <svg
            className="meter"
            role="progressbar"
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(done * 100)}
          >
            <rect width={`${done * 100}%`} height="100%" fill="currentColor" />
          </svg>
        </>
      )}
    </div>
  );
};
