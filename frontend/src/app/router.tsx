import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { ScreenError } from './ErrorBoundary';
import { NotFound } from './NotFound';
import { reviewTabs } from './reviewTabs';
import { Shell } from './Shell';

// Hash history: the window serves one page from an embedded folder. Each screen
// is a chunk of its own, fetched from that folder when it is first shown.

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/reviews' });
  },
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(() => import('../features/reviews-list'), 'ReviewsList'),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  component: lazyRouteComponent(() => import('../features/reviews-list'), 'Trash'),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$ref',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({
      to: '/reviews/$ref/$tab',
      params: { ref: params.ref, tab: reviewTabs[0].id },
    });
  },
});

const reviewTab = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$ref/$tab',
  component: lazyRouteComponent(() => import('./ReviewRoom'), 'ReviewRoom'),
});

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  component: lazyRouteComponent(() => import('../features/library'), 'Library'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/import'), 'ImportScreen'),
});

const conflicts = createRoute({
  getParentRoute: () => root,
  path: '/conflicts',
  component: lazyRouteComponent(() => import('../features/conflicts'), 'ConflictScreen'),
});

const spaces = createRoute({
  getParentRoute: () => root,
  path: '/spaces',
  component: lazyRouteComponent(() => import('../features/spaces'), 'SpacesScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings'), 'Settings'),
});

const helpStart = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('../features/help'), 'Help'),
});

const help = createRoute({
  getParentRoute: () => root,
  path: '/help/$topic',
  component: lazyRouteComponent(() => import('../features/help'), 'Help'),
});

const routeTree = root.addChildren([
  start,
  reviews,
  trash,
  review,
  reviewTab,
  library,
  importing,
  conflicts,
  spaces,
  settings,
  helpStart,
  help,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultErrorComponent: ScreenError,
    defaultPendingMs: 300,
  });
}

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- module augmentation needs an interface
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
