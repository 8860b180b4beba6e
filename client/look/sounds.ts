// The sounds and vibrations of a face, made by an oscillator so that nothing has to be fetched.
// It refuses to be the only carrier of news: whatever sounds is also seen and said.

export type Sound =
  | 'found'
  | 'unknown'
  | 'blocked'
  | 'confirmed'
  | 'complete'
  | 'approval'
  | 'link-lost'
  | 'link-back'

/** One tone: pitch in hertz (two pitches slide), when it starts and how long it lasts, in milliseconds. */
type Tone = { fromHz: number; toHz?: number; startMs: number; lengthMs: number }

export const sounds: Record<Sound, { tones: readonly Tone[]; vibrationMs: readonly number[] }> = {
  found: { tones: [{ fromHz: 1568, startMs: 0, lengthMs: 60 }], vibrationMs: [30] },
  unknown: {
    tones: [
      { fromHz: 330, startMs: 0, lengthMs: 90 },
      { fromHz: 330, startMs: 150, lengthMs: 90 },
    ],
    vibrationMs: [60, 40, 60],
  },
  blocked: {
    tones: [
      { fromHz: 440, toHz: 220, startMs: 0, lengthMs: 320 },
      { fromHz: 440, toHz: 220, startMs: 440, lengthMs: 320 },
    ],
    vibrationMs: [200, 80, 200],
  },
  confirmed: { tones: [], vibrationMs: [15] },
  complete: {
    tones: [
      { fromHz: 1047, startMs: 0, lengthMs: 80 },
      { fromHz: 1568, startMs: 80, lengthMs: 80 },
    ],
    vibrationMs: [],
  },
  approval: {
    tones: [
      { fromHz: 784, startMs: 0, lengthMs: 120 },
      { fromHz: 988, startMs: 120, lengthMs: 120 },
    ],
    vibrationMs: [100],
  },
  'link-lost': {
    tones: [
      { fromHz: 523, startMs: 0, lengthMs: 120 },
      { fromHz: 392, startMs: 120, lengthMs: 120 },
    ],
    vibrationMs: [],
  },
  'link-back': {
    tones: [
      { fromHz: 392, startMs: 0, lengthMs: 120 },
      { fromHz: 523, startMs: 120, lengthMs: 120 },
    ],
    vibrationMs: [],
  },
}

let context: AudioContext | undefined

/** Plays a sound at a volume from 0 to 1 and vibrates where the device can. Silent before the first touch of the page. */
export function play(sound: Sound, volume: number): void {
  const { tones, vibrationMs } = sounds[sound]
  // Some browsers refuse to vibrate in a page nobody has touched yet; that is no reason to fail.
  if (vibrationMs.length > 0 && 'vibrate' in navigator) navigator.vibrate([...vibrationMs])
  if (volume <= 0 || tones.length === 0 || !('AudioContext' in globalThis)) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  for (const tone of tones) sing(context, tone, Math.min(1, volume))
}

function sing(audio: AudioContext, tone: Tone, volume: number): void {
  const start = audio.currentTime + tone.startMs / 1000
  const end = start + tone.lengthMs / 1000
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'square'
  oscillator.frequency.setValueAtTime(tone.fromHz, start)
  if (tone.toHz !== undefined) oscillator.frequency.linearRampToValueAtTime(tone.toHz, end)
  // Five milliseconds of slope at each end: a tone that starts at full height clicks.
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(volume * 0.2, start + 0.005)
  gain.gain.setValueAtTime(volume * 0.2, end - 0.005)
  gain.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(end)
}
