/* What is a number and no claim: dates, years, periods, articles, ages, times, ranks, labels, rate bases, tariffs. */
#include "claim/find_exclude.h"

static exclude_looking look_around(reading *r, quantity *q)
{
    exclude_looking l = {.r = r, .q = q};
    l.before_at = item_before(r, q->item);
    l.after_at = item_after(r, q->item);
    l.before = item_or_none(r, l.before_at);
    l.after = item_or_none(r, l.after_at);
    l.after2 = item_or_none(r, l.after_at ? item_after(r, l.after_at) : 0);
    return l;
}

/* Years, the years beside them ("с 2015 по 2020 год"), and the half of "2008/09". */
static bool is_year(const exclude_looking *l)
{
    const quantity *q = l->q;
    if (!q->year)
        return false;
    if (q->form & CLAIM_RANGE)
        return true;
    /* "the 2022 total" */
    const find_item *the = &l->r->items[q->item - 1];
    if (l->r->language == ESEP_EN && the->kind == ITEM_WORD &&
        text_equal(l->r->tokens[the->token].small, text_from("the")) &&
        item_has(l->after, LEXICON_TOTAL | LEXICON_GENERIC | LEXICON_RATE | LEXICON_AVERAGE | LEXICON_LEVEL |
                               LEXICON_LABEL))
        return true;
    if (item_has(l->after, LEXICON_YEAR) ||
        item_has(l->before, LEXICON_MONTH | LEXICON_BEFORE_YEAR | LEXICON_YEAR) ||
        q->cases & LEXICON_ORDINAL_SUFFIX)
        return true;
    if (item_has(l->after, LEXICON_UNIT | LEXICON_EVENT))
        return false;
    if (item_is(l->after, '/') && !l->after->apart)
        return true;
    bool connects =
        item_has(l->before, LEXICON_FROM | LEXICON_TO | LEXICON_AND | LEXICON_OF | LEXICON_THAN) ||
        item_is(l->before, ',') || item_is(l->before, '(');
    if (item_is(l->before, '(') && (item_is(l->after, ')') || item_is(l->after, ':') || item_dash(l->after)))
        return true;
    bool alone =
        l->after->kind == ITEM_MARK || item_has(l->after, LEXICON_AND | LEXICON_CLAUSE | LEXICON_EVENT |
                                                              LEXICON_COMPARED | LEXICON_BASE_PERIOD);
    if (l->r->language == ESEP_EN && alone &&
        (item_has(l->before, LEXICON_COMPARED) || item_is(l->before, ',')))
        return true;
    size_t next = l->after_at ? item_after(l->r, l->after_at) : 0;
    const find_item *second = item_or_none(l->r, next),
                    *third = item_or_none(l->r, next ? item_after(l->r, next) : 0);
    bool year_follows = second->kind == ITEM_QUANTITY && l->r->quantities[second->quantity].year &&
                        (item_has(third, LEXICON_YEAR) || l->r->quantities[second->quantity].excluded);
    if (year_follows)
        return true;
    size_t previous = l->before_at ? item_before(l->r, l->before_at) : 0;
    const find_item *first = item_or_none(l->r, previous);
    return first->kind == ITEM_QUANTITY && l->r->quantities[first->quantity].year &&
           l->r->quantities[first->quantity].excluded && connects;
}

