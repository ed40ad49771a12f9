import { tinyWebm } from '#tests/support/tiny-video.ts'
import type { Files } from './folder.ts'

/** A vignette of five scenes with two ends and a way back. */
export const vignette = `<Vignette id="at-the-door" title="At the door">

<Scene id="ring">

You ring. Nobody **opens**.

<Go to="wait">Ring again</Go>
<Go to="note">Leave a note</Go>

</Scene>

<Scene id="wait">
SCENE-WAIT: a boy opens.

<Go to="talk">Ask him how he is</Go>
<Go to="ring">Step back to the street</Go>
</Scene>

<Scene id="note">

SCENE-NOTE: you wonder who will read it.

</Scene>

<Scene id="talk">

SCENE-TALK: he looks over his shoulder.

</Scene>

</Vignette>
`

export const scale = `<Spread id="how-worried" prompt="How worried are you tonight?" lowest="Not at all" highest="Very" panel="PANEL-WHO: two invented voices.">

<Judgement for="2" by="PANEL-NURSE">PANEL-EATEN: she has eaten.</Judgement>
<Judgement for="4" by="PANEL-WORKER">PANEL-STORY: the story changed.</Judgement>

</Spread>
`

export const options = `<Spread id="first-call" prompt="Whom would you call first?" panel="PANEL-WHO: two invented voices.">

<Option id="school">The school</Option>
<Option id="father">The father</Option>

<Judgement for="school" by="PANEL-MANAGER">PANEL-LAST: they saw her last.</Judgement>
<Judgement for="father" by="PANEL-EDUCATOR">PANEL-RIGHT: he has a right to it.</Judgement>

</Spread>
`

export const video =
  '<Video src="media/visit.webm" captions="media/visit.vtt" transcript="media/visit.md" />\n'

export const captions = `WEBVTT

00:00.000 --> 00:02.000
You said Monday.

00:02.000 --> 00:05.500
I am sorry.
`

export const transcript = `[0:00] A kitchen. Dana sits with her coat on.

[0:02] **Dana:** You said Monday.
`

/** The three files of the video. */
export const videoFiles: Files = {
  'toolkits/listening/media/visit.webm': tinyWebm(6),
  'toolkits/listening/media/visit.vtt': captions,
  'toolkits/listening/media/visit.md': transcript,
}
