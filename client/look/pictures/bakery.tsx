// Drawings of what is baked and what is sweet: flatbread, a loaf, biscuits, chocolate, dates.
import { type Drawing, Stage } from './stage.tsx'

const Bread: Drawing = () => (
  <Stage width={46}>
    <ellipse cx="32" cy="50" rx="23" ry="8" fill="#C08A46" />
    <ellipse cx="32" cy="46.5" rx="23" ry="8" fill="#D9A863" />
    <ellipse cx="32" cy="42" rx="23" ry="8" fill="#B98241" />
    <ellipse cx="32" cy="38.5" rx="23" ry="8" fill="#D9A863" />
    <ellipse cx="32" cy="34" rx="23" ry="8" fill="#B98241" />
    <ellipse cx="32" cy="30" rx="23" ry="8.5" fill="#E5BC7E" />
    <g fill="#A9712F">
      <ellipse cx="24" cy="28" rx="3" ry="1.3" />
      <ellipse cx="36" cy="27" rx="2.4" ry="1.1" />
      <ellipse cx="42" cy="31" rx="3" ry="1.3" />
      <ellipse cx="30" cy="33" rx="2.4" ry="1.1" />
    </g>
  </Stage>
)

const Loaf: Drawing = () => (
  <Stage width={44}>
    <path
      d="M10 34c-4-8 4-14 12-12h22c9-2 15 5 11 12v21a3 3 0 0 1-3 3H13a3 3 0 0 1-3-3z"
      fill="#B97A3A"
    />
    <path d="M14 35c-3-6 2-10 8-9h9c6-1 10 4 7 9v23H16a2 2 0 0 1-2-2z" fill="#EBCB98" />
    <g fill="#D2A566">
      <circle cx="21" cy="36" r="1.5" />
      <circle cx="29" cy="34" r="1.5" />
      <circle cx="24" cy="46" r="1.5" />
      <circle cx="31" cy="44" r="1.5" />
    </g>
  </Stage>
)

const Biscuits: Drawing = () => (
  <Stage width={40}>
    <path d="M12 22h40v36H12z" fill="#C9462F" />
    <path d="M12 22h40v6H12z" fill="#A93522" />
    <path d="M12 50h40v8H12z" fill="#E5C24B" />
    <circle cx="32" cy="40" r="9" fill="#D8A35B" />
    <g fill="#8C5A26">
      <circle cx="29" cy="38" r="1.4" />
      <circle cx="34" cy="36" r="1.4" />
      <circle cx="35" cy="42" r="1.4" />
      <circle cx="30" cy="43" r="1.4" />
    </g>
  </Stage>
)

const Chocolate: Drawing = () => (
  <Stage width={30}>
    <path d="M19 10h26v30H19z" fill="#5C3420" />
    <path d="M21 12h10v12H21zM33 12h10v12H33zM21 26h10v12H21zM33 26h10v12H33z" fill="#784830" />
    <path d="M16 34h32v24H16z" fill="#6D3BA0" />
    <path d="m16 34 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3v3H16z" fill="#D9D4E4" />
    <path d="M22 45h20v3H22zM26 50h12v2.500H26z" fill="#F0D58A" />
  </Stage>
)

const Dates: Drawing = () => (
  <Stage width={34}>
    <path d="M14 24h36v30a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4z" fill="#F4E6D2" />
    <path d="M12 15a3 3 0 0 1 3-3h34a3 3 0 0 1 3 3v9H12z" fill="#8A4F27" />
    <g fill="#6E3A1C">
      <ellipse cx="24" cy="35" rx="5" ry="3.2" transform="rotate(-18 24 35)" />
      <ellipse cx="38" cy="33" rx="5" ry="3.2" transform="rotate(24 38 33)" />
      <ellipse cx="31" cy="44" rx="5" ry="3.2" transform="rotate(-30 31 44)" />
      <ellipse cx="42" cy="46" rx="5" ry="3.2" transform="rotate(12 42 46)" />
      <ellipse cx="21" cy="50" rx="5" ry="3.2" transform="rotate(20 21 50)" />
    </g>
  </Stage>
)

export const bakery = {
  bread: Bread,
  loaf: Loaf,
  biscuits: Biscuits,
  chocolate: Chocolate,
  dates: Dates,
}
