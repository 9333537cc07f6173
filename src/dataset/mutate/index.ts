export { acceptMutation } from './accept-mutation.ts';
export { CHANGE_KINDS, type ChangeKind } from './change.ts';
export { EDIT_CLASSES, type EditClass, editClassOf, editDistance } from './edit-distance.ts';
export { makeMutation } from './mutation.ts';
