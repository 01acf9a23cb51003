export { ReviewsList } from './ReviewsList';
export { Trash } from './Trash';
