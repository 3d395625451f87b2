/* A picture of H.264 that says what changed since the one before: a P slice, its bits coded with CABAC.

   A macroblock (16 x 16 pixels) either stays or gets differences to what is in its place, coded with 8 x 8
   transforms of luma and 4 x 4 of colours. Nothing is searched for and no edges are smoothed: what stays costs
   next to nothing. Clauses and tables are those of ITU-T H.264. */

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

/* ---- Binary arithmetic coder (9.3.4) ---- */

/* The contexts' numbers of table 9-34, as far as they are used. */
enum {
    SKIPPED = 11, TYPE = 14, VECTOR_X = 40, VECTOR_Y = 47, QUANTISER = 60, LUMA = 73, COLOUR = 77,
    CODED_DC = 97, CODED_AC = 101, FOUND_DC = 149, FOUND_AC = 152, LAST_DC = 210, LAST_AC = 213,
    LEVEL_DC = 257, LEVEL_AC = 266, SIZE = 399, FOUND_8 = 402, LAST_8 = 417, LEVEL_8 = 426, CONTEXTS = 436
};

/* m and n of tables 9-13 to 9-33, for cabac_init_idc 0. */
static const int8_t initial[CONTEXTS][2] = {
    [11] = {23, 33}, {23, 2}, {21, 0},
    [14] = {1, 9}, {0, 49}, {-37, 118},
    [40] = {-3, 69}, {-6, 81}, {-11, 96}, {6, 55}, {7, 67}, {-5, 86}, {2, 88}, {0, 58}, {-3, 76}, {-10, 94}, {5,
    54}, {4, 69}, {-3, 81}, {0, 88},
    [60] = {0, 41}, {0, 63}, {0, 63}, {0, 63},
    [73] = {-27, 126}, {-28, 98}, {-25, 101}, {-23, 67},
    [77] = {-28, 82}, {-20, 94}, {-16, 83}, {-22, 110}, {-21, 91}, {-18, 102}, {-13, 93}, {-29, 127},
    [97] = {5, 54}, {6, 60}, {6, 59}, {6, 69}, {-1, 48}, {0, 68}, {-4, 69}, {-8, 88},
    [149] = {3, 64}, {1, 61}, {9, 63}, {7, 50}, {16, 39}, {5, 44}, {4, 52}, {11, 48}, {-5, 60}, {-1, 59}, {0,
    59}, {22, 33}, {5, 44}, {14, 43}, {-1, 78}, {0, 60}, {9, 69},
    [210] = {1, 67}, {5, 59}, {9, 67}, {16, 30}, {18, 32}, {18, 35}, {22, 29}, {24, 31}, {23, 38}, {18, 43},
    {20, 41}, {11, 63}, {9, 59}, {9, 64}, {-1, 94}, {-2, 89}, {-9, 108},
    [257] = {0, 70}, {-4, 29}, {5, 31}, {7, 42}, {1, 59}, {-2, 58}, {-3, 72}, {-3, 81}, {-11, 97}, {0, 58}, {8,
    5}, {10, 14}, {14, 18}, {13, 27}, {2, 40}, {0, 58}, {-3, 70}, {-6, 79}, {-8, 85},
    [399] = {12, 40}, {11, 51}, {14, 59},
    [402] = {-4, 79}, {-7, 71}, {-5, 69}, {-9, 70}, {-8, 66}, {-10, 68}, {-19, 73}, {-12, 69}, {-16, 70}, {-15,
    67}, {-20, 62}, {-19, 70}, {-16, 66}, {-22, 65}, {-20, 63},
    [417] = {9, -2}, {26, -9}, {33, -9}, {39, -7}, {41, -2}, {45, 3}, {49, 9}, {45, 27}, {36, 59},
    [426] = {-6, 66}, {-7, 35}, {-7, 42}, {-8, 45}, {-5, 48}, {-12, 56}, {-6, 60}, {-5, 62}, {-8, 66}, {-8, 76},
};

