// Drawings for the house and the bathroom, and the plain parcel for what has no drawing of its own.
import { type Drawing, Stage } from './stage.tsx'

const Soap: Drawing = () => (
  <Stage width={40}>
    <rect x="12" y="36" width="40" height="22" rx="8" fill="#7FC4A5" />
    <rect x="12" y="34" width="40" height="20" rx="8" fill="#A5DCC3" />
    <path d="M24 42h16v4H24z" fill="#7FC4A5" />
    <circle cx="22" cy="25" r="5" fill="#DCEFF8" />
    <circle cx="34" cy="19" r="7" fill="#E7F4FB" />
    <circle cx="44" cy="28" r="3.5" fill="#D2E8F4" />
  </Stage>
)

const Toothpaste: Drawing = () => (
  <Stage width={18}>
    <path d="M22 6h20l-3 40H25z" fill="#F5F7FA" />
    <path d="M22 6h20l-.3 4H22.300z" fill="#C6D0DA" />
    <path d="M23 19h18l-1.3 16H24.300z" fill="#1F8A8C" />
    <path d="M26 46h12v10a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2z" fill="#146C6E" />
    <path d="M27 25h10v2.500H27z" fill="#fff" />
  </Stage>
)

const Shampoo: Drawing = () => (
  <Stage width={22}>
    <path d="M27 6h10v8H27z" fill="#4A2F73" />
    <path
      d="M24 14h16c3 2 5 5 5 9v31a4 4 0 0 1-4 4H23a4 4 0 0 1-4-4V23c0-4 2-7 5-9z"
      fill="#8A63C4"
    />
    <ellipse cx="32" cy="38" rx="9" ry="12" fill="#F1EAFB" />
    <path d="M32 31c4 4 5 7 5 9a5 5 0 0 1-10 0c0-2 1-5 5-9z" fill="#8A63C4" />
  </Stage>
)

const Detergent: Drawing = () => (
  <Stage width={32}>
    <path d="M20 8h14v8H20z" fill="#E2553D" />
    <path
      d="M18 16h18c8 0 13 5 13 13v25a4 4 0 0 1-4 4H19a4 4 0 0 1-4-4V21c0-3 1-5 3-5z"
      fill="#2F73C4"
    />
    <path d="M37 23h3a3 3 0 0 1 3 3v8a3 3 0 0 1-6 0z" fill="#F2F1ED" />
    <path d="M19 36h26v14H19z" fill="#fff" />
    <circle cx="27" cy="43" r="3.5" fill="#7FC0EE" />
    <circle cx="35" cy="42" r="4.5" fill="#A9D6F4" />
  </Stage>
)

const Tissue: Drawing = () => (
  <Stage width={42}>
    <path d="M24 32c-3-10 3-18 10-20 0 4 2 6 6 7 2 5 1 9 0 13z" fill="#F5F7FA" />
    <path d="M34 12c-2 8 2 12 2 20h4c1-4 2-8 0-13-4-1-6-3-6-7z" fill="#DEE5EC" />
    <path d="M11 31h42v27H11z" fill="#6FA8D6" />
    <path d="M11 31h42v6H11z" fill="#5B93C2" />
    <ellipse cx="32" cy="34" rx="12" ry="2.2" fill="#3F739F" />
    <path d="M20 44h24v3H20zM24 50h16v2.500H24z" fill="#fff" opacity="0.850" />
  </Stage>
)

const Parcel: Drawing = () => (
  <Stage width={40}>
    <path d="m32 18 20 9v22l-20 9-20-9V27z" fill="#C99E66" />
    <path d="m32 36 20-9v22l-20 9z" fill="#AD814A" />
    <path d="m32 18 20 9-20 9-20-9z" fill="#DDBA88" />
    <path d="m21 22.9 20 9v7l4-1.800v-7l-20-9z" fill="#F1DFC2" />
  </Stage>
)

export const home = {
  soap: Soap,
  toothpaste: Toothpaste,
  shampoo: Shampoo,
  detergent: Detergent,
  tissue: Tissue,
  parcel: Parcel,
}
