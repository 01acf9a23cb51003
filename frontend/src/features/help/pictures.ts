import sizes from '../../../../assets/pictures/sizes.json';

/** A picture of the program in both themes; both have one size. */
export type Picture = { light: string; dark: string; width: number; height: number };

// The only pictures there are: those the program was built with.
const files = import.meta.glob<string>('../../../../assets/pictures/*.png', {
  eager: true,
  import: 'default',
  query: '?url',
});
const known = new Map<string, { width: number; height: number }>(Object.entries(sizes));
const address = (name: string) => files[`../../../../assets/pictures/${name}.png`];

/** The picture that a page names as "../pictures/NAME.png". Nothing else is one. */
export function pictureNamed(source: string): Picture | undefined {
  const name = /^\.\.\/pictures\/([a-z]+)\.png$/.exec(source)?.[1] ?? '';
  const size = known.get(name);
  const light = address(name);
  const dark = address(`${name}-dark`);
  return size && light !== undefined && dark !== undefined ? { light, dark, ...size } : undefined;
}
