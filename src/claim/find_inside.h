/* find_inside.h - how a text is read for claims, for the files that do it.
 *
 * Bytes become tokens (find_token.c); tokens become items, which know what the lexicon says of them (find_item.c); digits and number
 * words become quantities (find_number*.c), sentences get their segments (find_segment.c), and some quantities are no claims
 * (find_exclude*.c). What is left gets its kind and direction (find_kind.c, with find_percent.c, find_count.c and find_way.c), finds its
 * earlier or later value (find_level.c, find_pair*.c, find_lists.c) and its operands (find_attach*.c, find_share*.c, find_average.c), and is
 * written down (find.c).
 *
 * A text is read in blocks of some ten thousand bytes, cut between paragraphs; nothing refers across blocks. No search looks farther
 * than FIND_REACH items or FIND_BEFORE sentences, so that time is linear in the text. */
#ifndef CLAIM_FIND_INSIDE_H
#define CLAIM_FIND_INSIDE_H

#include "claim/claim.h"
#include "claim/lexicon.h"

enum {
    FIND_BLOCK = 32 << 10,      /**< bytes after which a block ends with its paragraph */
    FIND_BLOCK_MOST = 64 << 10, /**< … with its word */
    FIND_SENTENCE = 400,        /**< items after which a sentence ends anyway */
    FIND_REACH = 60,
    FIND_ROOMS = 6,
    FIND_BEFORE = 3,
};

typedef enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK } token_kind;

typedef struct find_token {
    text small;        /**< of words: small letters; of marks and numbers: as they stand */
    size_t start, end; /**< bytes of the text */
    uint32_t point;    /**< of marks */
    token_kind kind;
    bool apart;    /**< blank or line end before it */
    bool hyphened; /**< a word joined to a number by a hyphen, which it swallowed */
    int lines;     /**< line ends before it */
} find_token;

/** What digits are, seen alone. */
typedef struct find_digits {
    int128 number;
    int decimals;
    bool grouped;
    bool plain;   /**< digits only */
    bool refused; /**< a date, a time, too long */
} find_digits;

typedef enum item_kind { ITEM_WORD, ITEM_QUANTITY, ITEM_MARK } item_kind;

typedef struct find_item {
    uint64_t tags;
    int64_t value, over;
    size_t start, end;
    unsigned cases;
    uint32_t point;
    item_kind kind;
    bool apart, ends_sentence, capital, joined;
    int lines;
    size_t quantity; /**< of ITEM_QUANTITY */
    size_t segment;  /**< number of the segment: between commas, dashes, brackets, clause words */
    size_t open;     /**< index of the opening bracket that holds it; 0: none */
    size_t token;
} find_item;

typedef enum quantity_shape { SHAPE_PLAIN, SHAPE_PERCENT, SHAPE_TIMES, SHAPE_MONEY } quantity_shape;
typedef enum quantity_role { ROLE_NONE, ROLE_BASE, ROLE_CURRENT } quantity_role;

enum { NOBODY = -1 };

typedef struct quantity {
    claim_number value;
    int printed_decimals;
    int64_t multiplier; /**< printed as a word: 1000 for "тыс."; else 0 */
    unsigned form;
    unsigned cases;
    size_t item;
    size_t sentence;
    size_t start, end; /**< of the figure with its sign or word */
    quantity_shape shape;
    quantity_role role;
    claim_kind kind;
    int sign; /**< printed with it */
    int direction;
    int64_t per;
    int days; /**< of averages per day: the days of the period, which nobody printed; else 0 */
    int year; /**< 1900 … 2100 where it is a year, else 0 */
    bool excluded;
    bool digits;       /**< printed with digits */
    bool plain;        /**< … and nothing but digits */
    bool bare_percent; /**< its per cent stands with a later figure of the list */
    bool of_rate;
    bool unsure;    /**< its operands are joined by likeness, not by words: they may agree, never accuse */
    bool taken;     /**< an operand of another claim, so no claim of its own */
    bool self_base; /**< as many as before */
    bool level;     /**< reached, not changed by */
    bool inherited; /**< its direction comes from an earlier figure */
    int current, base, whole, delta; /**< quantities, or NOBODY */
} quantity;

typedef struct find_sentence {
    size_t first, last;          /**< items [first, last) */
    size_t quantity, quantities; /**< quantities [quantity, quantities) */
    size_t start, end;           /**< bytes */
    int year_latest, year_earliest;
    bool words; /**< it has any */
} find_sentence;

