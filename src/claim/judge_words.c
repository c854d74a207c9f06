#include "claim/judge.h"
#include "claim/judge_linked.h"

#include <stddef.h>

static const char *const word_codes[VERDICT_WORDS] = {"unverifiable", "possible", "consistent",
                                                      "inconsistent", "impossible"};

static const message_id reason_messages[VERDICT_REASONS] = {
    MESSAGE_CLAIM_NO_OPERANDS,         MESSAGE_CLAIM_ROUNDED_OPERAND,
    MESSAGE_CLAIM_APPROXIMATE_FIGURE,  MESSAGE_CLAIM_CHANGE_OF_RATE,
    MESSAGE_CLAIM_NO_DIRECTION,        MESSAGE_CLAIM_NOT_COUNTED,
    MESSAGE_CLAIM_OPERAND_NOT_PRINTED, MESSAGE_CLAIM_OPERAND_ODD,
    MESSAGE_CLAIM_TOO_LARGE,           MESSAGE_CLAIM_SHARE_IMPLIED,
    MESSAGE_CLAIM_PARTNERS_EXIST,      MESSAGE_CLAIM_PARTNER_IF_ROUNDED,
    MESSAGE_CLAIM_UNIT_MISPRINT,       MESSAGE_CLAIM_RIGHT,
    MESSAGE_CLAIM_RIGHT_IF_ROUNDED,    MESSAGE_CLAIM_PARTNER_FOUND,
    MESSAGE_CLAIM_DIRECTION_AGREES,    MESSAGE_CLAIM_WRONG,
    MESSAGE_CLAIM_TRUNCATED,           MESSAGE_CLAIM_DIRECTION_REVERSED,
    MESSAGE_CLAIM_SHARE_OVER_100,      MESSAGE_CLAIM_FALL_OVER_100,
    MESSAGE_CLAIM_NO_PARTNER,
};

static const message_id repair_messages[REPAIR_KINDS] = {
    MESSAGE_REPAIR_TRUNCATED,    MESSAGE_REPAIR_DIRECTION,     MESSAGE_REPAIR_FEWER_DECIMALS,
    MESSAGE_REPAIR_FIGURE_DIGIT, MESSAGE_REPAIR_COUNT_DIGIT,   MESSAGE_REPAIR_BASE_DIGIT,
    MESSAGE_REPAIR_COUNT_BY_ONE, MESSAGE_REPAIR_COUNT_ROUNDED, MESSAGE_REPAIR_NEW_AS_DIVISOR,
    MESSAGE_REPAIR_OLD_OVER_NEW, MESSAGE_REPAIR_IS_PERCENT_OF, MESSAGE_REPAIR_PERCENTAGE_POINTS,
    MESSAGE_REPAIR_COMPLEMENT,   MESSAGE_REPAIR_UNIT,
};

static const message_id linked_messages[LINKED_KINDS] = {
    MESSAGE_LINKED_COMMON_WHOLE,   MESSAGE_LINKED_NO_COMMON_WHOLE, MESSAGE_LINKED_COMMON_BASE,
    MESSAGE_LINKED_NO_COMMON_BASE, MESSAGE_LINKED_SUM_AGREES,      MESSAGE_LINKED_SUM_DIFFERS,
    MESSAGE_LINKED_PARTS_EXCEED,   MESSAGE_LINKED_SHARES_AGREE,    MESSAGE_LINKED_SHARES_EXCEED,
    MESSAGE_LINKED_PERIODS_DIFFER, MESSAGE_LINKED_AGAINST_YEAR,
};

const char *verdict_word_code(verdict_word word)
{
    return word_codes[word];
}

message_id verdict_reason_message(verdict_reason reason)
{
    return reason_messages[reason];
}

message_id repair_message(repair_kind kind)
{
    return repair_messages[kind];
}

message_id linked_message(linked_kind kind)
{
    return linked_messages[kind];
}

message_id verdict_warning_message(unsigned warning)
{
    switch (warning) {
    case VERDICT_WITHIN_CHANCE:
        return MESSAGE_CLAIM_WITHIN_CHANCE;
    case VERDICT_SMALL_BASE:
        return MESSAGE_CLAIM_SMALL_BASE;
    case VERDICT_PART_OVER_WHOLE:
        return MESSAGE_CLAIM_PART_OVER_WHOLE;
    case VERDICT_TIE:
        return MESSAGE_CLAIM_TIE;
    default:
        return MESSAGE_NONE;
    }
}
