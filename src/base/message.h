/* message.h - every sentence that the program can say, as an id.
 *
 * The texts stand in messages/ROOM.def, one MESSAGE(ID, English, Russian, Kazakh) a line, so that a text without
 * a translation does not compile. Room language turns ids and arguments into words; no other room has words.
 *
 * In a text, {1} … {9} stand for the arguments; {1#} is the argument as a whole number grouped in the reader's
 * language; {1|record|records} picks a form by the plural rules of the language for the number in argument 1:
 * two forms in English (one, other), three in Russian (one, few, many), one in Kazakh (which needs no choice).
 * {1'dative} is the argument grouped, with the Kazakh ending of that case (language/kazakh_suffix.h): 16-ға. {1!} says nothing: the
 * other languages need the argument, this one does not. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#define MESSAGE(id, en, ru, kk) MESSAGE_##id,
typedef enum message_id {
    MESSAGE_NONE,
#include "base/messages/all.def"
    MESSAGES
} message_id;
#undef MESSAGE

#endif
