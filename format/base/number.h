/*
 * number.h -- decimal numbers in texts, one spelling each.
 *
 * "0", or a digit from 1 to 9 and more digits; no sign, no leading zero, no
 * white space. Everything else is refused, so that one text has one reading.
 */
#ifndef ANNALS_FORMAT_BASE_NUMBER_H
#define ANNALS_FORMAT_BASE_NUMBER_H

#include "format/base/slice.h"

/* True and `*out`, or false where `s` is not the one spelling of a number up to `max`. */
bool number_parse(struct slice s, uint64_t max, uint64_t *out);

/* Exactly `s.len` digits, leading zeros allowed: for dates and times. At most 9 digits. */
bool number_digits(struct slice s, unsigned *out);

#endif
