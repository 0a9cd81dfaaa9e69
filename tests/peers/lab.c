/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lab: files that last as long as the test program.
 */
#include "lab.h"

#include "../tls/ca.h"
#include "base/base64.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { FILE_MAX = 32 << 20 };

static void must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	abort();
}

static void write_file(const char *path, struct bytes bytes)
{
	FILE *file = fopen(path, "w");

	must(file != NULL, path);
	must(fwrite(bytes.data, 1, bytes.len, file) == bytes.len, path);
	must(!fclose(file), path);
}

void lab_read(const char *path, struct buffer *ret_bytes)
{
	unsigned char bytes[65536];
	FILE *file = fopen(path, "r");

	for (size_t got = 1; file && got;) {
		got = fread(bytes, 1, sizeof(bytes), file);
		buffer_append(ret_bytes, bytes_of(bytes, got));
	}
	if (file)
		fclose(file);
}

/* above is sent as well; NULL: none. */
static void write_chain(const char *path, const struct ca *ca, const struct ca *above)
{
	gnutls_datum_t key = {NULL, 0};
	struct buffer pem;

	buffer_init(&pem, FILE_MAX);
	ca_add_pem(ca, &pem);
	if (above)
		ca_add_pem(above, &pem);
	must(gnutls_x509_privkey_export2(ca->key, GNUTLS_X509_FMT_PEM, &key) >= 0, "a key");
	buffer_append(&pem, bytes_of(key.data, key.size));
	gnutls_free(key.data);
	write_file(path, buffer_bytes(&pem));
	buffer_done(&pem);
}

static void write_identity(const char *path, const struct ca *ca)
{
	write_chain(path, ca, NULL);
}

/*
 * Extension 18 with one timestamp of a log that nobody knows (RFC 6962 §3.2), behind the messages in which OpenSSL is to
 * send it: the ServerHello of TLS 1.2 and the Certificate of TLS 1.3.
 */
static void write_scts(const char *path)
{
	unsigned char list[4 + 4 + 2 + 2 + 1 + 32 + 8 + 2 + 4 + 8] = {0, 0, 0x11, 0xc0, 0, 18, 0, 59, 0, 57, 0, 55, 0};
	struct buffer text;

	memset(list + 13, 0xab, 32);
	list[45 + 2] = 1;
	list[55] = 4;
	list[56] = 3;
	list[58] = 8;
	buffer_init(&text, FILE_MAX);
	buffer_append_text(&text, "-----BEGIN SERVERINFOV2 FOR SCT-----\n");
	base64_encode(&text, bytes_of(list, sizeof(list)));
	buffer_append_text(&text, "\n-----END SERVERINFOV2 FOR SCT-----\n");
	write_file(path, buffer_bytes(&text));
	buffer_done(&text);
}

static void name_files(struct lab *lab)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(lab->folder, sizeof(lab->folder), "%s/starlit-peers-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	must(mkdtemp(lab->folder) != NULL, lab->folder);
	snprintf(lab->root, LAB_PATH_MAX, "%s/root.pem", lab->folder);
	snprintf(lab->rsa, LAB_PATH_MAX, "%s/rsa.pem", lab->folder);
	snprintf(lab->ec, LAB_PATH_MAX, "%s/ec.pem", lab->folder);
	snprintf(lab->client, LAB_PATH_MAX, "%s/client.pem", lab->folder);
	snprintf(lab->staple, LAB_PATH_MAX, "%s/staple.der", lab->folder);
	snprintf(lab->chain, LAB_PATH_MAX, "%s/chain.pem", lab->folder);
	snprintf(lab->chain_staples[0], LAB_PATH_MAX, "%s/staple-leaf.der", lab->folder);
	snprintf(lab->chain_staples[1], LAB_PATH_MAX, "%s/staple-middle.der", lab->folder);
	snprintf(lab->scts, LAB_PATH_MAX, "%s/scts.pem", lab->folder);
	snprintf(lab->dh1024, LAB_PATH_MAX, "%s/dh1024.pem", lab->folder);
	snprintf(lab->dh512, LAB_PATH_MAX, "%s/dh512.pem", lab->folder);
	snprintf(lab->trace, LAB_PATH_MAX, "%s/trace", lab->folder);
}

/* A server keeps to the machine's clock, and staples nothing that is out of date. */
static void write_stapled_chain(struct lab *lab, const struct ca *root)
{
	struct arena arena;
	struct ca *middle = ca_authority(&(struct ca_recipe){.flag = CA_FLAG_USUAL}, "middle", root);
	struct ca *leaf = ca_leaf(&(struct ca_recipe){.rsa_bits = 2048}, middle);
	struct ocsp_recipe good = {.about = leaf, .issuer = middle, .now = time(NULL)},
			   above = {.about = middle, .issuer = root, .now = time(NULL)};

	arena_init(&arena, 1 << 20);
	write_chain(lab->chain, leaf, middle);
	write_file(lab->chain_staples[0], ocsp_make(&good, &arena));
	write_file(lab->chain_staples[1], ocsp_make(&above, &arena));
	arena_done(&arena);
	ca_free(middle);
	ca_free(leaf);
}

static void write_identities(struct lab *lab)
{
	struct arena arena;
	struct buffer pem;
	struct ca *root = ca_authority(&(struct ca_recipe){.flag = CA_FLAG_USUAL}, "root", NULL);
	struct ca *rsa = ca_leaf(&(struct ca_recipe){.rsa_bits = 2048,
					 .usage = GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT},
		root);
	struct ca *ec = ca_leaf(&(struct ca_recipe){.flag = CA_FLAG_USUAL}, root);
	struct ca *client = ca_leaf(&(struct ca_recipe){.purpose = "1.3.6.1.5.5.7.3.2"}, root);

	arena_init(&arena, 1 << 20);
	buffer_init(&pem, FILE_MAX);
	ca_add_pem(root, &pem);
	write_file(lab->root, buffer_bytes(&pem));
	write_identity(lab->rsa, rsa);
	write_identity(lab->ec, ec);
	write_identity(lab->client, client);
	write_file(lab->staple, ocsp_make(&(struct ocsp_recipe){.about = rsa, .issuer = root}, &arena));
	write_stapled_chain(lab, root);
	ca_free(root);
	ca_free(rsa);
	ca_free(ec);
	ca_free(client);
	buffer_done(&pem);
	arena_done(&arena);
}

static void write_dh(const char *path, unsigned bits)
{
	gnutls_dh_params_t group;
	gnutls_datum_t pem = {NULL, 0};

	must(gnutls_dh_params_init(&group) >= 0 && gnutls_dh_params_generate2(group, bits) >= 0 &&
			gnutls_dh_params_export2_pkcs3(group, GNUTLS_X509_FMT_PEM, &pem) >= 0,
		"a Diffie-Hellman group");
	write_file(path, bytes_of(pem.data, pem.size));
	gnutls_free(pem.data);
	gnutls_dh_params_deinit(group);
}

void lab_open(struct lab *lab)
{
	name_files(lab);
	write_identities(lab);
	write_scts(lab->scts);
	write_dh(lab->dh1024, 1024);
	write_dh(lab->dh512, 512);
}

void lab_close(struct lab *lab)
{
	const char *const files[] = {lab->root, lab->rsa, lab->ec, lab->client, lab->staple, lab->chain,
		lab->chain_staples[0], lab->chain_staples[1], lab->scts, lab->dh1024, lab->dh512, lab->trace};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	rmdir(lab->folder);
}
