// Drawings of what keeps: oil, honey, tins, rice, pasta, flour, sugar, lentils, spice.
import type { ReactNode } from 'react'
import { type Drawing, Stage } from './stage.tsx'

const Oil: Drawing = () => (
  <Stage width={22}>
    <path d="M28 5h8v7h-8z" fill="#C99A2E" />
    <path
      d="M28.5 12h7v8c6 3 8 7 8 12v23a3 3 0 0 1-3 3h-17a3 3 0 0 1-3-3V32c0-5 2-9 8-12z"
      fill="#4E7D33"
    />
    <path d="M24 30c0-4 2-6 5-8v34h-5z" fill="#6E9C4C" />
    <path d="M20.5 34h23v14h-23z" fill="#F3F0DF" />
    <path d="M25 38h14v2.500H25zM25 43h9v2.500h-9z" fill="#4E7D33" />
  </Stage>
)

const Honey: Drawing = () => (
  <Stage width={28}>
    <path d="M20 10h24v8H20z" fill="#C68E28" />
    <path
      d="M22 18h20c3 3 5 5 5 9v27a4 4 0 0 1-4 4H21a4 4 0 0 1-4-4V27c0-4 2-6 5-9z"
      fill="#8A4A16"
    />
    <path d="M20 28c0-3 1-5 3-7v36h-1a2 2 0 0 1-2-2z" fill="#AE6A2B" />
    <path d="M17 33h30v15H17z" fill="#F6EBD3" />
    <path d="M23 37h18v2.500H23zM23 42h11v2.500H23z" fill="#8A4A16" />
  </Stage>
)

const Can: Drawing = () => (
  <Stage width={26}>
    <path d="M18 12h28v44c0 1.5-6 2.5-14 2.500S18 57.5 18 56z" fill="#A83A32" />
    <ellipse cx="32" cy="12" rx="14" ry="3.5" fill="#CFD5DB" />
    <path d="M18 26h28v20H18z" fill="#F5EEE2" />
    <circle cx="32" cy="36" r="6.5" fill="#A83A32" />
    <path
      d="M18 15c0 1 6 2.5 14 2.500S46 16 46 15v3c0 1-6 2.5-14 2.500S18 19 18 18z"
      fill="#DDE2E7"
    />
  </Stage>
)

function Sack({ body, shade, children }: { body: string; shade: string; children: ReactNode }) {
  return (
    <Stage width={34}>
      <path d="M17 12h30l3 43a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3z" fill={body} />
      <path d="M17 12h30l.6 8H16.400z" fill={shade} />
      {children}
    </Stage>
  )
}

const Rice: Drawing = () => (
  <Sack body="#C58434" shade="#A66B24">
    <path d="M20 40c4-8 20-8 24 0-4 8-20 8-24 0z" fill="#FBF3E2" />
    <circle cx="32" cy="40" r="3.2" fill="#C58434" />
  </Sack>
)

const Flour: Drawing = () => (
  <Sack body="#F1ECE0" shade="#D8CFBC">
    <path
      d="M32 28v22M32 34c-4 0-6-2-6-5 4 0 6 2 6 5zm0 0c4 0 6-2 6-5-4 0-6 2-6 5zm0 7c-4 0-6-2-6-5 4 0 6 2 6 5zm0 0c4 0 6-2 6-5-4 0-6 2-6 5z"
      fill="#D1A545"
      stroke="#B98C2E"
      strokeWidth="1.2"
    />
  </Sack>
)

const Sugar: Drawing = () => (
  <Sack body="#E8F1F8" shade="#C4D7E6">
    <path d="M20 30h24v18H20z" fill="#3F7FBE" />
    <path d="m32 33 6 3v6l-6 3-6-3v-6z" fill="#fff" />
    <path d="M32 39v6l6-3v-6z" fill="#CFE0EE" />
  </Sack>
)

const Lentils: Drawing = () => (
  <Sack body="#E9DFC9" shade="#CDBE9D">
    <rect x="20" y="28" width="24" height="22" rx="6" fill="#fff" opacity="0.7" />
    <g fill="#D2702E">
      <ellipse cx="27" cy="36" rx="3.5" ry="2.4" />
      <ellipse cx="36" cy="35" rx="3.5" ry="2.4" />
      <ellipse cx="31" cy="42" rx="3.5" ry="2.4" />
      <ellipse cx="39" cy="43" rx="3" ry="2.2" />
    </g>
  </Sack>
)

const Pasta: Drawing = () => (
  <Stage width={26}>
    <path d="M18 8h28v50H18z" fill="#2C5FA8" />
    <path d="M22 20h20v26H22z" fill="#F9EBC2" />
    <path
      d="M24 20v26M27.5 20v26M31 20v26M34.5 20v26M38 20v26"
      stroke="#DDB45A"
      strokeWidth="1.8"
    />
    <path d="M23 12h18v3.500H23zM26 50h12v3H26z" fill="#fff" />
  </Stage>
)

const Spice: Drawing = () => (
  <Stage width={22}>
    <path d="M24 10h16v9H24z" fill="#3B3F48" />
    <path d="M22 19h20v36a3 3 0 0 1-3 3H25a3 3 0 0 1-3-3z" fill="#E9EDF1" />
    <path d="M22 28h20v27a3 3 0 0 1-3 3H25a3 3 0 0 1-3-3z" fill="#B5482A" />
    <path d="M22 34h20v13H22z" fill="#FBF3E2" />
    <path d="M26 38h12v2H26zM26 42h7v2h-7z" fill="#B5482A" />
  </Stage>
)

export const pantry = {
  oil: Oil,
  honey: Honey,
  can: Can,
  rice: Rice,
  flour: Flour,
  sugar: Sugar,
  lentils: Lentils,
  pasta: Pasta,
  spice: Spice,
}