/* Table 9-44: by state and by quarter of the range. */
static const uint8_t less_probable[64][4] = {
    {128, 176, 208, 240}, {128, 167, 197, 227}, {128, 158, 187, 216}, {123, 150, 178, 205}, {116, 142, 169,
    195}, {111, 135, 160, 185}, {105, 128, 152, 175}, {100, 122, 144, 166}, {95, 116, 137, 158}, {90, 110, 130,
    150}, {85, 104, 123, 142}, {81, 99, 117, 135}, {77, 94, 111, 128}, {73, 89, 105, 122}, {69, 85, 100, 116},
    {66, 80, 95, 110}, {62, 76, 90, 104}, {59, 72, 86, 99}, {56, 69, 81, 94}, {53, 65, 77, 89}, {51, 62, 73,
    85}, {48, 59, 69, 80}, {46, 56, 66, 76}, {43, 53, 63, 72}, {41, 50, 59, 69}, {39, 48, 56, 65}, {37, 45, 54,
    62}, {35, 43, 51, 59}, {33, 41, 48, 56}, {32, 39, 46, 53}, {30, 37, 43, 50}, {29, 35, 41, 48}, {27, 33, 39,
    45}, {26, 31, 37, 43}, {24, 30, 35, 41}, {23, 28, 33, 39}, {22, 27, 32, 37}, {21, 26, 30, 35}, {20, 24, 29,
    33}, {19, 23, 27, 31}, {18, 22, 26, 30}, {17, 21, 25, 28}, {16, 20, 23, 27}, {15, 19, 22, 25}, {14, 18, 21,
    24}, {14, 17, 20, 23}, {13, 16, 19, 22}, {12, 15, 18, 21}, {12, 14, 17, 20}, {11, 14, 16, 19}, {11, 13, 15,
    18}, {10, 12, 15, 17}, {10, 12, 14, 16}, {9, 11, 13, 15}, {9, 11, 12, 14}, {8, 10, 12, 14}, {8, 9, 11, 13},
    {7, 9, 11, 12}, {7, 9, 10, 12}, {7, 8, 10, 11}, {6, 8, 9, 11}, {6, 7, 9, 10}, {6, 7, 8, 9}, {2, 2, 2, 2},
};

/* Table 9-45: the state after the less probable. */
static const uint8_t after_less_probable[64] = {
    0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22,
    23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34, 34, 35, 35, 35, 36, 36,
    36, 37, 37, 37, 38, 38, 63,
};

typedef struct {
    uint64_t low;
    uint32_t range;
    int waiting; /* bits above the ten of the register */
    uint8_t *at;
    uint8_t states[CONTEXTS]; /* twice the state, plus the more probable bin */
} coder;

static void start(coder *c, int quantiser, uint8_t *room)
{
    c->low = 0;
    c->range = 510;
    c->waiting = -1; /* the first bit is always 0 and not written */
    c->at = room;
    for (int i = 0; i < CONTEXTS; i++) {
        int state = ((initial[i][0] * quantiser) >> 4) + initial[i][1];
        state = state < 1 ? 1 : state > 126 ? 126 : state;
        c->states[i] = (uint8_t)(state <= 63 ? 2 * (63 - state) : 2 * (state - 64) + 1);
    }
}

static void shift(coder *c, int count)
{
    c->low <<= count;
    c->waiting += count;
    while (c->waiting >= 8) {
        const int rest = c->waiting + 2;
        const uint32_t byte = (uint32_t)(c->low >> rest);
        if (byte > 255)
            for (uint8_t *p = c->at; !++*--p;)
                ;
        *c->at++ = (uint8_t)byte;
        c->low &= ((uint64_t)1 << rest) - 1;
        c->waiting -= 8;
    }
}

static inline void bin(coder *c, int context, int value)
{
    const int state = c->states[context];
    const uint32_t less = less_probable[state >> 1][c->range >> 6 & 3];
    c->range -= less;
    if (value == (state & 1)) {
        if (state < 124)
            c->states[context] = (uint8_t)(state + 2);
        if (c->range >= 256)
            return;
        c->range <<= 1;
        shift(c, 1);
        return;
    }
    c->low += c->range;
    c->range = less;
    c->states[context] = (uint8_t)(2 * after_less_probable[state >> 1] | (state < 2 ? value : state & 1));
    int count = 0;
    while (c->range < 256) {
        c->range <<= 1;
        count++;
    }
    shift(c, count);
}

