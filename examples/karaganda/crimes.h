/* crimes.h - what kinds of crime the synthetic register has, and how frequent they are.
 *
 * Articles, parts and gravity follow the Criminal Code of Kazakhstan roughly, as an example needs; they are
 * no source of law. */
#ifndef KARAGANDA_CRIMES_H
#define KARAGANDA_CRIMES_H

#include "chance.h"

typedef struct crime_profile {
    const char *article;
    int part;
    const char *gravity; /**< small, medium, grave, especially grave */
    const char *method;  /**< "" where the register says nothing */
    int weight;
    int victims; /**< 0 or 1: usual number */
} crime_profile;

/** The blocks whose sizes are calibrated; each kind of crime belongs to one. */
typedef enum crime_block {
    CRIME_INTERNET_FRAUD_GRAVE,
    CRIME_INTERNET_FRAUD_LESS,
    CRIME_OTHER_GRAVE, /**< grave and especially grave */
    CRIME_OTHER_LESS,  /**< small and medium */
    CRIME_BLOCKS,
} crime_block;

/** Draw a kind of crime of this block. */
const crime_profile *crime_profile_draw(chance *c, crime_block block);

#endif
