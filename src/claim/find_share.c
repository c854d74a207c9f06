/* The operands of a share: its part and its whole; counts that are parts of a named whole. */
#include "claim/find_inside.h"

#include <math.h>

static bool is_count(const quantity *q)
{
    return quantity_is_level(q) && (q->kind == CLAIM_COUNT || q->kind == CLAIM_MONEY);
}

/* Would the part give about the share that is said? A percentage is met to its rounding and a point; a fraction to a tenth. */
static bool near_share(const quantity *share, const quantity *part, const quantity *whole, double slack)
{
    double p = quantity_real(part), w = quantity_real(whole), said = quantity_real(share);
    if (w <= 0 || p > w || part->shape != whole->shape)
        return false;
    double is = 100 * p / w;
    claim_approximation about = share->value.approximation;
    if (about == CLAIM_LESS)
        return is <= said && is >= said / 3;
    if (about == CLAIM_MORE)
        return is >= said && is <= said * 1.35;
    if (share->form & CLAIM_ONE_IN_N)
        slack = said / 8;
    /* what the last printed digits leave open */
    double open = (double)part->value.unit / fmax(1, (double)part->value.number) +
                  (double)whole->value.unit / fmax(1, (double)whole->value.number);
    if (part->value.unit > 1 || whole->value.unit > 1)
        slack += is * open / 2;
    return fabs(is - said) <= slack;
}

static void set_part(reading *r, quantity *share, size_t part)
{
    share->current = (int)part;
    r->quantities[part].taken = true;
}

static void set_whole(reading *r, quantity *share, size_t whole)
{
    share->whole = (int)whole;
    r->quantities[whole].taken = true;
}

/* "61 of 88": is the count before a part of this one? */
static bool part_of_before(const reading *r, size_t whole)
{
    const quantity *w = &r->quantities[whole], *p = &r->quantities[whole - 1];
    return p->sentence == w->sentence && is_count(p) && !p->taken && w->item - p->item <= 3 &&
           quantity_real(p) < quantity_real(w) &&
           item_has(item_or_none(r, item_before(r, w->item)), LEXICON_OF);
}

/* Does "of" and a count follow the share? */
static bool share_of_number(const reading *r, const quantity *share)
{
    size_t of = item_after(r, share->item), whole = of ? item_after(r, of) : 0;
    if (r->language == ESEP_KK || !item_has(item_or_none(r, of), LEXICON_OF) || !whole)
        return false;
    const find_item *i = &r->items[whole];
    return i->kind == ITEM_QUANTITY && is_count(&r->quantities[i->quantity]);
}

/* "24 965 (18,8 процента)", "28 851, или 60,8 %": the count right before, in front of a bracket or "or". */
static bool part_before(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    size_t before = item_before(r, share->item);
    const find_item *mark = item_or_none(r, before);
    bool joined = item_is(mark, '(') || (item_has(mark, LEXICON_AND) && mark->value == 1);
    /* "1 120 преступлений, что составляет 31,4 %" */
    const find_item *that = item_or_none(r, item_before(r, before));
    if (item_has(mark, LEXICON_REACHED | LEXICON_SHARE) && item_has(that, LEXICON_ANAPHOR) &&
        item_is(item_or_none(r, item_before(r, item_before(r, before))), ','))
        joined = true;
    /* "62,2 млн теңгесі өндірілді, бұл 72 пайыз"; "8,400 households, about a quarter of the 33,100" */
    if (item_dash(mark) && item_has(that, LEXICON_ANAPHOR)) { /* "бұл – 8 пайыз" */
        mark = that;
        before = item_before(r, before);
        that = item_or_none(r, item_before(r, before));
    }
    if ((item_has(mark, LEXICON_ANAPHOR) && item_is(that, ',')) ||
        (item_is(mark, ',') && share_of_number(r, share)))
        joined = true;
    for (size_t k = i; joined && k-- > 0 && r->quantities[k].sentence == share->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->excluded)
            continue;
        if (!is_count(q) || before - q->item > 6)
            return false;
        if (k > 0 && part_of_before(r, k)) { /* "61 of 88 homicides (69 %)" */
            set_part(r, share, k - 1);
            set_whole(r, share, k);
            return true;
        }
        set_part(r, share, k);
        return true;
    }
    return false;
}

