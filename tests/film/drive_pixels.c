/* Packs and patches rectangles of a picture, for the sanitizers to watch. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int32_t left, top, right, bottom;
} rectangle;

void mathviz_pack_420(const uint8_t *, ptrdiff_t, const rectangle *, int, const int32_t *, uint8_t *);
void mathviz_write(uint8_t *const *, const int32_t *, const int32_t *, int, const rectangle *, int, const uint8_t *);
void mathviz_differ(uint8_t *const *, const int32_t *, const int32_t *, int, const rectangle *, int, const uint8_t *,
                    uint8_t *, int);

static int marked(const uint8_t *tiles, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += tiles[i];
    return sum;
}

int main(void)
{
    enum { width = 46, height = 34 };
    const int32_t weights[9] = {11966, 40254, 4064, -6596, -22188, 28784, 28784, -26145, -2639};
    const rectangle areas[] = {{0, 0, width, 2}, {44, 2, 46, 34}, {16, 16, 32, 32}, {2, 4, 4, 6}};
    uint8_t *rgba = malloc(4 * width * height);
    for (int i = 0; i < 4 * width * height; i++)
        rgba[i] = (uint8_t)(i * 7919);
    int size = 0;
    for (int i = 0; i < 4; i++)
        size += (areas[i].right - areas[i].left) * (areas[i].bottom - areas[i].top) * 3 / 2;
    uint8_t *packed = malloc((size_t)size);
    mathviz_pack_420(rgba, 4 * width, areas, 4, weights, packed);
    uint8_t *planes[3] = {calloc(1, width * height), calloc(1, width * height / 4), calloc(1, width * height / 4)};
    const int32_t strides[3] = {width, width / 2, width / 2}, halves[3] = {0, 1, 1};
    enum { across = 3, down = 3 };
    uint8_t *before = calloc(1, across * down), *after = calloc(1, across * down);
    mathviz_differ(planes, strides, halves, 3, areas, 4, packed, before, across);
    mathviz_write(planes, strides, halves, 3, areas, 4, packed);
    mathviz_differ(planes, strides, halves, 3, areas, 4, packed, after, across);
    printf("tiles that differ before: %d, after: %d\n", marked(before, across * down), marked(after, across * down));
    free(before);
    free(after);
    for (int p = 0; p < 3; p++)
        free(planes[p]);
    free(packed);
    free(rgba);
    return 0;
}
