/** Ways to think something through, that a reflection can offer as named boxes. */
export const templateNames = ['what', 'gibbs', 'kolb'] as const
export type TemplateName = (typeof templateNames)[number]

/** One box: its name, and a help that is shown beside it and never filled in. */
export type Box = { id: string; label: string; help: string }

/** Ids are used once over all templates: a box is known without its template. */
export const templates: Record<TemplateName, { title: string; boxes: readonly Box[] }> = {
  what: {
    title: 'What? So what? Now what?',
    boxes: [
      { id: 'what', label: 'What?', help: 'What happened? Keep to what you saw and heard.' },
      { id: 'so-what', label: 'So what?', help: 'Why does it matter, and for whom?' },
      { id: 'now-what', label: 'Now what?', help: 'What will you do differently, and when?' },
    ],
  },
  gibbs: {
    title: 'Gibbs’ reflective cycle',
    boxes: [
      { id: 'description', label: 'Description', help: 'What happened? Judge nothing yet.' },
      {
        id: 'feelings',
        label: 'Feelings',
        help: 'What did you feel and think? Explain nothing yet.',
      },
      { id: 'evaluation', label: 'Evaluation', help: 'What went well, and what did not?' },
      {
        id: 'analysis',
        label: 'Analysis',
        help: 'Why did it go like that? What helps to explain it?',
      },
      {
        id: 'conclusion',
        label: 'Conclusion',
        help: 'What have you learnt? What else could you have done?',
      },
      { id: 'action-plan', label: 'Action plan', help: 'What will you do next time it happens?' },
    ],
  },
  kolb: {
    title: 'Kolb’s learning cycle',
    boxes: [
      { id: 'experience', label: 'Concrete experience', help: 'What did you do or see?' },
      {
        id: 'observation',
        label: 'Reflective observation',
        help: 'What do you notice when you look back?',
      },
      {
        id: 'concepts',
        label: 'Abstract conceptualisation',
        help: 'What do you make of it? Which idea helps?',
      },
      {
        id: 'experiment',
        label: 'Active experimentation',
        help: 'What will you try, and how will you tell?',
      },
    ],
  },
}
