// Drawings of what is drunk: water, juice, cola, tea, coffee.
import { type Drawing, Stage } from './stage.tsx'

const Water: Drawing = () => (
  <Stage width={18}>
    <path d="M28 5h8v6h-8z" fill="#2E6DB8" />
    <path
      d="M28.5 11h7c0 5 5 7 5 12v32a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3V23c0-5 5-7 5-12z"
      fill="#C5E0F4"
    />
    <path d="M23.5 28h17v13h-17z" fill="#3F82C8" />
    <path d="M26 44h12M26 48h12M26 52h12" stroke="#96C3E6" strokeWidth="1.5" />
    <path d="M26 24c0-3 2-5 3-7" stroke="#fff" strokeWidth="2" fill="none" strokeLinecap="round" />
  </Stage>
)

const Juice: Drawing = () => (
  <Stage width={22}>
    <path d="M36 3h6v3h-3v8h-3z" fill="#D84F3F" />
    <path d="M20 14h24v44H20z" fill="#F2913D" />
    <path d="M20 14h24v7H20z" fill="#D9762A" />
    <circle cx="32" cy="38" r="9" fill="#FBD08B" />
    <path
      d="M32 29v18M23 38h18M25.6 31.600l12.8 12.800M38.4 31.6 25.6 44.4"
      stroke="#F2913D"
      strokeWidth="1.5"
    />
    <path d="M25 51h14v3H25z" fill="#fff" />
  </Stage>
)

const Cola: Drawing = () => (
  <Stage width={20}>
    <path d="M23 10h18l3 5v38l-3 5H23l-3-5V15z" fill="#B3262B" />
    <path d="M23 10h18l1.5 2.500h-21z" fill="#D5DAE0" />
    <path d="M21.5 55.500h21L41 58H23z" fill="#C3C9D0" />
    <path d="M20 36c6-8 12 4 24-5v10c-10 7-17-3-24 4z" fill="#fff" />
    <path d="M24 17v16" stroke="#D8585B" strokeWidth="2.5" strokeLinecap="round" />
  </Stage>
)

const Tea: Drawing = () => (
  <Stage width={38}>
    <path d="M13 20h38v38H13z" fill="#2F7D5B" />
    <path d="M13 20h38v9H13z" fill="#245F46" />
    <circle cx="32" cy="43" r="10" fill="#F5EEDC" />
    <path
      d="M26 47c0-7 5-10 12-10 0 7-5 11-12 10zm0 0 7-6"
      fill="#5BA878"
      stroke="#2F7D5B"
      strokeWidth="1.3"
    />
  </Stage>
)

const Coffee: Drawing = () => (
  <Stage width={28}>
    <path d="M20 9h24v4H20z" fill="#2B2320" />
    <path d="M18 13h28l2 42a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3z" fill="#4A3328" />
    <path d="M19 30h26v18H19z" fill="#E9D9BE" />
    <ellipse cx="32" cy="39" rx="4.5" ry="6.5" fill="#6B4630" transform="rotate(28 32 39)" />
    <path d="M34.5 33.500c-5 3-1 7-5 11" fill="none" stroke="#E9D9BE" strokeWidth="1.4" />
  </Stage>
)

export const drinks = { water: Water, juice: Juice, cola: Cola, tea: Tea, coffee: Coffee }
