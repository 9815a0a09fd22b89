/** @file A step's question: pressing a choice answers it, and what is said of the answer says why. */
import { useEffect, useId, useRef } from 'react';
import { useLab } from '../LabContext.tsx';
import type { LessonStep } from './lessonStep.ts';
import { verdictWords } from './question.ts';
import { useLessonState, useSeen } from './useSeen.ts';

export function QuestionCard({ step: { id, question } }: { step: LessonStep }) {
  const lab = useLab();
  const heading = useId();
  const answer = useLessonState((lesson) => lesson.answers[id]);
  return (
    <fieldset className="lesson-question" aria-labelledby={heading}>
      <p id={heading} className="lesson-ask">
        {question.ask}
      </p>
      {question.choices.map((choice, index) => (
        <button key={choice} type="button" aria-pressed={answer === index} onClick={() => lab.lesson.answer(index)}>
          {choice}
          {answer === index && <span className="lesson-mark">Your answer</span>}
        </button>
      ))}
      <div role="status">{answer !== undefined && <Feedback {...{ question, answer }} />}</div>
    </fieldset>
  );
}

function Feedback({ question, answer }: { question: LessonStep['question']; answer: number }) {
  const { verdict, text } = question.judge(answer, useSeen());
  const line = useRef<HTMLParagraphElement>(null);
  // In a card that scrolls, what is said of an answer is brought to sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    line.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  return (
    <p ref={line} className="lesson-feedback" data-verdict={verdict}>
      <strong>{verdictWords[verdict]}</strong> {text}
    </p>
  );
}
