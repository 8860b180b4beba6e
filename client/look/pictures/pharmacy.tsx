// Drawings of the pharmacy shelf and of what is bought for a small child: tablets, syrup, vitamins, plasters, formula, nappies.
import { type Drawing, Stage } from './stage.tsx'

const Tablets: Drawing = () => (
  <Stage width={42}>
    <path d="M10 26h44v32H10z" fill="#F2F5F9" />
    <path d="M10 26h44v10H10z" fill="#2E6DB8" />
    <path
      d="M15 42h15M15 46.500h9M15 51h12"
      stroke="#7E8794"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
    <circle cx="42" cy="47" r="6.5" fill="#D6E3F3" />
    <rect x="37" y="44.4" width="10" height="5.2" rx="2.6" fill="#2E6DB8" />
    <path d="M42 44.400h2.400a2.6 2.6 0 0 1 0 5.200H42z" fill="#9CC1E8" />
  </Stage>
)

const Syrup: Drawing = () => (
  <Stage width={24}>
    <path d="M26 6h12v8H26z" fill="#F0F2F5" />
    <path
      d="M26 14h12v4c5 2 7 5 7 9v28a3 3 0 0 1-3 3H22a3 3 0 0 1-3-3V27c0-4 2-7 7-9z"
      fill="#87481E"
    />
    <path d="M19 31h26v17H19z" fill="#F4F6FA" />
    <path d="M30 34h4v4h4v4h-4v4h-4v-4h-4v-4h4z" fill="#2E6DB8" />
  </Stage>
)

const Vitamins: Drawing = () => (
  <Stage width={22}>
    <path d="M24 8h16v8H24z" fill="#F6C945" />
    <path d="M23 16h18v39a3 3 0 0 1-3 3H26a3 3 0 0 1-3-3z" fill="#F08A2C" />
    <path d="M23 26h18v20H23z" fill="#FFF4DC" />
    <circle cx="32" cy="36" r="6" fill="#F08A2C" />
    <path d="M32 30v12M26 36h12" stroke="#FFF4DC" strokeWidth="1.5" />
  </Stage>
)

const Plasters: Drawing = () => (
  <Stage width={40}>
    <path d="M12 24h40v34H12z" fill="#E24B4B" />
    <path d="M12 24h40v8H12z" fill="#C23A3A" />
    <g transform="rotate(-24 32 45)">
      <rect x="17" y="40" width="30" height="10" rx="5" fill="#F1CBA4" />
      <rect x="27" y="40" width="10" height="10" fill="#E2B080" />
    </g>
  </Stage>
)

const Formula: Drawing = () => (
  <Stage width={30}>
    <ellipse cx="32" cy="14" rx="16" ry="4" fill="#F6D978" />
    <path d="M16 14v6c0 2 7 4 16 4s16-2 16-4v-6c0 2-7 4-16 4s-16-2-16-4z" fill="#E8C04A" />
    <path d="M17 22c3 2 9 3 15 3s12-1 15-3v33c0 2-6 3.5-15 3.500S17 57 17 55z" fill="#8CC3EA" />
    <circle cx="32" cy="41" r="9" fill="#fff" />
    <path d="M28.5 40h.1M35.5 40h.1" stroke="#3A5C7A" strokeWidth="2.4" strokeLinecap="round" />
    <path
      d="M28.5 43.500c2 2 5 2 7 0"
      stroke="#3A5C7A"
      strokeWidth="1.6"
      fill="none"
      strokeLinecap="round"
    />
  </Stage>
)

const Nappies: Drawing = () => (
  <Stage width={42}>
    <path d="M11 20c0-3 2-5 5-5h32c3 0 5 2 5 5v35a3 3 0 0 1-3 3H14a3 3 0 0 1-3-3z" fill="#69BFB6" />
    <path d="M24 15v-3a8 4 0 0 1 16 0v3h-4v-2c0-1-8-1-8 0v2z" fill="#4DA39A" />
    <path d="M19 32h26v6c0 8-7 13-13 13s-13-5-13-13z" fill="#fff" />
    <path d="M19 32h6v4h-6zM39 32h6v4h-6z" fill="#F6C945" />
  </Stage>
)

export const pharmacy = {
  tablets: Tablets,
  syrup: Syrup,
  vitamins: Vitamins,
  plasters: Plasters,
  formula: Formula,
  nappies: Nappies,
}
