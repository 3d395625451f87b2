/* Draws many faces of all kinds, to be run under the compiler's sanitizers: small and huge, degenerate, far outside,
   open and closed, with and without strokes, with just enough room. */
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

void draw_rows(uint8_t *pixels, ptrdiff_t stride, int width, int top, int bottom, int count, const int32_t *order,
                const int32_t *first, const double *curves, const float *colours, const float *ends,
                const float *widths, const uint8_t *closed, float *points, float *cells, ptrdiff_t room);

static uint32_t state = 1;
static double chance(void)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) / 16777216.0;
}

enum { WIDTH = 97, HEIGHT = 61, FACES = 60, CURVES = 5, ROUNDS = 400 };

int main(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        const double scale = round % 4 == 0 ? 30000 : round % 4 == 1 ? 300 : round % 4 == 2 ? 20 : 0.01;
        const ptrdiff_t room = round % 3 == 0 ? WIDTH + 5 : 4000;
        /* On the heap and of exactly the size, so that the first byte beyond is seen. */
        uint8_t *pixels = calloc(4 * WIDTH * HEIGHT, 1);
        int32_t *order = malloc(FACES * sizeof *order), *first = malloc((FACES + 1) * sizeof *first);
        double *curves = malloc(FACES * CURVES * 8 * sizeof *curves);
        float *colours = malloc(FACES * 16 * sizeof *colours), *ends = malloc(FACES * 4 * sizeof *ends);
        float *widths = malloc(FACES * sizeof *widths);
        uint8_t *closed = malloc(FACES);
        float *points = malloc(2 * (16 * CURVES + 1) * sizeof *points), *cells = calloc(room, sizeof *cells);
        first[0] = 0;
        for (int k = 0; k < FACES; k++) {
            const int n = round % 5 == 0 ? 0 : 1 + (int)(chance() * CURVES);
            const double x = chance() * WIDTH, y = chance() * HEIGHT;
            first[k + 1] = first[k] + n;
            for (int j = 0; j < 8 * n; j += 2) {
                const double still = chance() < 0.2 ? 0 : scale;
                curves[8 * first[k] + j] = x + (chance() - 0.5) * still;
                curves[8 * first[k] + j + 1] = y + (chance() - 0.5) * still;
            }
            const float alpha = chance() < 0.3 ? 0 : chance() < 0.5 ? 255 : (float)(255 * chance());
            for (int j = 0; j < 16; j++) colours[16 * k + j] = j % 4 == 3 ? alpha : (float)(alpha * chance());
            for (int j = 0; j < 4; j++) ends[4 * k + j] = chance() < 0.1 ? 0 : (float)((chance() - 0.5) * scale);
            widths[k] = chance() < 0.3 ? 0 : (float)(40 * chance() * chance());
            closed[k] = chance() < 0.7;
            order[k] = (k * 7) % FACES;
        }
        draw_rows(pixels, 4 * WIDTH, WIDTH, round % 7, HEIGHT - round % 11, FACES, order, first, curves, colours,
                  ends, widths, closed, points, cells, room);
        for (ptrdiff_t k = 0; k < room; k++)
            if (cells[k] != 0) {
                fprintf(stderr, "cell %td was left at %g in round %d\n", k, cells[k], round);
                return 1;
            }
        free(pixels), free(order), free(first), free(curves), free(colours), free(ends), free(widths), free(closed);
        free(points), free(cells);
    }
    printf("%d faces drawn\n", FACES * ROUNDS);
    return 0;
}
