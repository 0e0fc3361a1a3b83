/* The kernels' algorithms in C on one thread: marginal cubes by recursion over blocks, ln(Q/P), weights Q e^{w ln(Q/P)}, and the terminal sweep in place, in the kernels' own
   order of states and with their division into far sites (summed by the tile), near sites (by the row) and the last sites (a row of its own).

   Compiled for one size: -DK= -DL= -DFAR= (sites before a tile) -DLAST= (sites of a row, 1 or 2).

   Reads requests from standard input, one a line, and answers each with a line of JSON:
     load Q P        paths of two laws, K^L doubles each, row-major
     prepare         cubes and ln(Q/P)                    -> {"ns": per state}
     law W N         terminal law at w, N times           -> {"ns": per state, one of them}
     grid W0 DW N    laws on an even grid, all kept       -> {"ns": per state and weight}
     compare PATH    largest difference of the law left behind from K^L doubles -> {"value"} */
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define D (K + 1)
#if LAST == 2
#define ROW (D * D)
#else
#define ROW D
#endif
#define NEAR (L - FAR - LAST)

static long power(long base, int times) {
  long value = 1;
  while (times-- > 0) value *= base;
  return value;
}

static long states, complete, tile;
static double *Q, *P, *R, *A, *base, *ratio, *laws[2], *law, *inflow, *outflow;

/* Cube of a law on the last `sites` sites; returns what of the law is left. */
static inline __attribute__((always_inline)) const double *row_of(const double *from, double *to) {
  double sum = 0;
  for (int v = 0; v < K; v++) sum += to[v] = from[v];
  to[K] = sum;
  return from + K;
}

static inline __attribute__((always_inline)) void sum_blocks(double *to, long block) {
  double *out = to + K * block;
  for (long j = 0; j < block; j++) {
    double sum = to[j];
    for (int v = 1; v < K; v++) sum += to[v * block + j];
    out[j] = sum;
  }
}

/* Long blocks a token at a time would be read and written K times: 256 numbers of all tokens at a time. */
static void sum_long(double *to, long block) {
  double *out = to + K * block;
  for (long from = 0; from < block; from += 256) {
    long n = block - from < 256 ? block - from : 256;
    double *o = out + from;
    memcpy(o, to + from, n * 8);
    for (int v = 1; v < K; v++) {
      const double *x = to + v * block + from;
      for (long j = 0; j < n; j++) o[j] += x[j];
    }
  }
}

static const double *pair_of(const double *from, double *to) {
  for (int v = 0; v < K; v++) from = row_of(from, to + v * D);
  sum_blocks(to, D);
  return from;
}

static const double *cube_of(const double *from, double *to, int sites) {
  if (sites == 1) return row_of(from, to);
  if (sites == 2) return pair_of(from, to);
  long block = power(D, sites - 1);
  for (int v = 0; v < K; v++) from = cube_of(from, to + v * block, sites - 1);
  if (block < 1024) sum_blocks(to, block);
  else sum_long(to, block);
  return from;
}

static void prepare(void) {
  cube_of(laws[0], Q, L);
  cube_of(laws[1], P, L);
  for (long s = 0; s < states; s++) R[s] = log(Q[s] / P[s]);
}

static void weights(double w) {
  for (long s = 0; s < states; s++) A[s] = Q[s] * exp(w * R[s]);
}

/* One row with its sums over the sites before it: H (or the law) in place. */
static inline __attribute__((always_inline)) void sweep_row(double *restrict x, const double *restrict in, const double *restrict out, int masked) {
#if LAST == 1
  double sum = 0;
  for (int v = 0; v < K; v++) sum += x[v];
  double top = x[K] * in[K] / (out[K] + sum);
  x[K] = top;
  if (masked)
    for (int v = 0; v < K; v++) x[v] = x[v] * (in[v] + top) / out[v];
  else
    for (int v = 0; v < K; v++) x[v] = x[v] * (in[v] + top);
#else
  double side[K], below[K], all = 0;
  for (int a = 0; a < K; a++) {
    double sum = 0;
    for (int v = 0; v < K; v++) sum += x[a * D + v];
    side[a] = sum;
    all += x[a * D + K];
  }
  for (int v = 0; v < K; v++) {
    double sum = 0;
    for (int a = 0; a < K; a++) sum += x[a * D + v];
    below[v] = sum;
    all += x[K * D + v];
  }
  double top = x[ROW - 1] * in[ROW - 1] / (out[ROW - 1] + all);
  x[ROW - 1] = top;
  for (int a = 0; a < K; a++) x[a * D + K] = x[a * D + K] * (in[a * D + K] + top) / (out[a * D + K] + side[a]);
  for (int v = 0; v < K; v++) x[K * D + v] = x[K * D + v] * (in[K * D + v] + top) / (out[K * D + v] + below[v]);
  for (int a = 0; a < K; a++)
    for (int v = 0; v < K; v++) {
      double y = x[a * D + v] * (in[a * D + v] + x[a * D + K] + x[K * D + v]);
      x[a * D + v] = masked ? y / out[a * D + v] : y;
    }
#endif
}