/* "Более половины из них – 28 851 факт", "тең жартысынан астамы, 393 оқиға": the count right behind a dash or comma. */
static bool part_behind(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    for (size_t at = share->item + 1; at < s->last && at < share->item + 8; at++) {
        const find_item *now = &r->items[at];
        if (now->kind == ITEM_QUANTITY && !r->quantities[now->quantity].excluded) {
            quantity *q = &r->quantities[now->quantity];
            size_t before = item_before(r, at);
            const find_item *mark = item_or_none(r, before);
            bool joined = item_is(mark, '(') || item_dash(mark) || item_is(mark, ',') ||
                          (item_has(mark, LEXICON_AND) && mark->value == 1);
            if (!joined || !is_count(q) || q->taken)
                return false;
            bool single = item_find(r, share->item + 1, before, LEXICON_UNIT) == 0 || item_is(mark, '(') ||
                          share->form & CLAIM_IN_FRACTION;
            if (!single)
                return false;
            set_part(r, share, now->quantity);
            return true;
        }
        if (item_is(now, ';') || item_has(now, LEXICON_EVENT))
            return false;
    }
    return false;
}

/* "(20,333 and 20,159 respectively)": one printed share of several counts. A copy of the share for each but the first. */
static size_t distribute(reading *r, size_t i, size_t *copies, size_t most)
{
    const quantity *share = &r->quantities[i];
    if (share->current == NOBODY)
        return 0;
    size_t first = (size_t)share->current, open = r->items[r->quantities[first].item].open, n = 0;
    const find_sentence *s = &r->sentences[share->sentence];
    size_t end = open ? item_bracket_end(r, open) : 0;
    if (!open || open < share->item ||
        !(item_find(r, open, end, LEXICON_RESPECTIVELY) || item_find(r, s->first, share->item, LEXICON_EACH)))
        return 0;
    for (size_t k = first + 1; k < r->n_quantities && r->quantities[k].item < end && n < most; k++) {
        if (is_count(&r->quantities[k]))
            copies[n++] = k;
    }
    return n;
}

static bool same_word(const reading *r, size_t a, size_t b)
{
    const find_item *x = item_or_none(r, a), *y = item_or_none(r, b);
    if (x->kind != ITEM_WORD || y->kind != ITEM_WORD)
        return false;
    text s = r->smalls[x->token], t = r->smalls[y->token];
    size_t n = r->language == ESEP_EN ? 5 : 10;
    if (s.length < n || t.length < n)
        return text_equal(s, t);
    for (size_t i = 0; i < n; i++) {
        if (s.data[i] != t.data[i])
            return false;
    }
    return true;
}

/* The whole said in so many words: "34 % of 619", "из 5 483 … 2 676 (48,8 %)", "қылмыстардың (5 483 іс) 48,8 %-ы". */
static bool whole_said(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    for (size_t k = i >= 3 ? i - 3 : 0; k < r->n_quantities && k <= i + 2; k++) {
        quantity *q = &r->quantities[k];
        bool shared =
            i > 0 && r->quantities[i - 1].kind == CLAIM_SHARE && r->quantities[i - 1].whole == (int)k;
        if (k == i || q->sentence != share->sentence || !is_count(q) || (q->taken && !shared) ||
            q->base != NOBODY)
            continue;
        if (k > i + 1 && part_of_before(r, k)) /* "9 из 10 убийств, 7 из 12 разбоев" */
            continue;
        size_t distance = q->item > share->item ? q->item - share->item : share->item - q->item;
        bool of = r->language != ESEP_KK && item_has(item_or_none(r, item_before(r, q->item)), LEXICON_OF);
        if (!of && k == i + 1 && r->language == ESEP_EN) /* "two-thirds of the city's 9,000 cameras" */
            of = q->item - share->item < 6 && !item_is(&r->items[q->item - 1], ':') &&
                 item_has(item_or_none(r, item_after(r, share->item)), LEXICON_OF);
        if (r->language == ESEP_KK && k < i) {
            size_t open = r->items[q->item].open, unit = item_after(r, q->item);
            bool genitive = q->cases & LEXICON_GENITIVE || item_or_none(r, unit)->cases & LEXICON_GENITIVE;
            of = genitive || (open && item_or_none(r, open - 1)->cases & LEXICON_GENITIVE &&
                              share->cases & LEXICON_POSSESSIVE);
        }
        if (of && distance < 14) {
            set_whole(r, share, k);
            return true;
        }
    }
    return false;
}

