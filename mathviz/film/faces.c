/* Faces of a surface, the farthest first, onto RGBA pixels. A face is a path of cubic curves that is filled and then
   stroked, with colours that change evenly from one point to another.

   Coverage is exact area, summed in a grid of cells: an edge adds to the cells of each row how much of the pixels
   from there on it covers, and a running sum along the row is each pixel's share. A stroke is the sum of a
   quadrilateral for each segment and a wedge for each corner. Cairo rounds shares to 1/255 and joins the parts of a
   stroke before it covers anything; those are the differences. The arithmetic is plain and in a fixed order, so two
   runs never differ. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef float v4 __attribute__((vector_size(16)));
typedef int32_t i4 __attribute__((vector_size(16)));
typedef uint8_t b4 __attribute__((vector_size(4)));
typedef struct {
    float x, y;
} point;

enum {
    MOST_SEGMENTS = 16, /* of a curve */
    MOST_ROWS = 4096,   /* of a grid */
    PAD = 5             /* cells beyond a row: an edge writes two of them, the search for zeros reads four */
};
static const float FLATNESS = 0.08f;     /* how far, in pixels, a segment may be from its curve */
static const float MITRE_LIMIT = 10;     /* Cairo's */
static const float LITTLE = 1 / 512.0f;  /* a share that is not seen */
static const float WEDGE = 0.02f;        /* and a corner's area, in pixels */

/* Cells for the pixels left <= x < left + width, top <= y < top + height, and which of each row are in use. */
typedef struct {
    float *cells;
    int32_t (*used)[2];
    int left, top, width, height;
} grid;

static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }

/* A pixel's bytes as numbers, and back. The compilers' own conversions take twenty instructions for it. */
static inline v4 pixel_at(const uint8_t *at)
{
#ifdef __SSE2__
    int32_t bytes;
    memcpy(&bytes, at, 4);
    const __m128i zero = _mm_setzero_si128();
    return (v4)_mm_cvtepi32_ps(_mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_cvtsi32_si128(bytes), zero), zero));
#else
    b4 bytes;
    memcpy(&bytes, at, 4);
    return __builtin_convertvector(bytes, v4);
#endif
}

static inline void set_pixel(uint8_t *at, v4 value)
{
#ifdef __SSE2__
    const __m128i whole = _mm_cvttps_epi32((__m128)value), half = _mm_packs_epi32(whole, whole);
    const int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(half, half));
#else
    const b4 bytes = __builtin_convertvector(__builtin_convertvector(value, i4), b4);
#endif
    memcpy(at, &bytes, 4);
}

static void add_edge(const grid *g, point a, point b)
{
    float sign = 1;
    if (a.y > b.y) {
        const point c = a;
        a = b;
        b = c;
        sign = -1;
    }
    float x = a.x - g->left, y0 = a.y - g->top, y1 = b.y - g->top;
    if (y0 == y1 || y1 <= 0 || y0 >= g->height) return;
    const float slope = (b.x - a.x) / (y1 - y0), right = g->width;
    if (y0 < 0) {
        x -= y0 * slope;
        y0 = 0;
    }
    y1 = least(y1, g->height);
    const int stride = g->width + PAD;
    float *row = g->cells + (ptrdiff_t)(int)y0 * stride;
    for (int y = (int)y0; y < y1; y++, row += stride) {
        const float height = least(y + 1, y1) - most(y, y0), next = x + slope * height, whole = height * sign;
        const float from = least(most(least(x, next), 0), right), to = least(most(most(x, next), 0), right);
        const int first = (int)from, last = (int)to;
        int32_t *used = g->used[y];
        if (first < used[0]) used[0] = first;
        if (last + 2 > used[1]) used[1] = last + 2;
        if (first == last) {
            const float rest = whole * ((from + to) * 0.5f - first);
            row[first] += whole - rest;
            row[first + 1] += rest;
        } else {
            /* Across several pixels: a triangle in the first and in the last, trapezia between. */
            const float rate = whole / (to - from), into = first + 1 - from, beyond = to - last;
            const float head = 0.5f * rate * into * into, tail = 0.5f * rate * beyond * beyond;
            row[first] += head;
            if (last == first + 1) {
                row[last] += whole - head - tail;
            } else {
                row[first + 1] += rate * (into + 0.5f) - head;
                for (int k = first + 2; k < last; k++) row[k] += rate;
                row[last] += rate * (beyond + 0.5f) - tail;
            }
            row[last + 1] += tail;
        }
        x = next;
    }
}