static inline void plain_bin(coder *c, int value)
{
    shift(c, 1);
    if (value)
        c->low += c->range;
}

static inline void go_on(coder *c)
{
    c->range -= 2;
    if (c->range < 256) {
        c->range <<= 1;
        shift(c, 1);
    }
}

/* Ends the slice; where its last byte ends. */
static uint8_t *end(coder *c)
{
    c->low += c->range - 2;
    shift(c, 7);
    c->low = (c->low & ~(uint64_t)127) | 128; /* the last bit that is written is the one that ends the slice */
    shift(c, 3);
    shift(c, c->waiting > 0 ? 8 - c->waiting : 0);
    return c->at;
}

/* ---- Transforms (8.5) ---- */

/* What a level is worth, by quantiser modulo 6 and by kind of place: tables 8-14 and 8-15. */
static const uint8_t worths_4[6][3] = {{10, 16, 13}, {11, 18, 14}, {13, 20, 16},
                                       {14, 23, 18}, {16, 25, 20}, {18, 29, 23}};
static const uint8_t worths_8[6][6] = {{20, 18, 32, 19, 25, 24}, {22, 19, 35, 21, 28, 26}, {26, 23, 42, 24, 33, 31},
                                       {28, 25, 45, 26, 35, 33}, {32, 28, 51, 30, 40, 38}, {36, 32, 58, 34, 46, 43}};
static const uint8_t kinds[3][3] = {{0, 3, 4}, {3, 1, 5}, {4, 5, 2}};
static const uint8_t kind_of_row[4] = {0, 1, 2, 1};

/* How differences become levels and back. */
typedef struct {
    int32_t factors[64], worths[64];
    int32_t round; /* what is added before 'bits' are dropped */
    int bits, step; /* a level is worth 2^step times its place's worth */
} scale;

/* A transform's row times the same of its inverse; of the first transform times 64. */
static const int32_t lengths_8[4] = {512, 578, 320, 578}, lengths_4[4] = {4, 5, 4, 5};

static void scale_8(scale *s, int quantiser, int round)
{
    s->step = quantiser / 6;
    s->bits = 16 + s->step;
    s->round = (int32_t)((int64_t)round << s->bits >> 6);
    for (int i = 0; i < 64; i++) {
        const int row = i >> 3 & 3, column = i & 3;
        s->worths[i] = worths_8[quantiser % 6][kinds[kind_of_row[row]][kind_of_row[column]]];
        const int64_t area = (int64_t)s->worths[i] * lengths_8[row] * lengths_8[column];
        s->factors[i] = (int32_t)((((int64_t)1 << 36) + area / 2) / area);
    }
}

static void scale_4(scale *s, int quantiser, int round)
{
    s->step = quantiser / 6;
    s->bits = 15 + s->step;
    s->round = (int32_t)((int64_t)round << s->bits >> 6);
    for (int i = 0; i < 16; i++) {
        const int row = i >> 2, column = i & 3;
        s->worths[i] = worths_4[quantiser % 6][row & column & 1 ? 1 : (row | column) & 1 ? 2 : 0];
        const int64_t area = (int64_t)s->worths[i] * lengths_4[row] * lengths_4[column];
        s->factors[i] = (int32_t)((((int64_t)1 << 21) + area / 2) / area);
    }
}

/* Each column of a becomes its transform. */
static inline void forward_8(int32_t *restrict a)
{
    for (int i = 0; i < 8; i++, a++) {
        const int32_t s0 = a[0] + a[56], s1 = a[8] + a[48], s2 = a[16] + a[40], s3 = a[24] + a[32];
        const int32_t d0 = a[0] - a[56], d1 = a[8] - a[48], d2 = a[16] - a[40], d3 = a[24] - a[32];
        const int32_t p0 = s0 + s3, p1 = s1 + s2, p2 = s0 - s3, p3 = s1 - s2;
        const int32_t q0 = d1 + d2 + d0 + (d0 >> 1), q1 = d0 - d3 - d2 - (d2 >> 1);
        const int32_t q2 = d0 + d3 - d1 - (d1 >> 1), q3 = d1 - d2 + d3 + (d3 >> 1);
        a[0] = p0 + p1;
        a[8] = q0 + (q3 >> 2);
        a[16] = p2 + (p3 >> 1);
        a[24] = q1 + (q2 >> 2);
        a[32] = p0 - p1;
        a[40] = q2 - (q1 >> 2);
        a[48] = (p2 >> 1) - p3;
        a[56] = (q0 >> 2) - q3;
    }
}

