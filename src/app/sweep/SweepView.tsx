/** @file A sweep: one setting or several, run over a grid of values, and what came of it. */

export default function SweepView() {
  return (
    <section className="sweep" aria-label="Sweep">
      <h2>Sweep</h2>
    </section>
  );
}
