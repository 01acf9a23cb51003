// Which review was opened from the search, so that one key leads back there.
let opened = '';

export function openedFromSearch(review: string) {
  opened = review;
}

export function cameFromSearch(review: string): boolean {
  return opened !== '' && opened === review;
}
