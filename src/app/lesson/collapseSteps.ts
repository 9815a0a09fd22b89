/** @file The lesson “Representation collapse”, step by step: what each says, where it points, and what it asks. */
import { lessons, type StepIdOf } from '../../lab/lesson/lessons.ts';
import { controlQuestion, informationQuestion, manyStepsQuestion, rankQuestion } from './collapseQuestions.ts';
import type { LessonStep } from './lessonStep.ts';
import { knownQuestion, right, wrong } from './question.ts';

const steps: Readonly<Record<StepIdOf<'collapse'>, Omit<LessonStep, 'id'>>> = {
  doors: {
    title: 'Two dials name the doors',
    text: 'The puck must leave by one of two doors, both equally good. All that the policy sees is the two dials. Readings close together need other doors, so its network has to tell them apart.',
    target: '.panel.scene',
    question: knownQuestion(
      'Suppose the network maps every reading to one and the same point. What is left to the policy?',
      [
        [
          'It still finds a door: the dials are in its input',
          wrong(
            'They are in its input, but the head sees only the embedding. If that is one point, the reading is gone before the action is chosen.',
          ),
        ],
        [
          'It drives somewhere, and is right only by luck',
          right(
            'All readings look alike to it, so it can only guess; by luck about one way in six leads out. An embedding that draws together like this has collapsed.',
          ),
        ],
        [
          'It stops with an error',
          wrong(
            'Nothing fails visibly: the loss is still a number and the puck still moves. That is why collapse has to be measured.',
          ),
        ],
      ],
    ),
  },
  'two-runs': {
    title: 'Two runs, one difference',
    text: 'Strong weight decay draws all weights of both towards zero. A has nothing against it; B has a dispersive loss. This line names all that differs: seed, first weights, batches and noise are the same.',
    target: '.pair-difference, .pair-header',
    question: knownQuestion('Why must everything else be the same?', [
      [
        'So that what differs in the end comes from this setting',
        right(
          'With another seed as well, luck would be an explanation too. Even so this is one pair of runs: the last step comes back to that.',
        ),
      ],
      [
        'So that both runs take the same time',
        wrong(
          'They may take different times: the loss costs something. What matters is that nothing but the setting can explain what differs in the end.',
        ),
      ],
      [
        'So that both reach the same result',
        wrong(
          'If they did, there would be nothing to see. They are alike so that the setting alone can explain what differs in the end.',
        ),
      ],
    ]),
  },
  rank: {
    title: 'Watch the effective rank, not the cloud',
    text: 'The effective rank counts the dimensions that the embedding uses: 1 is a line, and two dials need about 2. Find its row in this table, A beside B.',
    target: '.pair-spread',
    question: rankQuestion,
  },
  picture: {
    title: 'What the cloud cannot say',
    text: 'A t-SNE picture shows who is whose neighbour, and little more.',
    points: [
      'Distances between clusters mean nothing, and neither do their sizes.',
      'The perplexity, 30 here, says how many neighbours a point minds. Another value draws other clusters.',
      'The same data twice can give two pictures: it depends on where the layout begins. Here a seed fixes that.',
      'A collapsed embedding is blown up to fill the frame. So look at the numbers, and at PCA, whose axes stay.',
    ],
    target: '.pair-picture[data-side="b"]',
    question: knownQuestion('Two clusters of B lie far apart. What does that say?', [
      [
        'Those observations are very different to the network',
        wrong(
          't-SNE places clusters wherever they fit. Two that lie far apart may be closer in the embedding than two that touch.',
        ),
      ],
      [
        'By itself nothing: a number has to say it',
        right(
          'Neighbours mean something, distances between clusters do not. The mean distance in the table is measured in the embedding itself.',
        ),
      ],
      [
        'B has not collapsed',
        wrong(
          'Not by itself: an embedding a thousand times smaller gives the same picture. The distance and the norm tell.',
        ),
      ],
    ]),
  },
  success: {
    title: 'Does it matter?',
    text: 'Spread is not the goal; leaving by a door is. Each rate is k of n episodes with its 95 % interval, on the same episodes for all four.',
    target: '.pair-success',
    question: manyStepsQuestion,
  },
  information: {
    title: 'Lost, or only too small?',
    text: 'The linear probe reads the dials from the embedding, however short it is: R² 1 is all of them. The norm says how long the embeddings are.',
    target: '.pair-spread',
    question: informationQuestion,
  },
  control: {
    title: 'The control: no loss at all',
    text: 'A stays as the reference. B begins anew without a dispersive loss: LayerNorm only gives every embedding the same length, and pushes nothing apart.',
    target: '.pair-success',
    question: controlQuestion,
  },
  'your-turn': {
    title: 'What would convince you?',
    text: 'You have seen one seed, on one scene that was made to collapse. A claim needs more runs, and a control.',
    target: '.view-tabs',
    question: knownQuestion(
      '“With our loss, 70 of 100 succeed instead of 62.” One run each. What do you ask for first?',
      [
        [
          'The t-SNE pictures of both',
          wrong(
            'They would show neighbours, not whether 70 beats 62. The 95 % intervals, 52–71 % and 60–78 %, overlap.',
          ),
        ],
        [
          'More seeds, and a control of the same scale',
          right(
            'The intervals, 52–71 % and 60–78 %, overlap: one run each may be luck. And the control tells the loss from a change of scale.',
          ),
        ],
        [
          'A larger network',
          wrong('It would change both runs and answer nothing. The 95 % intervals, 52–71 % and 60–78 %, overlap.'),
        ],
      ],
    ),
  },
};

export const collapseSteps: readonly LessonStep[] = lessons.collapse.steps.map(({ id }) => ({ id, ...steps[id] }));
