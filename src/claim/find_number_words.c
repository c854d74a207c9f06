/* Numbers in words: "two hundred and six", "two-thirds", "one in five", "вдвое". */
#include "claim/find_number.h"

/* "двадцать пять", "two hundred and six", "екі жүз елу": units add to tens, a hundred takes the digit before it. */
size_t number_from_words(const number_building *b, quantity *q)
{
    /* "он екі" is 12, "ten two" is nothing */
    int64_t sum = 0, part = 0, least = INT64_MAX, tens = b->r->language == ESEP_KK ? 10 : 20;
    size_t n = 0;
    for (const find_item *i = number_ahead(b, n); n < 12; i = number_ahead(b, n)) {
        if (n > 0 && i->lines > 0)
            break;
        if (item_has(i, LEXICON_MULTIPLIER) && n > 0 && !i->joined) {
            sum += (part ? part : 1) * i->value;
            part = 0;
            least = INT64_MAX;
        } else if (!item_has(i, LEXICON_NUMBER)) {
            if (!(item_has(i, LEXICON_AND) && part >= 100 &&
                  item_has(number_ahead(b, n + 1), LEXICON_NUMBER) && b->r->language == ESEP_EN))
                break;
        } else if (i->value == 100 && part > 0 && part < 10) {
            part *= 100;
            least = 100;
        } else if (n == 0 ||
                   (i->value < least && (least >= 100 || (least >= tens && i->value < 10)) &&
                    least != INT64_MAX) ||
                   (least == INT64_MAX && part == 0)) {
            part += i->value;
            least = i->value;
        } else {
            break;
        }
        q->cases = i->cases;
        n++;
        if (sum > INT64_MAX / 4000000 / 1000)
            break;
    }
    q->value.number = sum + part;
    q->value.unit = 1;
    q->form |= CLAIM_IN_WORDS;
    return n;
}

/* 100·value/over rounded; two decimals where it is below ten and does not come out even. */
static void set_share(quantity *q, int64_t value, int64_t over)
{
    int64_t hundredths = (10000 * value + over / 2) / over;
    bool fine = 100 * value < 10 * over && (100 * value) % over != 0;
    q->value.number = fine ? hundredths : (100 * value + over / 2) / over;
    q->value.decimals = q->printed_decimals = fine ? 2 : 0;
    q->value.unit = 1;
    q->shape = SHAPE_PERCENT;
}

/* "каждый третий", "every 3rd", "әрбір үшінші". */
static size_t every_nth(const number_building *b, quantity *q)
{
    const find_item *second = number_ahead(b, 1);
    int64_t n = item_has(second, LEXICON_ORDINAL) && second->kind == ITEM_WORD ? second->value : 0;
    size_t used = 2;
    if (second->kind == ITEM_QUANTITY && number_ahead(b, 2)->joined) {
        find_digits d = number_digits(b, second, true);
        bool ordinal = lexicon_joined_cases(b->r->lexicon, b->r->tokens[number_ahead(b, 2)->token].small) &
                       LEXICON_ORDINAL_SUFFIX;
        n = ordinal && !d.refused && d.number < 1000 ? (int64_t)d.number : 0;
        used = 3;
    }
    if (n < 2)
        return 0;
    set_share(q, 1, n);
    q->form |= CLAIM_ONE_IN_N;
    q->value.approximation = CLAIM_ABOUT;
    return used;
}

static int64_t small_number(const number_building *b, size_t n)
{
    const find_item *i = number_ahead(b, n);
    if (i->kind == ITEM_WORD)
        return item_has(i, LEXICON_NUMBER) ? i->value : 0;
    if (i->kind != ITEM_QUANTITY)
        return 0;
    find_digits d = number_digits(b, i, true);
    return !d.refused && d.decimals == 0 && d.number < 100000 ? (int64_t)d.number : 0;
}

/* "one in five", "3 out of 10", "один из пяти": the lexicon names the words between ([every, of]). "2/3 of". */
static size_t n_in_n(const number_building *b, quantity *q)
{
    /* "шесть преступлений из десяти", "six crimes in ten" */
    int64_t some = small_number(b, 0), all = small_number(b, 3);
    if (some >= 1 && some < all && all <= 10 && item_has(number_ahead(b, 1), LEXICON_UNIT) &&
        item_has(number_ahead(b, 2), LEXICON_EVERY) && item_has(number_ahead(b, 2), LEXICON_OF) &&
        (number_ahead(b, 4)->kind == ITEM_MARK ||
         item_has(number_ahead(b, 4), LEXICON_CLAUSE | LEXICON_AND) ||
         (some == 1 && item_has(number_ahead(b, 4), LEXICON_REACHED)))) {
        set_share(q, some, all);
        q->form |= CLAIM_ONE_IN_N;
        return 4;
    }
    int64_t value = small_number(b, 0), over = small_number(b, 2);
    if (value < 1 || over < 2 || value >= over ||
        item_has(number_ahead(b, 3), LEXICON_PERCENT | LEXICON_MULTIPLIER))
        return 0;
    bool slash = item_is(number_ahead(b, 1), '/') && !number_ahead(b, 1)->apart &&
                 !number_ahead(b, 2)->apart && over <= 10 &&
                 item_has(number_ahead(b, 3), LEXICON_OF | LEXICON_PART);
    if (slash) {
        set_share(q, value, over);
        q->form |= CLAIM_IN_FRACTION;
        return 3 + item_has(number_ahead(b, 3), LEXICON_PART);
    }
    bool small = value == 1 || over <= 10;
    bool in = item_has(number_ahead(b, 1), LEXICON_EVERY) && item_has(number_ahead(b, 1), LEXICON_OF);
    in |= item_has(number_ahead(b, 1), LEXICON_OF) && over <= 10 &&
          item_has(number_ahead(b, 3), LEXICON_GENERIC) && b->r->language == ESEP_EN;
    if (!in || !small || item_has(number_ahead(b, 3), LEXICON_MONTH | LEXICON_TIME | LEXICON_YEAR))
        return 0;
    set_share(q, value, over);
    q->form |= CLAIM_ONE_IN_N;
    return 3;
}

size_t number_from_fraction(const number_building *b, quantity *q)
{
    const find_item *i = number_ahead(b, 0);
    if (item_has(i, LEXICON_EVERY))
        return every_nth(b, q);
    if (item_has(i, LEXICON_FRACTION) && i->over > 0) {
        set_share(q, i->value, i->over);
        q->form |= CLAIM_IN_FRACTION;
        q->cases = i->cases;
        return 1 + item_has(number_ahead(b, 1), LEXICON_PART);
    }
    return n_in_n(b, q);
}

/* Ratios said by a word: doubled, вдвое, двукратный, екі еселен-. */
size_t number_from_ratio(const number_building *b, quantity *q)
{
    const find_item *i = number_ahead(b, 0);
    if (!item_has(i, LEXICON_RATIO) || i->value <= 0)
        return 0;
    q->shape = SHAPE_TIMES;
    q->value.number = i->value;
    q->value.unit = 1;
    if (i->over > 1) {
        q->value.number = 10 * i->value / i->over;
        q->value.decimals = q->printed_decimals = 1;
    }
    q->direction = item_has(i, LEXICON_UP) ? 1 : item_has(i, LEXICON_DOWN) ? -1 : 0;
    q->form |= CLAIM_IN_WORDS;
    q->cases = i->cases;
    return 1;
}
