/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names_parameters: the small registries of what stands inside messages and extensions.
 */
#include "wire/registry.h"

/* RFC 8879 §7.3. */
static const struct name compressions[] = {
	{1, "zlib"},
	{2, "brotli"},
	{3, "zstd"},
};

/* RFC 3749, RFC 3943. */
static const struct name hello_compressions[] = {
	{0, "null"},
	{1, "DEFLATE"},
	{64, "LZS"},
};

/* RFC 8446 §4.2.9. */
static const struct name psk_modes[] = {
	{0, "psk_ke"},
	{1, "psk_dhe_ke"},
};

/* RFC 8422 §5.1.2, RFC 4492 §5.1.2. */
static const struct name point_formats[] = {
	{0, "uncompressed"},
	{1, "ansiX962_compressed_prime"},
	{2, "ansiX962_compressed_char2"},
};

/* RFC 8422 §5.4. */
static const struct name curve_types[] = {
	{1, "explicit_prime"},
	{2, "explicit_char2"},
	{3, "named_curve"},
};

/* RFC 7250 §3, RFC 6091, RFC 8902. */
static const struct name certificate_types[] = {
	{0, "X.509"},
	{1, "OpenPGP"},
	{2, "raw public key"},
	{3, "1609Dot2"},
};

/* RFC 5246 §7.4.4, RFC 8422 §5.5, RFC 9189; 21, 22, 238 and 239 came before it, 80 is of GM/T 0024. */
static const struct name client_certificate_types[] = {
	{1, "rsa_sign"},
	{2, "dss_sign"},
	{3, "rsa_fixed_dh"},
	{4, "dss_fixed_dh"},
	{5, "rsa_ephemeral_dh"},
	{6, "dss_ephemeral_dh"},
	{20, "fortezza_dms"},
	{21, "gost94_sign"},
	{22, "gost01_sign"},
	{64, "ecdsa_sign"},
	{65, "rsa_fixed_ecdh"},
	{66, "ecdsa_fixed_ecdh"},
	{67, "gost_sign256"},
	{68, "gost_sign512"},
	{80, "ibc_params"},
	{238, "gost_sign256_old"},
	{239, "gost_sign512_old"},
};

/* RFC 6066 §8, RFC 6961. */
static const struct name status_types[] = {
	{1, "ocsp"},
	{2, "ocsp_multi"},
};

/* RFC 6066 §3. */
static const struct name name_types[] = {
	{0, "host_name"},
};

/* RFC 6066 §4. */
static const struct name fragment_lengths[] = {
	{1, "512 bytes"},
	{2, "1024 bytes"},
	{3, "2048 bytes"},
	{4, "4096 bytes"},
};

/* RFC 8446 §4.6.3. */
static const struct name key_updates[] = {
	{0, "update_not_requested"},
	{1, "update_requested"},
};

/* RFC 6520 §2. */
static const struct name heartbeats[] = {
	{1, "peer_allowed_to_send"},
	{2, "peer_not_allowed_to_send"},
};

/* RFC 9180 §7.1. */
static const struct name kems[] = {
	{16, "DHKEM(P-256, HKDF-SHA256)"},
	{17, "DHKEM(P-384, HKDF-SHA384)"},
	{18, "DHKEM(P-521, HKDF-SHA512)"},
	{32, "DHKEM(X25519, HKDF-SHA256)"},
	{33, "DHKEM(X448, HKDF-SHA512)"},
};

/* RFC 9180 §7.2. */
static const struct name kdfs[] = {
	{1, "HKDF-SHA256"},
	{2, "HKDF-SHA384"},
	{3, "HKDF-SHA512"},
};

/* RFC 9180 §7.3. */
static const struct name aeads[] = {
	{1, "AES-128-GCM"},
	{2, "AES-256-GCM"},
	{3, "ChaCha20Poly1305"},
};

/* RFC 6962 §3.2. */
static const struct name sct_versions[] = {
	{0, "v1"},
};

/* RFC 9849 §5. */
static const struct name ech_types[] = {
	{0, "outer"},
	{1, "inner"},
};

const struct registry registry_compressions = REGISTRY(compressions, REGISTRY_PLAIN);
const struct registry registry_hello_compressions = REGISTRY(hello_compressions, REGISTRY_PLAIN);
const struct registry registry_psk_modes = REGISTRY(psk_modes, REGISTRY_GREASE_PSK);
const struct registry registry_point_formats = REGISTRY(point_formats, REGISTRY_PLAIN);
const struct registry registry_curve_types = REGISTRY(curve_types, REGISTRY_PLAIN);
const struct registry registry_certificate_types = REGISTRY(certificate_types, REGISTRY_PLAIN);
const struct registry registry_client_certificate_types = REGISTRY(client_certificate_types, REGISTRY_PLAIN);
const struct registry registry_status_types = REGISTRY(status_types, REGISTRY_PLAIN);
const struct registry registry_name_types = REGISTRY(name_types, REGISTRY_PLAIN);
const struct registry registry_fragment_lengths = REGISTRY(fragment_lengths, REGISTRY_PLAIN);
const struct registry registry_key_updates = REGISTRY(key_updates, REGISTRY_PLAIN);
const struct registry registry_heartbeats = REGISTRY(heartbeats, REGISTRY_PLAIN);
const struct registry registry_kems = REGISTRY(kems, REGISTRY_PLAIN);
const struct registry registry_kdfs = REGISTRY(kdfs, REGISTRY_PLAIN);
const struct registry registry_aeads = REGISTRY(aeads, REGISTRY_PLAIN);
const struct registry registry_sct_versions = REGISTRY(sct_versions, REGISTRY_PLAIN);
const struct registry registry_ech_types = REGISTRY(ech_types, REGISTRY_PLAIN);