/* The last count before `item` that is not inside a bracket and not itself a part: what "of them" speaks of. */
static int count_before(const reading *r, size_t i, size_t item, size_t sentences)
{
    size_t sentence = r->quantities[i].sentence;
    for (size_t k = i; k-- > 0 && i - k < 12;) {
        const quantity *q = &r->quantities[k];
        if (q->sentence + sentences < sentence)
            return NOBODY;
        if (q->item < item && is_count(q) && q->role != ROLE_BASE && q->whole == NOBODY &&
            !r->items[q->item].open)
            return (int)k;
    }
    return NOBODY;
}

/* "из них", "of these", "оның", "из общего количества" before the share: the whole is the count they point to. */
static bool whole_of_them(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    size_t reach = share->item + 6 < s->last ? share->item + 6 : s->last;
    size_t mark = item_find(r, s->first, reach, LEXICON_OF_THEM);
    if (!mark)
        return false;
    for (size_t at = mark; at < share->item; at++) {
        if (item_is(&r->items[at], ';') || item_has(&r->items[at], LEXICON_RATE))
            return false;
    }
    int whole = count_before(r, i, mark, 1);
    if (whole == NOBODY || whole == share->current)
        return false;
    const quantity *w = &r->quantities[whole];
    if (share->current != NOBODY && quantity_real(&r->quantities[share->current]) > quantity_real(w))
        return false;
    int other = count_before(r, (size_t)whole, w->item, 0);
    share->unsure |= other != NOBODY && r->quantities[other].shape == w->shape && share->current != NOBODY &&
                     !near_share(share, &r->quantities[share->current], w, 2);
    share->unsure |= other != NOBODY && share->current == NOBODY;
    set_whole(r, share, (size_t)whole);
    return true;
}

/* "This is 88.4 %" after "of the total, 18 718": part and whole of the sentences before. */
static bool part_of_sentence_before(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    size_t anaphor =
        item_find(r, s->first, s->first + 3 < share->item ? s->first + 3 : share->item, LEXICON_ANAPHOR);
    if (!anaphor || share->sentence == 0)
        return false;
    const find_sentence *before = &r->sentences[share->sentence - 1];
    for (size_t k = before->quantities; k-- > before->quantity;) {
        quantity *q = &r->quantities[k];
        if (k > before->quantity && part_of_before(r, k)) { /* "38 of the 52 murders. That is 73 %" */
            set_part(r, share, k - 1);
            set_whole(r, share, k);
            return true;
        }
        if (!is_count(q) || q->role == ROLE_BASE)
            continue;
        int whole = count_before(r, k, q->item, 1);
        bool told = item_find(r, before->first, q->item, LEXICON_OF_THEM | LEXICON_TOTAL) != 0;
        if (whole == NOBODY || !(told || near_share(share, q, &r->quantities[whole], 2)))
            return false;
        set_part(r, share, k);
        set_whole(r, share, (size_t)whole);
        return true;
    }
    return false;
}

/* "540 адамның 35 %-ы зейнеткер. Бұл – 189 адам.", "That is 189 people.": all that the next sentence says. */
static bool part_of_sentence_behind(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    if (share->sentence + 1 >= r->n_sentences)
        return false;
    const find_sentence *own = &r->sentences[share->sentence], *next = own + 1;
    quantity *part = &r->quantities[next->quantity];
    if (next->quantities != next->quantity + 1 || own->quantities != i + 1 || !is_count(part) ||
        part->taken || part->base != NOBODY || part->shape != r->quantities[share->whole].shape ||
        quantity_real(part) > quantity_real(&r->quantities[share->whole]))
        return false;
    const find_item *before = item_or_none(r, item_before(r, part->item));
    if (!item_has(&r->items[next->first], LEXICON_ANAPHOR) || part->item > next->first + 4 ||
        !(item_dash(before) || item_has(before, LEXICON_REACHED | LEXICON_ANAPHOR)) ||
        next->last > part->item + 4)
        return false;
    set_part(r, share, next->quantity);
    return true;
}

/* Counts around that give just this share, where the words do not say so plainly. A wrong guess could only agree. */
static void search_whole(reading *r, size_t copy, size_t i)
{
    quantity *share = &r->quantities[copy];
    const quantity *part = &r->quantities[share->current];
    double slack = share->printed_decimals == 0 ? 0.55 : share->printed_decimals == 1 ? 0.06 : 0.01;
    for (size_t k = i + 4 < r->n_quantities ? i + 4 : r->n_quantities; k-- > 0 && i < k + 40;) {
        quantity *q = &r->quantities[k];
        size_t apart =
            q->sentence > share->sentence ? q->sentence - share->sentence : share->sentence - q->sentence;
        if (apart > FIND_BEFORE || k == i || !is_count(q) || (int)k == share->current ||
            !near_share(share, part, q, slack))
            continue;
        share->whole = (int)k;
        return;
    }
}