/* 8.5.13, for each column. */
static inline void back_8(int32_t *restrict a)
{
    for (int i = 0; i < 8; i++, a++) {
        const int32_t e0 = a[0] + a[32], e2 = a[0] - a[32], e4 = (a[16] >> 1) - a[48], e6 = a[16] + (a[48] >> 1);
        const int32_t e1 = a[40] - a[24] - a[56] - (a[56] >> 1), e3 = a[8] + a[56] - a[24] - (a[24] >> 1);
        const int32_t e5 = a[56] - a[8] + a[40] + (a[40] >> 1), e7 = a[24] + a[40] + a[8] + (a[8] >> 1);
        const int32_t f0 = e0 + e6, f2 = e2 + e4, f4 = e2 - e4, f6 = e0 - e6;
        const int32_t f1 = e1 + (e7 >> 2), f3 = e3 + (e5 >> 2), f5 = (e3 >> 2) - e5, f7 = e7 - (e1 >> 2);
        a[0] = f0 + f7;
        a[8] = f2 + f5;
        a[16] = f4 + f3;
        a[24] = f6 + f1;
        a[32] = f6 - f1;
        a[40] = f4 - f3;
        a[48] = f2 - f5;
        a[56] = f0 - f7;
    }
}

static inline void transpose_8(int32_t *restrict to, const int32_t *restrict from)
{
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++)
            to[8 * x + y] = from[8 * y + x];
}

/* Levels of a difference's size; whether any is not 0. */
static inline int quantise(int32_t *restrict levels, const int32_t *restrict a, const scale *s, int count)
{
    int32_t any = 0;
    for (int i = 0; i < count; i++) {
        const int32_t size = a[i] < 0 ? -a[i] : a[i];
        const int32_t level = (size * s->factors[i] + s->round) >> s->bits;
        levels[i] = a[i] < 0 ? -level : level;
        any |= level;
    }
    return any != 0;
}

static inline uint8_t clip(int32_t value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* The levels of 8 x 8 pixels' difference, column by column; whether any is not 0. */
VECTORS static int levels_8(int32_t *restrict levels, const uint8_t *restrict source, ptrdiff_t stride,
                            const uint8_t *restrict shown, ptrdiff_t line, const scale *s)
{
    int32_t rows[64], columns[64];
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++)
            rows[8 * y + x] = source[y * stride + x] - shown[y * line + x];
    forward_8(rows);
    transpose_8(columns, rows);
    forward_8(columns);
    return quantise(levels, columns, s, 64);
}

/* What the levels say is added to the pixels: 8.5.12 and 8.5.13. */
VECTORS static void restore_8(uint8_t *restrict shown, ptrdiff_t line, const int32_t *restrict levels,
                              const scale *s)
{
    int32_t rows[64], columns[64];
    if (s->step >= 6)
        for (int i = 0; i < 64; i++)
            columns[i] = levels[i] * s->worths[i] * (16 << (s->step - 6));
    else
        for (int i = 0; i < 64; i++)
            columns[i] = (levels[i] * s->worths[i] * 16 + (1 << (5 - s->step))) >> (6 - s->step);
    back_8(columns);
    transpose_8(rows, columns);
    back_8(rows);
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++)
            shown[y * line + x] = clip(shown[y * line + x] + ((rows[8 * y + x] + 32) >> 6));
}

/* Rows, then columns; the order is that of the levels, row by row. */
static inline void forward_4(int32_t *restrict a, int step, int next)
{
    for (int i = 0; i < 4; i++, a += next) {
        const int32_t p0 = a[0] + a[3 * step], p1 = a[step] + a[2 * step];
        const int32_t q0 = a[0] - a[3 * step], q1 = a[step] - a[2 * step];
        a[0] = p0 + p1;
        a[step] = 2 * q0 + q1;
        a[2 * step] = p0 - p1;
        a[3 * step] = q0 - 2 * q1;
    }
}

