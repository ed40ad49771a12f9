/** A known way to think something through: steps with questions. It helps; it never fills in. */
export type ReflectiveModel = {
  id: string
  name: string
  /** When it fits, in a sentence. */
  fits: string
  steps: readonly { name: string; asks: string }[]
  source: string
}

/** In the order of the page: the shortest first. Questions are in our words. */
export const reflectiveModels: readonly ReflectiveModel[] = [
  {
    id: 'what',
    name: 'What? So what? Now what?',
    fits: 'Short. Good when you have five minutes.',
    steps: [
      {
        name: 'What?',
        asks: 'What happened, and what did you do? Keep to what you saw and heard.',
      },
      {
        name: 'So what?',
        asks: 'What does it tell you? Why did it matter to the person, and to you?',
      },
      {
        name: 'Now what?',
        asks: 'What will you do differently, and how will you know that it helps?',
      },
    ],
    source: 'Rolfe, Freshwater and Jasper (2001), after Borton (1970)',
  },
  {
    id: 'gibbs',
    name: 'Gibbs’ reflective cycle',
    fits: 'Good when something stays with you, or did not go as you hoped.',
    steps: [
      { name: 'Description', asks: 'What happened? Who was there, by their role?' },
      { name: 'Feelings', asks: 'What did you think and feel, then and since?' },
      { name: 'Evaluation', asks: 'What went well, and what did not?' },
      { name: 'Analysis', asks: 'Why? What do research, law or a colleague’s view add?' },
      { name: 'Conclusion', asks: 'What else could you have done?' },
      { name: 'Action plan', asks: 'What will you do when it comes again?' },
    ],
    source: 'Gibbs (1988), Learning by Doing',
  },
  {
    id: 'kolb',
    name: 'Kolb’s learning cycle',
    fits: 'Good for something that you tried, or want to try.',
    steps: [
      { name: 'Experience', asks: 'What did you do, or take part in?' },
      { name: 'Looking back', asks: 'What did you notice, about others and about yourself?' },
      { name: 'Making sense', asks: 'What idea or pattern explains it? Where does it not fit?' },
      { name: 'Trying out', asks: 'Where will you try it next, and what do you expect?' },
    ],
    source: 'Kolb (1984), Experiential Learning',
  },
]
