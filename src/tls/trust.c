/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trust: the anchors as DER in one arena, and an array of them sorted by subject.
 */
#include "tls/trust.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/safe.h"
#include "wire/der.h"
#include "tls/pem.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { STORE_MAX = 16 << 20, CERTIFICATE_MAX = 1 << 20, FILES_MAX = 8192 };

struct anchor {
	struct bytes subject; /* part of der */
	struct bytes der;
};

struct trust {
	struct arena arena; /* the DER of the anchors */
	struct anchor *anchors;
	size_t count;
	size_t room;
	char *source;
	bool full;   /* not all of them found room */
	bool loaded; /* the system's store is read when it is first needed */
	enum trust_state state;
};

static const char *const system_stores[] = {"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt",
	"/var/lib/ca-certificates/ca-bundle.pem", "/etc/ssl/cert.pem", "/usr/local/share/certs/ca-root-nss.crt",
	"/opt/homebrew/etc/ca-certificates/cert.pem", "/usr/local/etc/ca-certificates/cert.pem", "/etc/ssl/certs"};

/* The index */

static int compare_bytes(struct bytes a, struct bytes b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len ? memcmp(a.data, b.data, a.len) : 0;
}

static int compare_anchors(const void *left, const void *right)
{
	const struct anchor *a = left, *b = right;
	int order = compare_bytes(a->subject, b->subject);

	return order ? order : compare_bytes(a->der, b->der);
}

static void add_anchor(struct trust *trust, struct bytes der)
{
	struct anchor anchor;

	if (!der_subject(der, &anchor.subject))
		return;
	anchor.der = arena_keep(&trust->arena, der);
	if (!anchor.der.len || !der_subject(anchor.der, &anchor.subject)) {
		trust->full = true;
		return;
	}
	if (trust->count == trust->room) {
		trust->room = trust->room ? 2 * trust->room : 256;
		trust->anchors = alloc_grow(trust->anchors, trust->room, sizeof(*trust->anchors));
	}
	trust->anchors[trust->count++] = anchor;
}

/* Sorts, and drops what is there twice: directories often hold every certificate under three names. */
static void build_index(struct trust *trust)
{
	size_t kept = 0;

	if (trust->count)
		qsort(trust->anchors, trust->count, sizeof(*trust->anchors), compare_anchors);
	for (size_t i = 0; i < trust->count; i++)
		if (!i || compare_anchors(&trust->anchors[kept - 1], &trust->anchors[i]))
			trust->anchors[kept++] = trust->anchors[i];
	trust->count = kept;
}

static void add_text(struct trust *trust, struct bytes text)
{
	struct buffer scratch, der;
	size_t before = trust->count;

	buffer_init(&scratch, CERTIFICATE_MAX);
	buffer_init(&der, CERTIFICATE_MAX);
	while (pem_next_certificate(&text, &scratch, &der))
		add_anchor(trust, buffer_bytes(&der));
	buffer_done(&scratch);
	buffer_done(&der);
	if (trust->count == before && text.len && text.data[0] == 0x30)
		add_anchor(trust, text);
}

static bool add_file(struct trust *trust, const char *path, struct error *error)
{
	struct buffer text;

	buffer_init(&text, STORE_MAX);
	bool read = pem_read_file(path, &text, error);
	if (read)
		add_text(trust, buffer_bytes(&text));
	buffer_done(&text);
	return read;
}

static bool is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool add_directory(struct trust *trust, const char *path, struct error *error)
{
	const struct dirent *entry;
	DIR *directory = opendir(path);

	if (!directory)
		return error_set_errno(error, errno, "%s", trust->source);
	for (int files = 0; files < FILES_MAX && (entry = readdir(directory)) != NULL; files++) {
		if (entry->d_name[0] == '.')
			continue;
		char *file = alloc_printf("%s/%s", path, entry->d_name);
		add_file(trust, file, NULL);
		free(file);
	}
	closedir(directory);
	return true;
}

static bool add_path(struct trust *trust, const char *path, struct error *error)
{
	return is_directory(path) ? add_directory(trust, path, error) : add_file(trust, path, error);
}

/* Looking up */

static void load_system(struct trust *trust)
{
	trust->loaded = true;
	for (size_t i = 0; i < sizeof(system_stores) / sizeof(system_stores[0]); i++) {
		if (!add_path(trust, system_stores[i], NULL) || !trust->count)
			continue;
		build_index(trust);
		trust->source = alloc_text(system_stores[i]);
		return;
	}
	trust->source = alloc_text("no trust store");
	trust->state = TRUST_NOT_FOUND;
}

static void need(struct trust *trust)
{
	if (!trust->loaded)
		load_system(trust);
}

enum trust_state trust_state(struct trust *trust)
{
	need(trust);
	return trust->state;
}

/* The first anchor whose subject is not before the name. */
static size_t lower_bound(const struct trust *trust, struct bytes subject)
{
	size_t low = 0, high = trust->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_bytes(trust->anchors[middle].subject, subject) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void trust_find(
	struct trust *trust, struct bytes subject_der, void (*take)(struct bytes der, void *context), void *context)
{
	need(trust);
	for (size_t i = lower_bound(trust, subject_der); i < trust->count; i++) {
		if (!bytes_equal(trust->anchors[i].subject, subject_der))
			return;
		take(trust->anchors[i].der, context);
	}
}

size_t trust_count(struct trust *trust)
{
	need(trust);
	return trust->count;
}

const char *trust_source(struct trust *trust)
{
	need(trust);
	return trust->source;
}

/* Beginning and end */

static struct trust *new_trust(void)
{
	struct trust *trust = alloc_zero(1, sizeof(*trust));

	arena_init(&trust->arena, STORE_MAX);
	return trust;
}

static bool load_named(struct trust *trust, const char *path, struct error *error)
{
	char shown[256];

	trust->loaded = true;
	trust->source = alloc_text(safe_text(shown, sizeof(shown), bytes_str(path), SAFE_UTF8));
	if (!add_path(trust, path, error))
		return false;
	build_index(trust);
	if (trust->full)
		return error_set(error, ERROR_LIMIT, 0, "%s: it holds more than 16 MiB of certificates", shown);
	return trust->count || error_set(error, ERROR_USAGE, 0, "%s: there is no certificate in PEM form in it", shown);
}

struct trust *trust_new(const char *path, struct error *error)
{
	struct trust *trust = new_trust();

	if (!path || load_named(trust, path, error))
		return trust;
	trust_free(trust);
	return NULL;
}

struct trust *trust_from_pem(const char *pem, const char *what, struct error *error)
{
	struct trust *trust = new_trust();

	trust->loaded = true;
	trust->source = alloc_text(what);
	add_text(trust, bytes_str(pem));
	build_index(trust);
	if (trust->count)
		return trust;
	error_set(error, ERROR_USAGE, 0, "%s: there is no certificate in PEM form in it", what);
	trust_free(trust);
	return NULL;
}

struct trust *trust_none(void)
{
	struct trust *trust = new_trust();

	trust->loaded = true;
	trust->source = alloc_text("no trust store");
	trust->state = TRUST_SWITCHED_OFF;
	return trust;
}

void trust_free(struct trust *trust)
{
	if (!trust)
		return;
	arena_done(&trust->arena);
	free(trust->anchors);
	free(trust->source);
	free(trust);
}
