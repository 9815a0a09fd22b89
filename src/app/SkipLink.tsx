/** @file Past the top bar, for those who go by Tab. */

export function SkipLink() {
  // The address belongs to the experiment, so the link moves the focus and leaves the hash alone.
  return (
    <button
      type="button"
      className="skip-link"
      onClick={() => document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })}
    >
      Skip to the panels
    </button>
  );
}
