#include "cube/counter_followers.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

esep_status counter_followers_add(counter *leader, counter *follower, esep_error *error)
{
    counter **followers =
        realloc(leader->followers, (leader->n_followers + 1) * sizeof(counter *)); /* of pointers */
    if (!followers)
        return error_memory(error);
    leader->followers = followers;
    leader->followers[leader->n_followers++] = follower;
    follower->derived = leader->derived;
    return ESEP_OK;
}

/* Days are the same in every query; months are asked for by some only. */
static void counter_follow_times(counter *follower, const counter *leader)
{
    cube_time own = follower->plan->query->time, read = leader->plan->query->time;
    counter_batch *to = follower->batch;
    if ((own == CUBE_MONTHLY) == (read == CUBE_MONTHLY)) {
        memcpy(to->times, leader->batch->times, to->n * sizeof *to->times);
        return;
    }
    for (size_t i = 0; i < to->n; i++) {
        day_date date = own == CUBE_MONTHLY ? day_to_date(to->days[i]) : (day_date){0};
        to->times[i] = own == CUBE_MONTHLY ? 12 * (date.year - 1900) + date.month - 1 : to->days[i];
    }
}

void counter_follow(counter *follower, const counter *leader)
{
    const counter_batch *from = leader->batch;
    counter_batch *to = follower->batch;
    to->rows = from->rows;
    to->n = from->n;
    memcpy(to->first, from->first, from->n * sizeof *to->first);
    memcpy(to->start, from->start, from->n * sizeof *to->start);
    if (leader->derived)
        memcpy(to->origin, from->origin, from->n * sizeof *to->origin);
    if (leader->plan->n_dates) {
        memcpy(to->days, from->days, from->n * sizeof *to->days);
        counter_follow_times(follower, leader);
    }
    follower->batch_place = follower->last_place = leader->batch_place;
}

esep_status counter_followers_reject(counter *leader, const cube_reject *rejected, esep_error *error)
{
    for (size_t i = 0; i < leader->n_followers; i++) {
        counter *follower = leader->followers[i];
        follower->account.rejected[rejected->reason]++;
        ESEP_TRY(reject_batch_add(&follower->rejects, rejected, error));
    }
    return ESEP_OK;
}

void counter_followers_settle(counter *leader)
{
    for (size_t i = 0; i < leader->n_followers; i++) {
        counter *follower = leader->followers[i];
        follower->account.read = leader->account.read;
        follower->account.replaced = leader->account.replaced;
        memcpy(follower->days_seen, leader->days_seen, CUBE_DAYS_SEEN_WORDS * sizeof *leader->days_seen);
    }
}
