import { useShownTheme } from '../../ui';
import type { Picture } from './pictures';

/** A picture of the program in the theme that is shown. Its place is kept before it is there. */
export function HelpPicture({ picture, alt }: { picture: Picture; alt: string }) {
  const theme = useShownTheme();
  return (
    <img
      className="help-picture"
      src={picture[theme]}
      width={picture.width}
      height={picture.height}
      alt={alt}
    />
  );
}