/* Sums over the far sites of a whole tile; returns how many of them are masked. */
static int far_sums(long t) {
  long stride = 1, rest = t;
  int masked = 0, revealed = 0;
  for (int i = FAR - 1; i >= 0; i--, rest /= D, stride *= D) {
    int digit = rest % D;
    double *own = A + t * tile;
    if (digit == K) {
      for (long from = 0; from < tile; from += 512) {
        long n = tile - from < 512 ? tile - from : 512;
        double *o = outflow + from;
        for (int v = 0; v < K; v++) {
          const double *x = own - (K - v) * stride * tile + from;
          if (masked == 0 && v == 0) memcpy(o, x, n * 8);
          else
            for (long j = 0; j < n; j++) o[j] += x[j];
        }
      }
      masked++;
    } else {
      const double *x = own + (K - digit) * stride * tile;
      if (revealed++ == 0) memcpy(inflow, x, tile * 8);
      else
        for (long j = 0; j < tile; j++) inflow[j] += x[j];
    }
  }
  if (revealed == 0) memset(inflow, 0, tile * 8);
  if (masked == 0) memset(outflow, 0, tile * 8);
  return masked;
}

static void sweep(void) {
  long rows = tile / ROW;
  const double root = 1 / A[states - 1];
  for (long t = states / tile - 1; t >= 0; t--) {
    int far_masked = FAR > 0 ? far_sums(t) : 0;
    int digits[NEAR + 1];
    for (int i = 0; i < NEAR; i++) digits[i] = K;
    for (long r = rows - 1; r >= 0; r--) {
      double *x = A + t * tile + r * ROW;
      double in[ROW], out[ROW];
      if (FAR > 0) {
        memcpy(in, inflow + r * ROW, sizeof in);
        memcpy(out, outflow + r * ROW, sizeof out);
      } else {
        memset(in, 0, sizeof in);
        memset(out, 0, sizeof out);
      }
      int masked = far_masked;
      long stride = ROW;
      for (int i = NEAR - 1; i >= 0; i--, stride *= D) {
        if (digits[i] == K) {
          masked++;
          for (int v = 1; v <= K; v++) {
            const double *child = x - v * stride;
            for (int j = 0; j < ROW; j++) out[j] += child[j];
          }
        } else {
          const double *parent = x + (K - digits[i]) * stride;
          for (int j = 0; j < ROW; j++) in[j] += parent[j];
        }
      }
      if (t == states / tile - 1 && r == rows - 1) in[ROW - 1] = root;
      sweep_row(x, in, out, masked);
      for (int i = NEAR - 1; i >= 0; i--) {
        if (digits[i]-- > 0) break;
        digits[i] = K;
      }
    }
  }
}

/* The complete states, in their own order. */
static double *read_law(const double *cube, double *to, int sites) {
  if (sites == 1) {
    memcpy(to, cube, K * 8);
    return to + K;
  }
  long block = power(D, sites - 1);
  for (int v = 0; v < K; v++) to = read_law(cube + v * block, to, sites - 1);
  return to;
}

static double *room(long count) {
  double *at = aligned_alloc(64, (count * 8 + 127) / 64 * 64);
  memset(at, 0, count * 8);
  return at;
}

static void one_law(double w) {
  weights(w);
  sweep();
  read_law(A, law, L);
}

static void grid(double from, double step, int count) {
  if (!base) base = room(states), ratio = room(states);
  static double *kept;
  if (!kept) kept = room(count * complete);
  for (long s = 0; s < states; s++) ratio[s] = exp(step * R[s]), base[s] = Q[s] * exp(from * R[s]);
  for (int j = 0; j < count; j++) {
    for (long s = 0; s < states; s++) A[s] = base[s], base[s] *= ratio[s];
    sweep();
    read_law(A, kept + j * complete, L);
  }
  memcpy(law, kept + (count - 1) * complete, complete * 8);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static void read_doubles(const char *path, double *to) {
  FILE *file = fopen(path, "rb");
  if (!file || fread(to, 8, complete, file) != (size_t)complete) exit(1);
  fclose(file);
}

int main(void) {
  states = power(D, L), complete = power(K, L), tile = power(D, L - FAR);
  Q = room(states), P = room(states), R = room(states), A = room(states);
  laws[0] = room(complete), laws[1] = room(complete), law = room(complete);
  inflow = room(tile), outflow = room(tile);
  char line[4096], verb[16], first[2000], second[2000];
  while (fgets(line, sizeof line, stdin)) {
    double x = 0, y = 0, value = 0, per = states;
    int n = 1;
    sscanf(line, "%15s", verb);
    double start = seconds();
    if (!strcmp(verb, "load") && sscanf(line, "%*s %1999s %1999s", first, second) == 2) read_doubles(first, laws[0]), read_doubles(second, laws[1]);
    else if (!strcmp(verb, "prepare")) prepare();
    else if (!strcmp(verb, "law") && sscanf(line, "%*s %lf %d", &x, &n) == 2)
      for (int j = 0; j < n; j++) one_law(x);
    else if (!strcmp(verb, "grid") && sscanf(line, "%*s %lf %lf %d", &x, &y, &n) == 3) grid(x, y, n);
    else if (!strcmp(verb, "compare") && sscanf(line, "%*s %1999s", first) == 1) {
      double *other = room(complete);
      read_doubles(first, other);
      for (long j = 0; j < complete; j++) value = fmax(value, fabs(other[j] - law[j]));
      free(other);
    }
    printf("{\"ns\": %.6g, \"value\": %.6g}\n", (seconds() - start) * 1e9 / per / n, value);
    fflush(stdout);
  }
  return 0;
}
