/* Keeps a copy of what a program has made durable below one directory, so that a test can lose all the rest.
 *
 * Preloaded (LD_PRELOAD) into the program under test; powercut.py compiles, configures and reads it.
 *
 * The model is the strictest that POSIX allows: a file's content is durable as of its last fsync or fdatasync, a directory's
 * entries as of the last fsync of that directory; what existed when the first watched program started is durable.
 * sync_file_range is deliberately no barrier: it writes neither metadata nor the disk's cache.
 *
 * POWERCUT_ROOT     the watched directory, resolved
 * POWERCUT_DURABLE  where the copies go: inodes/<key> (content), dirs/<key> (lines "type key name"), root (the root's key)
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char root[PATH_MAX];
static char durable[PATH_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

typedef int (*sync_call)(int);

static void die(const char *what)
{
    dprintf(2, "powercut: %s: %s\n", what, strerror(errno));
    _exit(97); /* a copy that cannot be kept would let the test pass for the wrong reason */
}

/* Inode numbers are reused; with the time of birth they are not. */
static int key_of(int fd, char *key, size_t size, mode_t *mode)
{
    struct statx s;
    if (statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME, &s) != 0)
        return -1;
    snprintf(key, size, "%llu-%lld-%u", (unsigned long long)s.stx_ino, (long long)s.stx_btime.tv_sec, s.stx_btime.tv_nsec);
    *mode = s.stx_mode;
    return 0;
}

static int target(char *aside, char *final, const char *kind, const char *key, mode_t mode)
{
    snprintf(final, PATH_MAX, "%s/%s/%s", durable, kind, key);
    snprintf(aside, PATH_MAX, "%s/%s/.%s.%d", durable, kind, key, (int)getpid());
    int out = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0 || fchmod(out, mode & 0777) != 0)
        die(aside);
    return out;
}

static void write_all(int out, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = write(out, data, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            die("write");
        data += n;
        length -= (size_t)n;
    }
}

static void keep_file(const char *path)
{
    static char buffer[1 << 16];
    char key[80], aside[PATH_MAX], final[PATH_MAX];
    mode_t mode;
    /* Opened anew: the caller's descriptor may be write-only, and its position is its own. Closing it drops the caller's
     * POSIX record locks on the file (SQLite's!), so it is never closed: powercut leaks one descriptor per file and reuses it. */
    static struct { char key[80]; int fd; } known[1024];
    static int known_count;
    struct stat here;
    int fd = -1;
    if (stat(path, &here) != 0)
        return; /* synced after it was unlinked: nothing to keep */
    int probe = open(path, O_PATH | O_CLOEXEC); /* O_PATH: closing it touches no locks */
    if (probe < 0 || key_of(probe, key, sizeof key, &mode) != 0)
        die(path);
    close(probe);
    for (int i = 0; i < known_count; i++)
        if (strcmp(known[i].key, key) == 0)
            fd = known[i].fd;
    if (fd < 0) {
        fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || known_count == 1024)
            die(path);
        strcpy(known[known_count].key, key);
        known[known_count++].fd = fd;
    }
    int out = target(aside, final, "inodes", key, mode);
    off_t at = 0;
    ssize_t n;
    while ((n = pread(fd, buffer, sizeof buffer, at)) > 0) {
        write_all(out, buffer, (size_t)n);
        at += n;
    }
    if (n < 0)
        die(path);
    close(out);
    if (rename(aside, final) != 0)
        die(final);
}

static void keep_directory(const char *path, int deep)
{
    char key[80], aside[PATH_MAX], final[PATH_MAX], child[PATH_MAX], child_key[80], line[PATH_MAX];
    mode_t mode, child_mode;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || key_of(fd, key, sizeof key, &mode) != 0)
        die(path);
    DIR *entries = fdopendir(fd);
    int out = target(aside, final, "dirs", key, mode | 0600);
    struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        int probe = open(child, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (probe < 0)
            continue; /* gone while we looked */
        if (key_of(probe, child_key, sizeof child_key, &child_mode) != 0)
            die(child);
        close(probe);
        if (!S_ISREG(child_mode) && !S_ISDIR(child_mode))
            continue; /* sockets and links carry no content of their own */
        int length = snprintf(line, sizeof line, "%c %s %s\n", S_ISDIR(child_mode) ? 'd' : 'f', child_key, entry->d_name);
        write_all(out, line, (size_t)length);
        if (deep && S_ISDIR(child_mode))
            keep_directory(child, 1);
        else if (deep)
            keep_file(child);
    }
    closedir(entries);
    close(out);
    if (rename(aside, final) != 0)
        die(final);
}

static void keep(int fd)
{
    char link[64], path[PATH_MAX];
    struct stat s;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0 || root[0] == '\0')
        return;
    path[n] = '\0';
    size_t length = strlen(root);
    if (strncmp(path, root, length) != 0 || (path[length] != '/' && path[length] != '\0') || fstat(fd, &s) != 0)
        return;
    pthread_mutex_lock(&lock);
    if (S_ISDIR(s.st_mode))
        keep_directory(path, 0);
    else if (S_ISREG(s.st_mode))
        keep_file(path);
    pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void begin(void)
{
    const char *watched = getenv("POWERCUT_ROOT"), *copies = getenv("POWERCUT_DURABLE");
    char path[PATH_MAX + 16], key[80];
    mode_t mode;
    if (watched == NULL || copies == NULL)
        return;
    snprintf(root, sizeof root, "%s", watched);
    snprintf(durable, sizeof durable, "%s", copies);
    snprintf(path, sizeof path, "%s/root", durable);
    if (access(path, F_OK) == 0)
        return; /* a later program under the same watch */
    keep_directory(root, 1);
    int fd = open(root, O_PATH | O_CLOEXEC);
    if (fd < 0 || key_of(fd, key, sizeof key, &mode) != 0)
        die(root);
    close(fd);
    int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0)
        die(path);
    write_all(out, key, strlen(key));
    close(out);
}

static int synced(const char *name, int fd)
{
    sync_call real = (sync_call)dlsym(RTLD_NEXT, name);
    int result = real(fd);
    int error = errno;
    if (result == 0)
        keep(fd);
    errno = error;
    return result;
}

int fsync(int fd) { return synced("fsync", fd); }

int fdatasync(int fd) { return synced("fdatasync", fd); }
