#ifndef GAZETTEER_H
#define GAZETTEER_H

#include <stddef.h>

/* Opens the database of places; ends the program when there is none. */
void places_open(const char *file);

/* Writes the places as lines of text, at most `size` bytes with the final zero; returns how many were written. */
size_t places_list(char *text, size_t size);

/* Packs with gzip into `packed`, which has `*size` bytes; 0 when it did not fit. */
int gzip(const char *text, size_t length, unsigned char *packed, size_t *size);

/* Reads one request from the connection, answers it and closes it. */
void answer(int connection);

#endif
