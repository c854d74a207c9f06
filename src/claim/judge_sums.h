/* judge_sums.h - parts and wholes among the claims of a text. Inside room claim.
 *
 * Where the text names the whole ("of them"), parts that add up to it, to nearly it or to more are findings. Where it does not,
 * numbers side by side whose sum is printed beside them are found to agree; that they do not add up says nothing there. */
#ifndef CLAIM_JUDGE_SUMS_H
#define CLAIM_JUDGE_SUMS_H

#include "claim/judge_linked.h"

esep_status link_sums(linked_list *out, const claim_list *list, esep_error *error);

#endif