/* Lay colours over the pixels as far as they are covered, and clear the cells. The colours are those at the two ends,
   premultiplied, 0 to 255, and equally opaque. */
static void paint(const grid *g, uint8_t *pixels, ptrdiff_t stride, const v4 colours[2], const float ends[4])
{
    const float wx = ends[2] - ends[0], wy = ends[3] - ends[1], way = wx * wx + wy * wy;
    const float scale = way > 1e-6f ? 1 / way : 0, step = wx * scale;
    const v4 base = colours[0], change = colours[1] - colours[0], half = {0.5f, 0.5f, 0.5f, 0.5f};
    const float opacity = base[3] * (1 / 255.0f);
    for (int y = 0; y < g->height; y++) {
        float *row = g->cells + (ptrdiff_t)y * (g->width + PAD), sum = 0;
        const float start = ((g->left + 0.5f - ends[0]) * wx + (g->top + y + 0.5f - ends[1]) * wy) * scale;
        uint8_t *line = pixels + (g->top + y) * stride + 4 * (ptrdiff_t)g->left;
        const int end = g->used[y][1] < g->width ? g->used[y][1] : g->width;
        int x = g->used[y][0];
        while (x < end) {
            uint64_t next[2];
            memcpy(next, row + x, sizeof next);
            if (!(next[0] | next[1])) {
                /* Four pixels that no edge crosses. */
                const float share = fabsf(sum);
                if (share < LITTLE) {
                    x += 4;
                    continue;
                }
                if (x + 4 <= end && share > 1 - LITTLE && opacity >= 1) {
                    for (int k = 0; k < 4; k++, x++) {
                        const float t = least(most(start + step * x, 0), 1);
                        set_pixel(line + 4 * (ptrdiff_t)x, base + change * t + half);
                    }
                    continue;
                }
            }
            sum += row[x];
            row[x] = 0;
            if (fabsf(sum) >= LITTLE) {
                const float share = least(fabsf(sum), 1), t = least(most(start + step * x, 0), 1);
                uint8_t *at = line + 4 * (ptrdiff_t)x;
                set_pixel(at, (base + change * t) * share + pixel_at(at) * (1 - opacity * share) + half);
            }
            x++;
        }
        for (x = end; x < g->used[y][1]; x++) row[x] = 0;
        g->used[y][0] = INT32_MAX;
        g->used[y][1] = 0;
    }
}

/* The points of a cubic curve but for its last; how many. */
static int flatten(const double c[8], point *to)
{
    const double ax = fabs(c[0] - 2 * c[2] + c[4]), ay = fabs(c[1] - 2 * c[3] + c[5]);
    const double bx = fabs(c[2] - 2 * c[4] + c[6]), by = fabs(c[3] - 2 * c[5] + c[7]);
    const double bend = hypot(ax > bx ? ax : bx, ay > by ? ay : by);
    /* n segments are at most 3/4 bend / n^2 from the curve. */
    int n = 1;
    while (n < MOST_SEGMENTS && 0.75 * bend > FLATNESS * n * n) n++;
    for (int k = 0; k < n; k++) {
        const double t = (double)k / n, u = 1 - t;
        const double b[4] = {u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t};
        to[k].x = (float)(b[0] * c[0] + b[1] * c[2] + b[2] * c[4] + b[3] * c[6]);
        to[k].y = (float)(b[0] * c[1] + b[1] * c[3] + b[2] * c[5] + b[3] * c[7]);
    }
    return n;
}

/* The wedge between two segments that meet at a point; before and across lead from it to their left sides. */
static void add_corner(const grid *g, point at, point before, point across)
{
    const float turn = before.x * across.y - before.y * across.x, along = before.x * across.x + before.y * across.y;
    if (fabsf(turn) < WEDGE) return;
    const float side = turn > 0 ? -1 : 1, square = across.x * across.x + across.y * across.y;
    const point from = {at.x + side * before.x, at.y + side * before.y};
    const point to = {at.x + side * across.x, at.y + side * across.y};
    point tip = to;
    if (2 * square <= MITRE_LIMIT * MITRE_LIMIT * (square + along)) {
        const float out = side * square / (square + along);
        tip.x = at.x + (before.x + across.x) * out;
        tip.y = at.y + (before.y + across.y) * out;
    }
    /* In the same sense as the segments. */
    const point around[4] = {at, side > 0 ? from : to, tip, side > 0 ? to : from};
    for (int k = 0; k < 4; k++) add_edge(g, around[k], around[(k + 1) % 4]);
}

