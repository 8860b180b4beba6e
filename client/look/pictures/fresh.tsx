// Drawings of what grew: tomatoes, cucumber, banana, apple, potatoes, onion, and fresh chicken.
import { type Drawing, Stage } from './stage.tsx'

const Tomatoes: Drawing = () => (
  <Stage width={40}>
    <circle cx="24" cy="42" r="15" fill="#D63A2C" />
    <ellipse cx="19" cy="37" rx="4" ry="5.5" fill="#E8665A" opacity="0.8" />
    <circle cx="43" cy="46" r="12" fill="#E4503F" />
    <path d="m24 28-6 3 4 1-1 4 4-3 4 3 0-4 5-2-6-1 1-4-2-1z" fill="#3C8A3E" />
    <path d="m43 34-5 3 4 0 0 4 3-3 4 2-1-4 3-2-5 0z" fill="#4A9C4A" />
  </Stage>
)

const Cucumber: Drawing = () => (
  <Stage width={42}>
    <path
      d="M10 48c-1-6 4-9 9-10 10-2 18-8 23-16 3-4 9-4 11 0s1 8-2 13c-7 11-19 19-31 20-5 .5-9-2-10-7z"
      fill="#4F9A4A"
    />
    <path
      d="M16 47c14 0 27-9 34-22"
      fill="none"
      stroke="#8CC983"
      strokeWidth="2.5"
      strokeDasharray="4 3.5"
      strokeLinecap="round"
    />
    <path
      d="M12 49c1 4 5 5 8 5 12-1 23-8 30-18"
      fill="none"
      stroke="#357534"
      strokeWidth="2"
      strokeLinecap="round"
      opacity="0.6"
    />
  </Stage>
)

const Banana: Drawing = () => (
  <Stage width={36}>
    <path d="M18 10c1-3 5-3 6 0 1 17 11 29 27 35 3 1 3 5 0 6-20 5-38-10-33-41z" fill="#F4C542" />
    <path d="M21 14c0 18 11 31 30 36-18 3-33-10-32-34z" fill="#DFA92C" />
    <path d="m17 7 6-1 1 7-6 1z" fill="#7A5A22" />
    <path d="m49 45 5 2-1 4-5 0z" fill="#7A5A22" />
  </Stage>
)

const Apple: Drawing = () => (
  <Stage width={32}>
    <path
      d="M32 24c-5-4-18-3-18 13 0 12 8 21 13 21 2 0 3-1 5-1s3 1 5 1c5 0 13-9 13-21 0-16-13-17-18-13z"
      fill="#C8352E"
    />
    <path
      d="M21 31c-3 3-3 9-1 13"
      fill="none"
      stroke="#EE8F86"
      strokeWidth="3"
      strokeLinecap="round"
    />
    <path
      d="M32 25c0-5 1-9 4-12"
      fill="none"
      stroke="#6B4A24"
      strokeWidth="2.5"
      strokeLinecap="round"
    />
    <path d="M35 18c3-6 9-7 13-5-2 5-8 8-13 5z" fill="#5BA24F" />
  </Stage>
)

const Potatoes: Drawing = () => (
  <Stage width={42}>
    <path d="M11 45c-2-9 5-17 15-17s17 6 15 16-9 14-17 14-12-5-13-13z" fill="#C89B62" />
    <path d="M30 48c0-7 6-12 13-12s12 5 11 11-6 11-12 11-12-4-12-10z" fill="#D8AE77" />
    <g fill="#9B713C">
      <circle cx="20" cy="40" r="1.4" />
      <circle cx="29" cy="36" r="1.4" />
      <circle cx="24" cy="48" r="1.4" />
      <circle cx="42" cy="44" r="1.4" />
      <circle cx="47" cy="50" r="1.4" />
    </g>
  </Stage>
)

const Onion: Drawing = () => (
  <Stage width={32}>
    <path d="M31 12c1 9 0 12-7 17-12 7-11 29 8 29s20-22 8-29c-7-5-8-8-7-17z" fill="#B6527C" />
    <path
      d="M32 24c-7 8-9 24 0 34M32 24c7 8 9 24 0 34M26 29c-10 8-9 22-2 27M38 29c10 8 9 22 2 27"
      fill="none"
      stroke="#8C3459"
      strokeWidth="1.4"
    />
    <path d="M29 12c0-4 6-4 6 0l-2 10h-2z" fill="#D9A16A" />
  </Stage>
)

const Chicken: Drawing = () => (
  <Stage width={40}>
    <path
      d="M10 44c0-13 12-22 24-20 11 2 18 10 18 19 0 10-9 15-21 15S10 55 10 44z"
      fill="#E9B98B"
    />
    <path d="M40 46c-2 7-10 10-17 7 2-7 9-12 17-7z" fill="#D79F6C" />
    <path d="m44 28 8-8c-1-4 4-6 6-2 4 1 3 6-1 6l-7 9z" fill="#F3E7D6" />
    <path
      d="M18 36c4-5 10-6 14-5"
      fill="none"
      stroke="#F7DDBF"
      strokeWidth="3"
      strokeLinecap="round"
    />
  </Stage>
)

export const fresh = {
  tomatoes: Tomatoes,
  cucumber: Cucumber,
  banana: Banana,
  apple: Apple,
  potatoes: Potatoes,
  onion: Onion,
  chicken: Chicken,
}