static bool is_date_or_time(const exclude_looking *l)
{
    const quantity *q = l->q;
    bool small =
        q->digits ? q->value.decimals == 0 && q->value.number <= 31 && q->shape == SHAPE_PLAIN : false;
    /* "May 30"; but "в мае 30 пожаров", "in January-May 30 people" */
    bool before = l->r->language == ESEP_EN && item_has(l->before, LEXICON_MONTH) &&
                  !item_has(l->after, LEXICON_UNIT | LEXICON_INHABITANT);
    if (small && (item_has(l->after, LEXICON_MONTH) || before))
        return true;
    if (item_has(l->after, LEXICON_MONTH) && q->value.number <= 31)
        return true;
    if (q->shape != SHAPE_PLAIN || item_has(l->after, LEXICON_PERCENT))
        return false;
    if (item_has(l->after, LEXICON_MEASURE) && item_has(l->after, LEXICON_UNIT))
        return false;
    bool measured =
        item_has(l->after, LEXICON_TIME | LEXICON_AGE | LEXICON_MEASURE | LEXICON_RANK | LEXICON_ARTICLE |
                               LEXICON_PENALTY | LEXICON_NOT_CLAIM | LEXICON_YEAR);
    /* "оның 322-сі бас бостандығынан айырылды" counts persons */
    if (measured && l->r->language == ESEP_KK && q->cases & LEXICON_POSSESSIVE &&
        item_has(l->after, LEXICON_PENALTY))
        return false;
    if (measured && !(item_has(l->after, LEXICON_ARTICLE) && !l->after->joined && l->r->language != ESEP_KK))
        return true;
    bool between = item_has(l->after, LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD | LEXICON_PERIOD) ||
                   (l->after->kind == ITEM_WORD && l->after->tags == 0);
    return between && item_has(l->after2, LEXICON_TIME | LEXICON_AGE) &&
           !item_has(l->after2, LEXICON_PER_TIME) && l->after->lines == 0;
}

/* "per 100,000", "на 10 тысяч населения", "100 мың тұрғынға шаққанда". */
static bool is_rate_base(const exclude_looking *l)
{
    const quantity *q = l->q;
    int128 n = q->value.number;
    if (q->shape != SHAPE_PLAIN || q->value.decimals != 0 ||
        !(n == 1000 || n == 10000 || n == 100000 || n == 1000000 || n == 100))
        return false;
    if (item_has(l->before, LEXICON_PER))
        return true;
    bool people = item_has(l->after, LEXICON_INHABITANT) ||
                  (item_has(l->after2, LEXICON_INHABITANT) && l->after->kind == ITEM_WORD);
    if (l->r->language == ESEP_KK)
        return item_has(l->after2, LEXICON_PER) ||
               (people && (item_has(l->after2, LEXICON_PER) || l->after->cases & LEXICON_DATIVE ||
                           l->after2->cases & LEXICON_DATIVE));
    return people && item_has(l->before, LEXICON_BY | LEXICON_PER | LEXICON_FROM);
}

static bool pairs_with_excluded(const exclude_looking *l)
{
    /* "2008/09": the half after the stroke */
    size_t at = l->q->item;
    if (at < 2 || !item_is(&l->r->items[at - 1], '/') || l->r->items[at].apart ||
        l->r->items[at - 2].kind != ITEM_QUANTITY)
        return false;
    const quantity *other = &l->r->quantities[l->r->items[at - 2].quantity];
    return other->sentence == l->q->sentence && other->excluded && other->year && l->q->value.number < 2101;
}

static bool ends_in_ed(text word)
{
    return word.length > 4 && word.data[word.length - 2] == 'e' && word.data[word.length - 1] == 'd';
}

