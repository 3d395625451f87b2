/* Pixels to the encoder's format: RGBA to 4:2:0 in limited range, in fixed point.

   Written so that compilers make vector code of it; native.py says the same in NumPy, to the same bytes. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef VECTORS
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__)
#define VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define VECTORS
#endif
#endif

#define RED(p) ((int32_t)((p) & 255))
#define GREEN(p) ((int32_t)((p) >> 8 & 255))
#define BLUE(p) ((int32_t)((p) >> 16 & 255))

/* A rectangle: pixels left <= x < right, top <= y < bottom, all even. */
typedef struct {
    int32_t left, top, right, bottom;
} rectangle;

/* weights: of red, green and blue, times 2^16, for luma and for the two colour differences.
   stride: bytes from one line of rgba to the next; planes are without gaps; width and height are even. */
VECTORS static void to_420(const uint8_t *rgba, ptrdiff_t stride, int width, int height, const int32_t *weights,
                           uint8_t *restrict luma, uint8_t *restrict blue, uint8_t *restrict red)
{
    const int32_t yr = weights[0], yg = weights[1], yb = weights[2];
    const int32_t ur = weights[3], ug = weights[4], ub = weights[5];
    const int32_t vr = weights[6], vg = weights[7], vb = weights[8];
    for (int y = 0; y < height; y += 2) {
        const uint32_t *restrict one = (const uint32_t *)(rgba + y * stride);
        const uint32_t *restrict two = (const uint32_t *)(rgba + (y + 1) * stride);
        uint8_t *restrict upper = luma + (ptrdiff_t)y * width, *restrict lower = upper + width;
        uint8_t *restrict u = blue + (ptrdiff_t)(y / 2) * (width / 2), *restrict v = red + (u - blue);
        for (int x = 0; x < width; x++) {
            const uint32_t p = one[x], q = two[x];
            upper[x] = (uint8_t)((yr * RED(p) + yg * GREEN(p) + yb * BLUE(p) + (16 << 16) + (1 << 15)) >> 16);
            lower[x] = (uint8_t)((yr * RED(q) + yg * GREEN(q) + yb * BLUE(q) + (16 << 16) + (1 << 15)) >> 16);
        }
        for (int x = 0; x < width / 2; x++) {
            const uint32_t p = one[2 * x], q = one[2 * x + 1], r = two[2 * x], s = two[2 * x + 1];
            const int32_t reds = RED(p) + RED(q) + RED(r) + RED(s);
            const int32_t greens = GREEN(p) + GREEN(q) + GREEN(r) + GREEN(s);
            const int32_t blues = BLUE(p) + BLUE(q) + BLUE(r) + BLUE(s);
            u[x] = (uint8_t)((ur * reds + ug * greens + ub * blues + (128 << 18) + (1 << 17)) >> 18);
            v[x] = (uint8_t)((vr * reds + vg * greens + vb * blues + (128 << 18) + (1 << 17)) >> 18);
        }
    }
}

/* The planes of each rectangle, one after the other. */
void mathviz_pack_420(const uint8_t *rgba, ptrdiff_t stride, const rectangle *areas, int count,
                      const int32_t *weights, uint8_t *packed)
{
    for (int i = 0; i < count; i++) {
        const rectangle a = areas[i];
        const int width = a.right - a.left, height = a.bottom - a.top;
        const ptrdiff_t size = (ptrdiff_t)width * height;
        to_420(rgba + a.top * stride + 4 * (ptrdiff_t)a.left, stride, width, height, weights, packed, packed + size,
               packed + size + size / 4);
        packed += size + size / 2;
    }
}

/* Write what was packed to the rectangles of the planes.
   halves: how often a plane is halved, each way, against luma. */
void mathviz_write(uint8_t *const *planes, const int32_t *strides, const int32_t *halves, int plane_count,
                   const rectangle *areas, int count, const uint8_t *packed)
{
    for (int i = 0; i < count; i++) {
        for (int p = 0; p < plane_count; p++) {
            const int half = halves[p];
            const int left = areas[i].left >> half, top = areas[i].top >> half;
            const int width = (areas[i].right >> half) - left, height = (areas[i].bottom >> half) - top;
            uint8_t *line = planes[p] + (ptrdiff_t)top * strides[p] + left;
            for (int y = 0; y < height; y++, line += strides[p], packed += width)
                memcpy(line, packed, (size_t)width);
        }
    }
}

/* Are all bytes the same? Most pieces are as wide as a tile, too short for a call. */
static inline int same(const uint8_t *one, const uint8_t *other, int size)
{
    if (size != 16)
        return !memcmp(one, other, (size_t)size);
    uint64_t a[2], b[2];
    memcpy(a, one, 16);
    memcpy(b, other, 16);
    return a[0] == b[0] && a[1] == b[1];
}

/* Mark the tiles, 16 bytes and lines of luma, where the rectangles differ from what was packed.
   across: tiles from one row to the next. */
void mathviz_differ(uint8_t *const *planes, const int32_t *strides, const int32_t *halves, int plane_count,
                    const rectangle *areas, int count, const uint8_t *packed, uint8_t *tiles, int across)
{
    for (int i = 0; i < count; i++) {
        for (int p = 0; p < plane_count; p++) {
            const int shift = 4 - halves[p], size = 1 << shift;
            const int left = areas[i].left >> halves[p], right = areas[i].right >> halves[p];
            const int top = areas[i].top >> halves[p], bottom = areas[i].bottom >> halves[p];
            const size_t width = (size_t)(right - left);
            for (int y = top; y < bottom; y++, packed += width) {
                const uint8_t *line = planes[p] + (ptrdiff_t)y * strides[p];
                if (!memcmp(line + left, packed, width))
                    continue;
                uint8_t *row = tiles + (ptrdiff_t)(y >> shift) * across;
                for (int x = left, next; x < right; x = next) {
                    next = (x & -size) + size;
                    if (next > right)
                        next = right;
                    if (!row[x >> shift] && !same(line + x, packed + (x - left), next - x))
                        row[x >> shift] = 1;
                }
            }
        }
    }
}