static inline void back_4(int32_t *restrict a, int step, int next)
{
    for (int i = 0; i < 4; i++, a += next) {
        const int32_t e0 = a[0] + a[2 * step], e1 = a[0] - a[2 * step];
        const int32_t e2 = (a[step] >> 1) - a[3 * step], e3 = a[step] + (a[3 * step] >> 1);
        a[0] = e0 + e3;
        a[step] = e1 + e2;
        a[2 * step] = e1 - e2;
        a[3 * step] = e0 - e3;
    }
}

/* The levels of 8 x 8 pixels of colour: of the four means, then of the four blocks of 4 x 4.
   Returns bit 0 if a mean is not 0, and bits 1 to 4 if another level of that block is not. */
static uint32_t levels_of_colour(int32_t means[4], int32_t levels[4][16], const uint8_t *source, ptrdiff_t stride,
                            const uint8_t *shown, ptrdiff_t line, const scale *s)
{
    uint32_t found = 0;
    int32_t sums[4];
    for (int b = 0; b < 4; b++) {
        const ptrdiff_t y0 = b >> 1 << 2, x0 = (b & 1) << 2;
        int32_t a[16];
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                a[4 * y + x] = source[(y0 + y) * stride + x0 + x] - shown[(y0 + y) * line + x0 + x];
        forward_4(a, 1, 4);
        forward_4(a, 4, 1);
        sums[b] = a[0];
        a[0] = 0;
        found |= (uint32_t)quantise(levels[b], a, s, 16) << (b + 1);
    }
    const int32_t both[4] = {sums[0] + sums[1] + sums[2] + sums[3], sums[0] - sums[1] + sums[2] - sums[3],
                             sums[0] + sums[1] - sums[2] - sums[3], sums[0] - sums[1] - sums[2] + sums[3]};
    for (int i = 0; i < 4; i++) {
        const int32_t size = both[i] < 0 ? -both[i] : both[i];
        const int32_t level = (size * s->factors[0] + 2 * s->round) >> (s->bits + 1);
        means[i] = both[i] < 0 ? -level : level;
        found |= level != 0;
    }
    return found;
}

/* 8.5.11 and 8.5.12. */
static void restore_colour(uint8_t *shown, ptrdiff_t line, const int32_t means[4], const int32_t levels[4][16],
                           const scale *s)
{
    const int32_t sums[4] = {means[0] + means[1] + means[2] + means[3], means[0] - means[1] + means[2] - means[3],
                             means[0] + means[1] - means[2] - means[3], means[0] - means[1] - means[2] + means[3]};
    for (int b = 0; b < 4; b++) {
        uint8_t *place = shown + (b >> 1 << 2) * line + ((b & 1) << 2);
        int32_t a[16];
        for (int i = 0; i < 16; i++)
            a[i] = s->step >= 4 ? levels[b][i] * s->worths[i] * (16 << (s->step - 4))
                                : (levels[b][i] * s->worths[i] * 16 + (1 << (3 - s->step))) >> (4 - s->step);
        a[0] = sums[b] * s->worths[0] * (16 << s->step) >> 5;
        back_4(a, 1, 4);
        back_4(a, 4, 1);
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                place[y * line + x] = clip(place[y * line + x] + ((a[4 * y + x] + 32) >> 6));
    }
}

/* ---- Macroblocks (7.3.5) ---- */

/* Places in the order of their coding; of 8 x 8 they are counted column by column. */
static const uint8_t order_4[16] = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
static const uint8_t order_8[64] = {0,  8,  1,  2,  9,  16, 24, 17, 10, 3,  4,  11, 18, 25, 32, 40, 33, 26, 19, 12, 5,  6,
                                    13, 20, 27, 34, 41, 48, 56, 49, 42, 35, 28, 21, 14, 7,  15, 22, 29, 36, 43, 50, 57, 58,
                                    51, 44, 37, 30, 23, 31, 38, 45, 52, 59, 60, 53, 46, 39, 47, 54, 61, 62, 55, 63};
static const uint8_t order_of_means[4] = {0, 1, 2, 3};