/* Number words are counts only where what they count is known, or where they are said to change: "девять дел", "down two". */
static bool is_idle_word(const exclude_looking *l)
{
    const quantity *q = l->q;
    if (q->digits || !(q->form & CLAIM_IN_WORDS) || q->shape != SHAPE_PLAIN)
        return false;
    if (q->value.number <= 1 && q->value.decimals == 0)
        return true;
    if (item_has(l->before, LEXICON_UP | LEXICON_DOWN))
        return false;
    /* "rose by nine to 88", "sixty-two of the 145" */
    bool by = l->r->language == ESEP_EN && item_has(l->before, LEXICON_BY) &&
              item_has(item_or_none(l->r, item_before(l->r, l->before_at)), LEXICON_UP | LEXICON_DOWN);
    bool of = l->r->language != ESEP_KK && item_has(l->after, LEXICON_OF) && l->after2->kind == ITEM_QUANTITY;
    if (by || of)
        return false;
    /* "The three districts": things known already */
    const find_item *the = &l->r->items[q->item - 1];
    if (l->r->language == ESEP_EN && the->kind == ITEM_WORD && q->value.number <= 10 &&
        (text_equal(l->r->tokens[the->token].small, text_from("the")) || item_has(the, LEXICON_ANAPHOR)))
        return true;
    if (item_has(&l->r->items[q->item + 1 < l->r->n_items ? q->item + 1 : q->item],
                 LEXICON_COMPARATIVE | LEXICON_OF_THEM))
        return false;
    if (item_has(l->after, LEXICON_COMPARATIVE | LEXICON_PER | LEXICON_EVENT | LEXICON_CURRENT_PERIOD))
        return false;
    /* "four were treated for burns" */
    if (l->r->language == ESEP_EN && item_has(l->after, LEXICON_REACHED) && l->after2->kind == ITEM_WORD &&
        (item_has(l->after2, LEXICON_EVENT) || ends_in_ed(l->r->tokens[l->after2->token].small)))
        return false;
    /* "қаза тапқандардың төртеуі – бала" */
    if (l->r->language == ESEP_KK && l->before->kind == ITEM_WORD && l->before->cases & LEXICON_GENITIVE &&
        item_dash(l->after))
        return false;
    size_t from, to;
    item_segment(l->r, q->item, &from, &to);
    if (item_find(l->r, from, to, LEXICON_NOT_CLAIM))
        return true;
    bool counted = item_has(l->after, LEXICON_UNIT) ||
                   (item_has(l->after2, LEXICON_UNIT) && l->after->kind == ITEM_WORD && l->after->tags == 0);
    const find_item *unit = item_has(l->after, LEXICON_UNIT) ? l->after : l->after2;
    if (counted)
        return (unit->cases & LEXICON_LOCATIVE) != 0;
    bool placed = item_has(l->before, LEXICON_BEFORE_YEAR | LEXICON_TO | LEXICON_ABOUT_LESS | LEXICON_EACH |
                                          LEXICON_EVERY | LEXICON_OF);
    /* "Аннулировано двадцать шесть разрешений" */
    if (l->r->language == ESEP_RU && item_has(l->before, LEXICON_EVENT) && l->before->kind == ITEM_WORD &&
        ((l->after->kind == ITEM_WORD && l->after->tags == 0) || item_is(l->after, ',')))
        return false;
    bool told = l->after->kind == ITEM_WORD && l->after->tags == 0 && !(l->after->cases & LEXICON_LOCATIVE) &&
                item_find(l->r, q->item + 1, to, LEXICON_EVENT);
    if (told && !placed)
        return false;
    return !(q->cases & LEXICON_POSSESSIVE);
}

/* "was under 18": a bound that counts nothing, of the size of ages. */
static bool is_bare_age(const exclude_looking *l)
{
    const quantity *q = l->q;
    const find_item *before = &l->r->items[q->item - 1];
    bool bare = l->after->kind == ITEM_MARK && !item_is(l->after, '(');
    return l->r->language == ESEP_EN && bare && q->shape == SHAPE_PLAIN && q->digits &&
           q->value.decimals == 0 && q->value.number >= 10 && q->value.number <= 99 &&
           item_has(before, LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE) &&
           !item_has(l->before, LEXICON_TO | LEXICON_FROM | LEXICON_BY);
}

static bool is_no_claim(exclude_looking *l)
{
    if (is_bare_age(l) || (!l->r->sentences[l->q->sentence].words && l->q->shape == SHAPE_PLAIN))
        return true;
    if (is_year(l)) {
        return true;
    }
    l->q->year = 0;
    if (is_date_or_time(l) || exclude_labelled(l) || exclude_enumeration(l) || exclude_reference(l) ||
        exclude_phone(l) || pairs_with_excluded(l) || is_idle_word(l))
        return true;
    /* ordinals glued to a number stand beside it as a word: 25-летний, 190-бап, 32-year-old */
    return l->after->joined && item_has(l->after, LEXICON_AGE | LEXICON_ARTICLE | LEXICON_TIME |
                                                      LEXICON_MONTH | LEXICON_RANK | LEXICON_NOT_CLAIM);
}