typedef struct reading {
    const lexicon *lexicon;
    text words; /**< the whole text */
    esep_language language;
    struct find_room {
        void *data;
        size_t bytes;
    } rooms[FIND_ROOMS]; /**< memory of a block, used again for the next */
    find_token *tokens;
    text *smalls; /**< [n_tokens]: what lexicon_look() reads */
    size_t n_tokens;
    find_item *items; /**< items[0] is an empty one, so that 0 is "none" */
    size_t n_items;
    size_t n_numbers; /**< items that a quantity may begin with */
    quantity *quantities;
    size_t n_quantities;
    size_t capacity; /**< of quantities and copies */
    size_t n_copies; /**< behind the quantities: further things of which one printed share is said */
    find_sentence *sentences;
    size_t n_sentences;
} reading;

/** Room number `room` with place for `count` things of `size` bytes, not cleared, what it held forgotten; NULL where memory fails. */
void *find_room(reading *r, size_t room, size_t count, size_t size);
enum { ROOM_TOKENS, ROOM_LETTERS, ROOM_SMALLS, ROOM_ITEMS, ROOM_SENTENCES, ROOM_QUANTITIES };
/** Tokens of the bytes [start, end). */
esep_status find_tokens(reading *r, size_t start, size_t end, esep_error *error);
/** What the digits say by the language's decimal mark. */
find_digits find_read_digits(text digits, esep_language language, bool whole);
/** Items and sentences of the tokens. */
esep_status find_items(reading *r, esep_error *error);
/** Items of number words and digits become quantities. */
esep_status find_quantities(reading *r, esep_error *error);
/** Segments and brackets of each sentence. */
void find_segments(reading *r);
void find_exclude(reading *r);
void find_kinds(reading *r);
void find_pairs(reading *r);
void find_attach(reading *r);
void find_shares(reading *r);
/** Pairs of lists in order; before find_pairs() seeks single ones. */
void find_lists(reading *r);
/** Operands of averages per day and per head. */
void find_averages(reading *r);

static inline bool item_has(const find_item *i, uint64_t tags)
{
    return (i->tags & tags) != 0;
}
static inline bool item_is(const find_item *i, uint32_t point)
{
    return i->kind == ITEM_MARK && i->point == point;
}
/** The item, or an empty one where `at` is 0 ("none"). */
static inline const find_item *item_or_none(const reading *r, size_t at)
{
    static const find_item none = {.kind = ITEM_MARK};
    return at ? &r->items[at] : &none;
}
/** Comma, semicolon, dash, colon or bracket. */
bool item_divides(const find_item *i);
/** A spaced dash, or a long one. */
bool item_dash(const find_item *i);
/** The item before (after) `at` in the sentence, passing over what changes nothing: quotation marks, approximators, determiners, signs of
 *  currency; 0 where the sentence begins (ends). */
size_t item_before(const reading *r, size_t at);
size_t item_after(const reading *r, size_t at);
/** Is one of the tags on an item of [from, to) ? The item, else 0. */
size_t item_find(const reading *r, size_t from, size_t to, uint64_t tags);
/** First and one past the last item of the segment that holds `at`. */
void item_segment(const reading *r, size_t at, size_t *from, size_t *to);
/** One past the last item of the bracket that opens at `open`. */
size_t item_bracket_end(const reading *r, size_t open);
/** A figure that stands for itself: not excluded, a count, an amount, a rate or a share. */
bool quantity_is_level(const quantity *q);
/** A figure that says a change, whatever else is known of it. */
static inline bool quantity_changes(const quantity *q)
{
    return q->kind == CLAIM_CHANGE_PERCENT || q->kind == CLAIM_CHANGE_ABSOLUTE ||
           q->kind == CLAIM_CHANGE_RATIO;
}
/** Are both of one sort, so that one can be the other's earlier value? */
bool quantity_alike(const quantity *a, const quantity *b);
/** Do the words say that the figure is of the period compared with? */
bool quantity_of_earlier_period(const reading *r, const quantity *q);
/** The figures are the earlier and the later value of one thing, unless either is that of another. */
void quantity_join(reading *r, size_t base, size_t current);
/** The nearest word of rise (1) or fall (-1) in the figure's sentence; 0: none. */
int quantity_way(const reading *r, const quantity *q);
/** … within its segment. */
int quantity_way_close(const reading *r, const quantity *q);
/** number/10^decimals as a double, for questions of nearness only, never of verdicts. */
double quantity_real(const quantity *q);
/** Would the operands print as the figure (approximate ones: within an eighth)? What the words do not join is joined only where it agrees, so
 *  that no such join can accuse. */
bool quantity_near_change(const quantity *change, const quantity *base, const quantity *current);

#endif
