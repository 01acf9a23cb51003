export { CommentsDialog } from './CommentsDialog';
export { OpenComments } from './OpenComments';
