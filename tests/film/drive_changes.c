/* Codes pictures of noise, of any strength and at any quantiser, for the sanitizers to watch. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ptrdiff_t mathviz_code_changes(const uint8_t *const *, const int32_t *, int, int, uint8_t *const *, const int32_t *,
                               const uint8_t *, int, int, const int32_t *, int, const uint8_t *, int, uint32_t *,
                               uint8_t *, uint8_t *);

int main(void)
{
    enum { width = 70, height = 50, across = 5, down = 4, marked = across * down };
    const int32_t strides[3] = {width, width / 2, width / 2}, lines[3] = {80, 40, 40};
    const uint8_t header[5] = {0x41, 0x9a, 0x22, 0x11, 0xff};
    uint8_t *planes[3], *shown[3];
    for (int p = 0; p < 3; p++) {
        planes[p] = malloc((size_t)(p ? width * height / 4 : width * height));
        shown[p] = calloc(1, p ? 40 * 32 : 80 * 64);
    }
    uint8_t *tiles = malloc(marked);
    uint32_t *notes = malloc(across * sizeof *notes);
    const size_t room = 64 + 2 * marked + 8192 * marked;
    uint8_t *bits = malloc(room), *packet = malloc(room * 3 / 2);
    uint32_t random = 1;
    ptrdiff_t size = 0;
    int pictures = 0;
    for (; pictures < 12; pictures++) {
        const int32_t coarse = 51 * pictures / 11, quantisers[4] = {coarse, coarse * 3 / 4, coarse / 2, coarse / 3};
        for (int p = 0; p < 3; p++)
            for (int i = 0; i < (p ? width * height / 4 : width * height); i++) {
                random = random * 1664525 + 1013904223;
                planes[p][i] = (uint8_t)(pictures & 1 ? random >> 24 : random >> 31 ? 255 : 0);
            }
        for (int i = 0; i < marked; i++)
            tiles[i] = (uint8_t)((i + pictures) % 3);
        size += mathviz_code_changes((const uint8_t *const *)planes, strides, width, height, shown, lines, tiles,
                                     across, down, quantisers, 22, header, 5, notes, bits, packet);
    }
    printf("pictures: %d, bytes: %td\n", pictures, size);
    for (int p = 0; p < 3; p++) {
        free(planes[p]);
        free(shown[p]);
    }
    free(tiles);
    free(notes);
    free(bits);
    free(packet);
    return 0;
}
