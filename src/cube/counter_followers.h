/* counter_followers.h - several queries answered in one reading.
 *
 * Each worker has one counter for each query. The first leads: it looks at what all queries ask of a record (has it the header's
 * fields, what is its date, is it replaced by a later one, what are its derived columns) and hands each batch on to the others,
 * which filter, measure and count it for themselves. */
#ifndef CUBE_COUNTER_FOLLOWERS_H
#define CUBE_COUNTER_FOLLOWERS_H

#include "cube/counter.h"

/** From now on the follower counts whatever the leader reads. */
esep_status counter_followers_add(counter *leader, counter *follower, esep_error *error);

/** Give the leader's batch to the follower. */
void counter_follow(counter *follower, const counter *leader);

/** A record that the leader rejects in reading is rejected for all. */
esep_status counter_followers_reject(counter *leader, const cube_reject *rejected, esep_error *error);

/** After the pass: what the leader alone has seen of the register is known to its followers too. */
void counter_followers_settle(counter *leader);

#endif
