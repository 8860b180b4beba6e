// The shape of what is coming, in the real grid and without shimmer; it appears only after 120 ms of waiting.
import { memo } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './skeletons.module.css'

type Shape = 'lines' | 'tiles' | 'figures' | 'rows'

export const Skeletons = memo(function Skeletons({
  shape,
  count,
}: {
  shape: Shape
  count: number
}) {
  const say = useSay()
  const grid = { lines: undefined, rows: undefined, tiles: css.tiles, figures: css.figures }[shape]
  return (
    <div className={classes(css.late, grid)} role="status" aria-label={say('act.loading')}>
      {Array.from({ length: count }, (_, index) => (
        <Piece key={index} shape={shape} index={index} />
      ))}
    </div>
  )
})

function Piece({ shape, index }: { shape: Shape; index: number }) {
  const wide = `${44 + ((index * 23) % 40)}%`
  if (shape === 'tiles') {
    return (
      <div className={css.tile}>
        <Bone width="56%" height={84} centred />
        <Bone width={wide} height={12} top={14} />
        <Bone width="36%" height={16} top={8} />
      </div>
    )
  }
  if (shape === 'figures') {
    return (
      <div className={css.tile}>
        <Bone width="40%" height={12} />
        <Bone width={wide} height={26} top={10} />
      </div>
    )
  }
  return (
    <div className={css.line}>
      <Bone width="52px" height={shape === 'rows' ? 24 : 44} />
      <span className={css.words}>
        <Bone width={wide} height={12} />
        {shape === 'lines' && <Bone width="30%" height={10} />}
      </span>
      <Bone width="64px" height={14} />
    </div>
  )
}

function Bone(props: { width: string; height: number; top?: number; centred?: boolean }) {
  const style = {
    inlineSize: props.width,
    blockSize: props.height,
    marginBlockStart: props.top,
    marginInline: props.centred ? 'auto' : undefined,
  }
  return <span className={css.bone} style={style} />
}