static void add_stroke(const grid *g, const point *p, int n, int closed, float half)
{
    const int sides = closed ? n : n - 1;
    point before = {0, 0}, first = {0, 0}, start = p[0];
    int drawn = 0;
    for (int k = 0; k < sides; k++) {
        const point a = p[k], b = p[k + 1 < n ? k + 1 : 0];
        const float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
        if (length < 1e-4f) continue;
        const point across = {-dy / length * half, dx / length * half};
        const point around[4] = {{a.x + across.x, a.y + across.y},
                                 {b.x + across.x, b.y + across.y},
                                 {b.x - across.x, b.y - across.y},
                                 {a.x - across.x, a.y - across.y}};
        for (int j = 0; j < 4; j++) add_edge(g, around[j], around[(j + 1) % 4]);
        if (drawn++) {
            add_corner(g, a, before, across);
        } else {
            first = across;
            start = a;
        }
        before = across;
    }
    if (closed && drawn > 1) add_corner(g, start, before, first);
}

/* Draw faces. Give this another name when its arguments change: what was built before must not be called.

   pixels    RGBA, width pixels a row, rows stride bytes apart; only rows top <= y < bottom are drawn
   order     the faces to draw, count of them
   first     of each face its first curve; the next face's is its end
   curves    four points each, in pixels
   colours   of each face: fill and stroke, of both ends, RGBA premultiplied, 0 to 255; equally opaque at both
   ends      of each face: the two points between which its colours change
   widths    of each face's stroke, in pixels
   closed    whether its stroke is
   points    room for 16 points for each curve of a face, and one more
   cells     all zero, and left so: room for width + 5 or more */
void draw_rows(uint8_t *pixels, ptrdiff_t stride, int width, int top, int bottom, int count, const int32_t *order,
                const int32_t *first, const double *curves, const float *colours, const float *ends,
                const float *widths, const uint8_t *closed, float *points, float *cells, ptrdiff_t room)
{
    point *p = (point *)points;
    int32_t used[MOST_ROWS][2];
    for (int y = 0; y < MOST_ROWS; y++) {
        used[y][0] = INT32_MAX;
        used[y][1] = 0;
    }
    for (int k = 0; k < count; k++) {
        const int face = order[k];
        int n = 0;
        for (int c = first[face]; c < first[face + 1]; c++) n += flatten(curves + 8 * (ptrdiff_t)c, p + n);
        if (n == 0) continue;
        if (!closed[face]) {
            const double *end = curves + 8 * (ptrdiff_t)first[face + 1] - 2;
            p[n].x = (float)end[0];
            p[n++].y = (float)end[1];
        }
        float x0 = p[0].x, x1 = x0, y0 = p[0].y, y1 = y0;
        for (int j = 1; j < n; j++) {
            x0 = least(x0, p[j].x);
            x1 = most(x1, p[j].x);
            y0 = least(y0, p[j].y);
            y1 = most(y1, p[j].y);
        }
        if (y1 + MITRE_LIMIT * widths[face] < top || y0 - MITRE_LIMIT * widths[face] > bottom) continue;
        v4 paints[4];
        memcpy(paints, colours + 16 * (ptrdiff_t)face, sizeof paints);
        for (int stroke = 0; stroke < 2; stroke++) {
            const v4 *own = paints + 2 * stroke;
            const float half = stroke ? widths[face] * 0.5f : 0, reach = half * MITRE_LIMIT;
            if (own[0][3] <= 0 || (stroke && half <= 0)) continue;
            const int left = (int)most(x0 - reach, 0), right = (int)ceilf(least(x1 + reach, width));
            const int from = (int)most(y0 - reach, top), to = (int)ceilf(least(y1 + reach, bottom));
            if (left >= right) continue;
            const int rows = (int)least(room / (right - left + PAD), MOST_ROWS);
            for (int y = from; y < to; y += rows) {
                const grid g = {cells, used, left, y, right - left, to - y < rows ? to - y : rows};
                if (stroke) {
                    add_stroke(&g, p, n, closed[face], half);
                } else {
                    for (int j = 0; j < n; j++) add_edge(&g, p[j], p[j + 1 < n ? j + 1 : 0]);
                }
                paint(&g, pixels, stride, own, ends + 4 * (ptrdiff_t)face);
            }
        }
    }
}
