// Drawings of what stands in the cold: milk, yoghurt, cheese, butter, eggs.
import { type Drawing, Stage } from './stage.tsx'

const Milk: Drawing = () => (
  <Stage width={20}>
    <path d="M24 8h14v5H24z" fill="#2E6DB8" />
    <path d="m24 13-4 8v36h18V21l-2-8z" fill="#4C8BD0" />
    <path d="M20 21h18v36H20z" fill="#F7F9FC" />
    <path d="m38 13 6 8v36h-6V21l-2-8z" fill="#D8E0EA" />
    <path d="M20 34c4-4 8 4 12 0 3-3 5-1 6 0v12c-3-3-5 1-8 1-4 0-7-4-10-1z" fill="#2E6DB8" />
  </Stage>
)

const Yoghurt: Drawing = () => (
  <Stage width={26}>
    <path d="M18 24h28l-3.5 32a3 3 0 0 1-3 2.5h-15a3 3 0 0 1-3-2.5z" fill="#F4F6FA" />
    <path d="M19.6 37h24.8l-1.3 12H20.9z" fill="#7FB7E6" />
    <circle cx="32" cy="43" r="4" fill="#fff" />
    <path d="M15 20h34a1.5 1.5 0 0 1 1.5 1.5V25h-37v-3.500A1.5 1.5 0 0 1 15 20z" fill="#B8C4D4" />
    <path d="M46 20c4-2 6-1 6 2l-5 1z" fill="#CBD5E1" />
  </Stage>
)

const Cheese: Drawing = () => (
  <Stage width={40}>
    <path d="M10 44 36 20c9 1 16 8 18 17v7z" fill="#F6CB5C" />
    <path d="M10 44h44v13H10z" fill="#EDB73D" />
    <circle cx="22" cy="50" r="3" fill="#D99C22" />
    <circle cx="42" cy="51" r="3.6" fill="#D99C22" />
    <circle cx="37" cy="34" r="4" fill="#E2AC33" />
    <circle cx="26" cy="39" r="2.2" fill="#E2AC33" />
  </Stage>
)

const Butter: Drawing = () => (
  <Stage width={42}>
    <path d="m12 40 8-8h34l-6 8z" fill="#FBE08D" />
    <path d="M12 40h36v16H12z" fill="#F4CE62" />
    <path d="m48 40 6-8v15l-6 9z" fill="#DDB244" />
    <path d="M26 40h22v16H26z" fill="#E9EEF5" />
    <path d="m48 40 6-8v15l-6 9z" fill="#CBD6E4" />
    <path d="m26 40 7-8h21l-6 8z" fill="#F5F8FC" />
    <path d="M30 46h14v3H30z" fill="#2E6DB8" />
  </Stage>
)

const Eggs: Drawing = () => (
  <Stage width={42}>
    <ellipse cx="20" cy="34" rx="7" ry="9" fill="#EBC9A2" />
    <ellipse cx="32" cy="32" rx="7.5" ry="9.5" fill="#F3DABB" />
    <ellipse cx="44" cy="34" rx="7" ry="9" fill="#E6BE92" />
    <path
      d="m10 38 5-3 5.5 4 5.5-4 6 4 6-4 5.5 4 5.5-4 5 3-4 17a3 3 0 0 1-3 2.500H17a3 3 0 0 1-3-2.500z"
      fill="#93A39D"
    />
    <path d="M13 46h38l-2.2 9.500a2.6 2.6 0 0 1-2.6 2H17.800a2.6 2.6 0 0 1-2.6-2z" fill="#7F908A" />
  </Stage>
)

export const dairy = { milk: Milk, yoghurt: Yoghurt, cheese: Cheese, butter: Butter, eggs: Eggs }