/* Contexts of a level by its number in the order: table 9-43, and counted for 4 x 4. */
static const uint8_t found_context_8[63] = {
    0, 1, 2, 3, 4, 5, 5, 4, 4, 3, 3, 4, 4, 4, 5, 5, 4, 4, 4, 4, 3, 3, 6, 7, 7, 7, 8, 9, 10, 9, 8, 7, 7, 6, 11,
    12, 13, 11, 6, 7, 8, 9, 14, 10, 9, 8, 6, 11, 12, 13, 11, 6, 9, 14, 10, 9, 11, 12, 13, 11, 14, 10, 12,
};
static const uint8_t last_context_8[63] = {
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3,
    3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8,
};
static const uint8_t counted[15] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

/* How levels of one kind are coded. */
typedef struct {
    int count;
    const uint8_t *order, *found_context, *last_context;
    int found, last, level, most; /* contexts; most: of sizes past 1 */
} kind;

static const kind luma_kind = {64, order_8, found_context_8, last_context_8, FOUND_8, LAST_8, LEVEL_8, 4};
static const kind means_kind = {4, order_of_means, counted, counted, FOUND_DC, LAST_DC, LEVEL_DC, 3};
static const kind colour_kind = {15, order_4 + 1, counted, counted, FOUND_AC, LAST_AC, LEVEL_AC, 4};

/* Some of the levels are not 0. */
static void code_levels(coder *c, const int32_t *levels, const kind *k)
{
    int32_t values[64];
    int count = 0, last = k->count - 1;
    while (!levels[k->order[last]])
        last--;
    for (int i = 0; i <= last; i++) {
        const int32_t level = levels[k->order[i]];
        if (i < k->count - 1)
            bin(c, k->found + k->found_context[i], level != 0);
        if (!level)
            continue;
        values[count++] = level;
        if (i < k->count - 1)
            bin(c, k->last + k->last_context[i], i == last);
    }
    int ones = 0, more = 0;
    while (count--) {
        const int32_t value = values[count], size = value < 0 ? -value : value;
        const int first = k->level + (more ? 0 : ones < 3 ? ones + 1 : 4);
        bin(c, first, size > 1);
        if (size == 1)
            ones++;
        else {
            const int context = k->level + 5 + (more < k->most ? more : k->most);
            for (int i = 2; i < 15 && i < size; i++)
                bin(c, context, 1);
            if (size < 15)
                bin(c, context, 0);
            else {
                int32_t rest = size - 15;
                int bits = 0;
                for (; rest >= 1 << bits; bits++) {
                    plain_bin(c, 1);
                    rest -= 1 << bits;
                }
                plain_bin(c, 0);
                while (bits--)
                    plain_bin(c, rest >> bits & 1);
            }
            more++;
        }
        plain_bin(c, value < 0);
    }
}

/* What later macroblocks need to know of one: bits. */
enum {
    LUMA_BITS = 15,     /* the four blocks of luma that have levels */
    ANY_COLOUR = 16,    /* means or more */
    ALL_COLOUR = 32,    /* more than means */
    DIFFERS = 64,
    HAS_SIZE = 128,     /* says how large its transforms are */
    MEANS = 256,        /* and 512: of blue, of red */
    BLOCKS = 1024,      /* and the next seven: blocks of blue, then of red */
    OUTSIDE = LUMA_BITS /* the note of a place outside of the picture */
};

typedef struct {
    int32_t luma[4][64], means[2][4], colour[2][4][16];
} differences;

/* The syntax of a macroblock that has levels.

   note: its own; left, above: its neighbours'. change: of the quantiser; changed: whether it did before. */
