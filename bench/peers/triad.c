/* What this machine's memory gives one thread: a[i] = b[i] + 3 c[i], 24 bytes a step. Prints GB/s, best of ten. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(void) {
  long n = 1L << 24;
  double *a = malloc(n * 8), *b = malloc(n * 8), *c = malloc(n * 8), best = 1e9;
  for (long i = 0; i < n; i++) a[i] = b[i] = c[i] = i;
  for (int r = 0; r < 10; r++) {
    struct timespec s, e;
    clock_gettime(CLOCK_MONOTONIC, &s);
    for (long i = 0; i < n; i++) a[i] = b[i] + 3 * c[i];
    clock_gettime(CLOCK_MONOTONIC, &e);
    double t = (e.tv_sec - s.tv_sec) + 1e-9 * (e.tv_nsec - s.tv_nsec);
    if (t < best) best = t;
  }
  printf("%g %g\n", 24.0 * n / best / 1e9, a[7]);
  return 0;
}