/* "A total of 34 % of homicides (619) …, the number falling from 255 to 210": the part beside a whole that is known. */
static void search_part(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    double slack = share->printed_decimals == 0 ? 0.5 : share->printed_decimals == 1 ? 0.05 : 0.006;
    bool one_in_n = share->form & (CLAIM_ONE_IN_N | CLAIM_IN_FRACTION);
    if (share->form & CLAIM_IN_FRACTION)
        slack = 3;
    if (!one_in_n && share->value.approximation != CLAIM_EXACT)
        return;
    for (size_t k = i + 1; k < r->n_quantities && k <= i + 8; k++) {
        quantity *q = &r->quantities[k];
        if (q->sentence != share->sentence)
            return;
        if (!is_count(q) || (int)k == share->whole || (q->taken && q->role == ROLE_BASE) ||
            !near_share(share, q, &r->quantities[share->whole], slack))
            continue;
        if (one_in_n && !r->items[q->item].open && (int)k + 1 != share->whole)
            return;
        if (one_in_n)
            set_part(r, share, k);
        share->current = (int)k;
        return;
    }
}

static void search_both(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    bool rounded =
        share->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N) || share->value.approximation != CLAIM_EXACT;
    double slack = share->printed_decimals == 0 ? 0.55 : share->printed_decimals == 1 ? 0.06 : 0.01;
    size_t from = i > 4 ? i - 4 : 0, to = i + 6 < r->n_quantities ? i + 6 : r->n_quantities;
    for (size_t p = from; p < to; p++) {
        for (size_t w = from; w < to; w++) {
            const quantity *part = &r->quantities[p], *whole = &r->quantities[w];
            if (p == w || p == i || w == i || !is_count(part) || !is_count(whole) || part->base != NOBODY ||
                whole->base != NOBODY)
                continue;
            bool beside = part->sentence <= share->sentence + 1 && whole->sentence <= share->sentence + 1 &&
                          part->sentence + 1 >= share->sentence && whole->sentence + 1 >= share->sentence;
            if (!beside ||
                !near_share(share, part, whole,
                            !rounded                                    ? slack
                            : share->value.approximation == CLAIM_EXACT ? 1.5
                                                                        : 3) ||
                r->items[part->item].open != r->items[whole->item].open)
                continue;
            if (rounded && quantity_real(whole) < 50)
                continue;
            set_part(r, share, p);
            set_whole(r, share, w);
            return;
        }
    }
}

/* "Of the 38 people who died, 21 …", "Из 640 освобождённых 186 …": the sentence opens with the whole. */
static bool of_opening(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i], *w = &r->quantities[i - 1];
    const find_sentence *s = &r->sentences[q->sentence];
    size_t of = item_before(r, w->item);
    if (of && !item_has(&r->items[of], LEXICON_OF) && of > s->first) /* "Из угнанных 96 машин" */
        of = item_before(r, of);
    return r->language != ESEP_KK && is_count(w) && !w->taken && !q->taken && of && of < s->first + 2 &&
           item_has(&r->items[of], LEXICON_OF) && q->item - w->item <= 12 && w->shape == q->shape &&
           quantity_real(w) > quantity_real(q);
}

/* "из которых 934 – за нарушение тишины, 612 – за распитие": the next part of a list, told as the one before it was. */
static bool lists_on(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    if (i == 0)
        return false;
    const quantity *p = &r->quantities[i - 1];
    return p->sentence == q->sentence && p->whole != NOBODY && p->kind == q->kind && p->shape == q->shape &&
           q->item > p->item + 2 && q->item - p->item < 14 && item_is(&r->items[q->item - 1], ',') &&
           item_dash(&r->items[p->item + 1]) && q->item + 1 < r->n_items &&
           item_dash(&r->items[q->item + 1]) &&
           quantity_real(p) + quantity_real(q) <= quantity_real(&r->quantities[p->whole]);
}

/* "18 of the 74 people killed", "18 из 74 погибших". */
static bool of_next(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i], *w = &r->quantities[i + 1];
    size_t of = item_after(r, q->item);
    if (of && item_has(&r->items[of], LEXICON_UNIT)) /* "в 18 случаях из 340" */
        of = item_after(r, of);
    return r->language != ESEP_KK && is_count(w) && !w->taken && w->base == NOBODY && !q->taken &&
           q->shape == w->shape && of && item_has(&r->items[of], LEXICON_OF) &&
           item_after(r, of) == w->item && w->item - q->item <= 4 && quantity_real(w) > quantity_real(q);
}