static void code_macroblock(coder *c, const differences *d, uint32_t note, uint32_t left, uint32_t above, int change,
                            int changed)
{
    bin(c, TYPE, 0); /* P_L0_16x16, from the place itself */
    bin(c, TYPE + 1, 0);
    bin(c, TYPE + 2, 0);
    bin(c, VECTOR_X, 0);
    bin(c, VECTOR_Y, 0);
    for (int b = 0; b < 4; b++) {
        const uint32_t beside = b & 1 ? note >> (b - 1) : left >> (b + 1);
        const uint32_t over = b & 2 ? note >> (b - 2) : above >> (b + 2);
        bin(c, LUMA + !(beside & 1) + 2 * !(over & 1), note >> b & 1);
    }
    bin(c, COLOUR + !!(left & ANY_COLOUR) + 2 * !!(above & ANY_COLOUR), !!(note & ANY_COLOUR));
    if (note & ANY_COLOUR)
        bin(c, COLOUR + 4 + !!(left & ALL_COLOUR) + 2 * !!(above & ALL_COLOUR), !!(note & ALL_COLOUR));
    if (note & LUMA_BITS)
        bin(c, SIZE + !!(left & HAS_SIZE) + !!(above & HAS_SIZE), 1);
    const int number = change > 0 ? 2 * change - 1 : -2 * change;
    for (int i = 0; i <= number; i++)
        bin(c, QUANTISER + (i ? i == 1 ? 2 : 3 : changed), i < number);
    for (int b = 0; b < 4; b++)
        if (note >> b & 1)
            code_levels(c, d->luma[b], &luma_kind);
    if (!(note & ANY_COLOUR))
        return;
    for (int p = 0; p < 2; p++) {
        const uint32_t bit = MEANS << p;
        bin(c, CODED_DC + !!(left & bit) + 2 * !!(above & bit), !!(note & bit));
        if (note & bit)
            code_levels(c, d->means[p], &means_kind);
    }
    if (!(note & ALL_COLOUR))
        return;
    for (int p = 0; p < 2; p++)
        for (int b = 0; b < 4; b++) {
            const uint32_t bit = BLOCKS << (4 * p + b);
            const int beside = b & 1 ? !!(note & bit >> 1) : !!(left & bit << 1);
            const int over = b & 2 ? !!(note & bit >> 2) : !!(above & bit << 2);
            bin(c, CODED_AC + beside + 2 * over, !!(note & bit));
            if (note & bit)
                code_levels(c, d->colour[p][b], &colour_kind);
        }
}

/* ---- Pictures ---- */

/* 8 x 8 pixels of a plane, continued by its last line and column where they leave it, in room then. */
static const uint8_t *square(const uint8_t *plane, ptrdiff_t *stride, int x, int y, int width, int height,
                             uint8_t room[64])
{
    if (x + 8 <= width && y + 8 <= height)
        return plane + y * *stride + x;
    for (int i = 0; i < 8; i++) {
        const uint8_t *line = plane + (y + i < height ? y + i : height - 1) * *stride;
        for (int j = 0; j < 8; j++)
            room[i * 8 + j] = line[x + j < width ? x + j : width - 1];
    }
    *stride = 8;
    return room;
}

/* A picture to be shown, and the one that decoders show. */
typedef struct {
    const uint8_t *const *planes;
    const int32_t *strides;
    int width, height; /* of luma, in pixels; of colours half */
    uint8_t *const *shown;
    const int32_t *lines; /* bytes from one line of what is shown to the next; there is room for whole macroblocks */
} pictures;

/* The levels of a macroblock's differences, and its note. */
static uint32_t find_differences(differences *d, const pictures *p, int x, int y, const scale *luma,
                                 const scale *colour)
{
    uint32_t note = 0;
    uint8_t room[64];
    for (int b = 0; b < 4; b++) {
        const int at_x = 16 * x + 8 * (b & 1), at_y = 16 * y + 8 * (b >> 1);
        const uint8_t *shown = p->shown[0] + (ptrdiff_t)at_y * p->lines[0] + at_x;
        ptrdiff_t stride = p->strides[0];
        const uint8_t *source = square(p->planes[0], &stride, at_x, at_y, p->width, p->height, room);
        note |= (uint32_t)levels_8(d->luma[b], source, stride, shown, p->lines[0], luma) << b;
    }
    for (int c = 0; c < 2; c++) {
        const uint8_t *shown = p->shown[c + 1] + (ptrdiff_t)(8 * y) * p->lines[c + 1] + 8 * x;
        ptrdiff_t stride = p->strides[c + 1];
        const uint8_t *source = square(p->planes[c + 1], &stride, 8 * x, 8 * y, p->width / 2, p->height / 2, room);
        const uint32_t found =
            levels_of_colour(d->means[c], d->colour[c], source, stride, shown, p->lines[c + 1], colour);
        note |= (found & 1 ? MEANS << c : 0) | (found >> 1) * (BLOCKS << 4 * c);
        note |= (found ? ANY_COLOUR : 0) | (found >> 1 ? ALL_COLOUR : 0);
    }
    return note | (note ? DIFFERS : 0) | (note & LUMA_BITS ? HAS_SIZE : 0);
}

