/* A disk that takes RAPPORT_FLUSH_US microseconds to flush: preloaded by bench/throughput.py, where the machine's own
   disk acknowledges a flush at once and a COMMIT therefore costs nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int flushed(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *wait = getenv("RAPPORT_FLUSH_US");
    usleep(wait ? (useconds_t)atoi(wait) : 0);
    return real(file);
}

int fsync(int file) { return flushed("fsync", file); }
int fdatasync(int file) { return flushed("fdatasync", file); }
