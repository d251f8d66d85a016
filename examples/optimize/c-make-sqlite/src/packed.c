#include "gazetteer.h"

#include <string.h>
#include <zlib.h>

/* Window bits above 15 ask zlib for gzip's header in place of its own. */
enum { GZIP_WINDOW = 15 + 16 };

int gzip(const char *text, size_t length, unsigned char *packed, size_t *size) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (Bytef *)text;
  stream.avail_in = (uInt)length;
  stream.next_out = packed;
  stream.avail_out = (uInt)*size;
  int done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  *size = stream.total_out;
  deflateEnd(&stream);
  return done;
}