/* What decoders make of it. */
static void restore(const differences *d, uint32_t note, const pictures *p, int x, int y, const scale *luma,
                    const scale *colour)
{
    for (int b = 0; b < 4; b++)
        if (note >> b & 1)
            restore_8(p->shown[0] + (ptrdiff_t)(16 * y + 8 * (b >> 1)) * p->lines[0] + 16 * x + 8 * (b & 1),
                      p->lines[0], d->luma[b], luma);
    for (int c = 0; c < 2; c++)
        if (note & (MEANS << c | 15 * BLOCKS << 4 * c))
            restore_colour(p->shown[c + 1] + (ptrdiff_t)(8 * y) * p->lines[c + 1] + 8 * x, p->lines[c + 1],
                           d->means[c], d->colour[c], colour);
}

/* A unit of the stream: what would look like a start code is broken up (7.4.1). Its end. */
static uint8_t *pack(uint8_t *to, const uint8_t *from, const uint8_t *stop)
{
    static const uint8_t start_code[4] = {0, 0, 0, 1};
    memcpy(to, start_code, 4);
    to += 4;
    for (int zeros = 0; from < stop; from++) {
        if (zeros == 2 && *from <= 3) {
            *to++ = 3;
            zeros = 0;
        }
        zeros = *from ? 0 : zeros + 1;
        *to++ = *from;
    }
    return to;
}

/* Bring the picture that decoders show up to what it should be, where tiles are marked.

   planes, strides, width, height, shown, lines: see pictures. tiles: across x down, 1 for rough, 2 for fine.
   quantisers: of luma and of colours, rough and then fine. round: 64ths of a level that count as a whole one.
   header: what comes before the macroblocks, without the start code. notes: room for one row of them.
   bits: room for 2 bytes a macroblock, 8192 a marked one, and 64; packet: for one and a half times that.
   Returns the size of the packet. */
ptrdiff_t mathviz_code_changes(const uint8_t *const *planes, const int32_t *strides, int width, int height,
                               uint8_t *const *shown, const int32_t *lines, const uint8_t *tiles, int across, int down,
                               const int32_t *quantisers, int round, const uint8_t *header, int header_size,
                               uint32_t *notes, uint8_t *bits, uint8_t *packet)
{
    const pictures p = {planes, strides, width, height, shown, lines};
    scale lumas[2], colours[2];
    for (int i = 0; i < 2; i++) {
        scale_8(&lumas[i], quantisers[2 * i], round);
        scale_4(&colours[i], quantisers[2 * i + 1], round);
    }
    coder c;
    differences d;
    memcpy(bits, header, (size_t)header_size);
    start(&c, quantisers[0], bits + header_size);
    int quantiser = quantisers[0], change = 0;
    for (int y = 0; y < down; y++) {
        uint32_t left = OUTSIDE;
        for (int x = 0; x < across; x++, tiles++) {
            const uint32_t above = y ? notes[x] : OUTSIDE;
            const scale *luma = &lumas[*tiles == 2], *colour = &colours[*tiles == 2];
            const uint32_t note = *tiles ? find_differences(&d, &p, x, y, luma, colour) : 0;
            bin(&c, SKIPPED + !!(left & DIFFERS) + !!(above & DIFFERS), !note);
            if (note) {
                const int changed = change != 0;
                change = quantisers[*tiles == 2 ? 2 : 0] - quantiser;
                quantiser += change;
                code_macroblock(&c, &d, note, left, above, change, changed);
                restore(&d, note, &p, x, y, luma, colour);
            } else
                change = 0;
            if (y < down - 1 || x < across - 1)
                go_on(&c);
            left = notes[x] = note;
        }
    }
    return pack(packet, bits, end(&c)) - packet;
}