/* "There were 906,944 reports, of which 71,865 …", "20 өңірдің онында", "3 of 4 cases": a count that is a part. */
static void part_of_count(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    if (i + 1 < s->quantities && of_next(r, i)) {
        set_whole(r, q, i + 1);
        return;
    }
    if (i > s->quantity && of_opening(r, i)) {
        q->whole = (int)i - 1;
        /* "Из 640 освобождённых 186": one figure; "Of 18,667 agencies, 16,554": two */
        bool two = false;
        for (size_t at = r->quantities[i - 1].item; at < q->item; at++)
            two |= item_divides(&r->items[at]);
        r->quantities[i - 1].taken = !two;
        return;
    }
    if (i > s->quantity && is_count(&r->quantities[i - 1]) && !r->quantities[i - 1].taken && !q->taken) {
        const quantity *w = &r->quantities[i - 1];
        const find_item *unit = item_or_none(r, item_after(r, w->item));
        bool genitive = w->cases & LEXICON_GENITIVE ||
                        (w->cases == 0 && unit->cases & LEXICON_GENITIVE && q->item - w->item <= 3);
        if (r->language == ESEP_KK && genitive && q->item - w->item <= 3 &&
            quantity_real(w) > quantity_real(q) && q->shape == w->shape) {
            set_whole(r, q, i - 1);
            return;
        }
        bool of = r->language != ESEP_KK && item_has(item_or_none(r, item_before(r, w->item)), LEXICON_OF) &&
                  q->item - w->item <= 5 && quantity_real(w) > quantity_real(q) &&
                  !item_find(r, w->item, q->item, LEXICON_OF_THEM | LEXICON_CLAUSE);
        if (of && !item_divides(&r->items[q->item - 1])) {
            set_whole(r, q, i - 1);
            return;
        }
    }
    const find_item *before = item_or_none(r, item_before(r, q->item)),
                    *after = item_or_none(r, item_after(r, q->item));
    if (item_is(before, ',')) /* "Of those, 1,977 led to a charge" */
        before = item_or_none(r, item_before(r, item_before(r, q->item)));
    bool of_them = item_has(before, LEXICON_OF_THEM) ||
                   (r->language != ESEP_KK && after->kind == ITEM_WORD && item_has(after, LEXICON_OF_THEM) &&
                    !item_has(after, LEXICON_INCLUDING));
    if (!of_them && !q->taken && lists_on(r, i))
        q->whole = r->quantities[i - 1].whole;
    if (!of_them || (q->taken && q->kind != CLAIM_MONEY))
        return;
    int whole = count_before(r, i, q->item, 1);
    if (whole != NOBODY && quantity_real(&r->quantities[whole]) > quantity_real(q) &&
        r->quantities[whole].shape == q->shape)
        q->whole = whole;
}

/* Is the noun at `noun` also named in the count's sentence, before it or right behind? */
static bool names_same(const reading *r, const quantity *count, size_t noun)
{
    const find_sentence *s = &r->sentences[count->sentence];
    size_t from = count->item > s->first + 24 ? count->item - 24 : s->first,
           to = count->item + 4 < s->last ? count->item + 4 : s->last;
    for (size_t at = from; at < to; at++) {
        if (item_has(&r->items[at], LEXICON_UNIT) && same_word(r, at, noun))
            return true;
    }
    return false;
}

/* "of victims", where deeds were counted and no persons: each has at least one. */
static bool names_victims(const reading *r, const quantity *count, size_t noun)
{
    const find_sentence *s = &r->sentences[count->sentence];
    return r->items[noun].value == LEXICON_VICTIMS && s->quantity <= (size_t)(count - r->quantities) &&
           !item_find(r, count->item, count->item + 3 < s->last ? count->item + 3 : s->last,
                      LEXICON_INHABITANT) &&
           count->shape == SHAPE_PLAIN;
}

