/** How sure somebody is, from the least to the most. */
export const surenesses = ['guessing', 'fairly-sure', 'sure'] as const
export type Sureness = (typeof surenesses)[number]

/** What is ticked under each statement of a survey, from the lower end of the scale to the upper. */
export const surveyScale = [1, 2, 3, 4, 5] as const

/** Points of a spread's scale: enough to differ, few enough for a thumb. */
export const scalePoints = ['1', '2', '3', '4', '5'] as const

/** How many must have judged before anybody sees how: fewer could be recognised. Source: content.md. */
export const fewestJudgements = 5