/* One that stands within a phrase of time ("the 12 months to June") or glued before letters nobody knows ("4G"). */
static bool is_glued(const exclude_looking *l)
{
    if (l->q->shape != SHAPE_PLAIN || !l->after->joined || l->after->kind != ITEM_WORD)
        return false;
    /* in Kazakh a hyphen behind digits makes an ordinal: 45-үйде, 12-мектеп, 5-шағынаудан */
    bool ordinal = l->r->language == ESEP_KK && l->r->tokens[l->after->token].hyphened;
    return ordinal || l->after->tags == 0;
}

static void note_years(reading *r, const quantity *q)
{
    find_sentence *s = &r->sentences[q->sentence];
    if (!q->year)
        return;
    if (!s->year_latest || q->year > s->year_latest)
        s->year_latest = q->year;
    if (!s->year_earliest || q->year < s->year_earliest)
        s->year_earliest = q->year;
}

/* "42 және 22 жастағы", "статей 190 и 191": the first goes with the second. */
static void exclude_with_next(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    if (q->excluded || i + 1 >= r->n_quantities || q->shape != SHAPE_PLAIN || !q->digits)
        return;
    const quantity *next = &r->quantities[i + 1];
    const find_item *joint = item_or_none(r, item_after(r, q->item));
    bool joined = item_has(joint, LEXICON_AND | LEXICON_TO) || item_is(joint, ',') || item_dash(joint) ||
                  /* "с 1 по 7 марта" */
                  (item_has(joint, LEXICON_BEFORE_YEAR) && item_has(&r->items[q->item - 1], LEXICON_FROM));
    if (joined && next->excluded && !next->year && !next->per && next->sentence == q->sentence &&
        next->digits && next->item <= q->item + 2)
        q->excluded = true;
}

/* "between 40 and 50 protesters": a range, of which the lower bound is the value. */
static void exclude_upper_bound(reading *r, size_t i)
{
    const uint64_t moves = LEXICON_FROM | LEXICON_UP | LEXICON_DOWN | LEXICON_BY | LEXICON_BEFORE_YEAR |
                           LEXICON_COMPARATIVE | LEXICON_UNIT | LEXICON_EVENT;
    quantity *low = &r->quantities[i], *high = &r->quantities[i + 1];
    const find_item *before = &r->items[low->item - 1], *joint = &r->items[low->item + 1],
                    *behind = &r->items[high->item + 1 < r->n_items ? high->item + 1 : 0];
    double least = quantity_real(low), most = quantity_real(high);
    if (r->language != ESEP_EN || before->kind != ITEM_WORD || low->excluded || high->excluded ||
        low->sentence != high->sentence || high->item != low->item + 2 || low->shape != high->shape ||
        most <= least || most > 10 * least)
        return;
    /* "15 to 20 kilograms", where nothing says from or by how much */
    bool to = item_has(joint, LEXICON_TO) && !item_has(before, moves) &&
              (low->shape == SHAPE_MONEY || item_has(behind, LEXICON_UNIT | LEXICON_MEASURE));
    bool between =
        item_has(joint, LEXICON_AND) && text_equal(r->tokens[before->token].small, text_from("between"));
    if (!to && !between)
        return;
    low->form |= CLAIM_RANGE;
    high->excluded = true;
}

void find_exclude(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        exclude_looking l = look_around(r, q);
        if (q->excluded && !q->year)
            continue;
        if (is_rate_base(&l)) {
            q->excluded = true;
            q->per = (int64_t)q->value.number;
            q->year = 0;
        } else if (q->excluded || is_no_claim(&l) || is_glued(&l)) {
            q->excluded = true;
        }
        note_years(r, q);
    }
    for (size_t i = r->n_quantities; i-- > 0;)
        exclude_with_next(r, i);
    for (size_t i = 0; i + 1 < r->n_quantities; i++)
        exclude_upper_bound(r, i);
}
