/** @file The lab's name, with its mark: one straight leap beside many small steps. */

export function Brand() {
  return (
    <h1 className="brand">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" strokeWidth="2.4">
        <path d="M3 19h3.5v-4h4v-4h4V7h4" stroke="var(--many-steps)" strokeLinejoin="round" strokeLinecap="round" />
        <path d="M3 14C7 6 12 3.5 20.5 3.5" stroke="var(--one-step)" strokeLinecap="round" />
      </svg>
      <span>One-Step Lab</span>
    </h1>
  );
}
