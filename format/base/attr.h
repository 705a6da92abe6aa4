/*
 * attr.h -- the compiler attributes this house uses, and no others.
 */
#ifndef ANNALS_FORMAT_BASE_ATTR_H
#define ANNALS_FORMAT_BASE_ATTR_H

/* The result says whether the call worked; dropping it is a mistake. */
#define MUST_USE __attribute__((warn_unused_result))

/* A printf-like function: format at argument `fmt`, values from argument `args`. */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

#endif