/* A share of what a sentence before counted, named again: "34 % of all offences". Only the whole is known. */
static void whole_named(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    size_t of = item_after(r, share->item);
    if (item_is(item_or_none(r, of), ')'))
        of = item_after(r, of);
    if (!item_has(item_or_none(r, of), LEXICON_OF) || r->language == ESEP_KK)
        return;
    size_t noun = of;
    for (size_t n = 0; n < 3 && noun && !item_has(&r->items[noun], LEXICON_UNIT); n++)
        noun = item_after(r, noun);
    if (!noun || !item_has(&r->items[noun], LEXICON_UNIT))
        return;
    for (size_t k = i; k-- > 0 && i - k < 8 && r->quantities[k].sentence + 2 >= share->sentence;) {
        const quantity *q = &r->quantities[k];
        size_t from, to;
        item_segment(r, q->item, &from, &to);
        bool aside = item_has(&r->items[from], LEXICON_CLAUSE); /* "…, when 606 were recorded" */
        if (!is_count(q) || aside || q->role == ROLE_BASE || q->sentence == share->sentence ||
            !(names_same(r, q, noun) || names_victims(r, q, noun)))
            continue;
        if (q->value.unit == 1) {
            share->whole = (int)k;
            share->unsure = true;
        }
        return;
    }
}

static void copy_share(reading *r, size_t i, size_t part)
{
    if (r->n_quantities + r->n_copies >= r->capacity)
        return;
    quantity copy = r->quantities[i];
    copy.current = part == SIZE_MAX ? NOBODY : (int)part;
    copy.form |= CLAIM_DISTRIBUTED;
    if (part != SIZE_MAX)
        r->quantities[part].taken = true;
    r->quantities[r->n_quantities + r->n_copies++] = copy;
    if (copy.current != NOBODY)
        search_whole(r, r->n_quantities + r->n_copies - 1, i);
}

/* "по 1,2 процента – на грабежи и хулиганства": said of each of several things joined by "and". */
static size_t things_of_each(const reading *r, const quantity *share)
{
    const find_item *before = item_or_none(r, item_before(r, share->item));
    if (!item_has(before, LEXICON_EACH) || r->items[share->item].open)
        return 1;
    const find_sentence *s = &r->sentences[share->sentence];
    size_t from = share->item + 1, segments = 0, n = 1;
    for (size_t at = from; at < s->last && at < from + 14; at++) {
        const find_item *now = &r->items[at];
        if (now->kind == ITEM_QUANTITY)
            break;
        if (item_divides(now) && !item_dash(now) && ++segments)
            break;
        if (item_has(now, LEXICON_AND) && now->value == 0)
            n++;
    }
    return n;
}

static void share_operands(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    if (share->base != NOBODY) { /* "Of those, 1,977 led to a charge. That is 31.8 per cent, up from 29.5" */
        part_of_sentence_before(r, i);
        return;
    }
    if (!part_of_sentence_before(r, i)) {
        if (!part_before(r, i))
            part_behind(r, i);
        if (share->whole == NOBODY && !whole_said(r, i))
            whole_of_them(r, i);
    }
    if (share->current != NOBODY && share->whole == NOBODY)
        search_whole(r, i, i);
    if (share->current == NOBODY && share->whole == NOBODY)
        search_both(r, i);
    if (share->current == NOBODY && share->whole == NOBODY)
        whole_named(r, i);
    if (share->current == NOBODY && share->whole != NOBODY && !part_of_sentence_behind(r, i))
        search_part(r, i);
    size_t copies[8], n = distribute(r, i, copies, 8);
    for (size_t k = 0; k < n; k++)
        copy_share(r, i, copies[k]);
    for (size_t things = n ? 1 : things_of_each(r, share); things > 1 && things < 6; things--)
        copy_share(r, i, SIZE_MAX);
}

/* "More than two-thirds of victims (68 %)": the same share, told exactly. */
static void whole_of_twin(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const quantity *rough = &r->quantities[i - 1];
    size_t open = r->items[share->item].open;
    if (share->kind != CLAIM_SHARE || share->excluded || share->whole != NOBODY || share->current != NOBODY ||
        share->sentence != rough->sentence || !open || open < rough->item || rough->kind != CLAIM_SHARE ||
        !(rough->form & CLAIM_IN_FRACTION) || rough->whole == NOBODY)
        return;
    share->whole = rough->whole;
    share->unsure = true;
}

void find_shares(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (quantity_is_level(q) && q->kind == CLAIM_SHARE && !q->taken)
            share_operands(r, i);
    }
    for (size_t i = 1; i < r->n_quantities; i++)
        whole_of_twin(r, i);
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (is_count(q) && q->base == NOBODY && q->whole == NOBODY)
            part_of_count(r, i);
    }
}
