/** @file Two runs side by side: what differs between them, and what becomes of it. */

export default function PairView() {
  return (
    <section className="pair" aria-label="Two runs">
      <h2>Two runs, side by side</h2>
    </section>
  );
}
