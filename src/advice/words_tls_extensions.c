/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_tls_extensions: extensions of TLS.
 */
#include "advice/words.h"

static const struct explanation extensions[] = {
	{"application_layer_protocol_negotiation",
		"The application protocols that the client wants to speak inside TLS (ALPN); the server picks one. "
		"Mail works without it: leave it out, or offer the one that fits the port. A server that has it "
		"configured may refuse a wrong one with no_application_protocol.",
		"RFC 7301 §3.1"},
	{"application_settings",
		"Settings of HTTP/2 that Chromium sends inside the handshake. In mail it has no meaning.",
		"draft-vvv-tls-alps"},
	{"application_settings_old",
		"Settings of HTTP/2 that Chromium sends inside the handshake, under its first number. In mail it has "
		"no meaning.",
		"draft-vvv-tls-alps"},
	{"cached_info",
		"The client says that it still has the server's certificates, so that they need not be sent. Hardly "
		"implemented.",
		"RFC 7924"},
	{"cert_type",
		"The client offers OpenPGP keys in place of X.509 certificates. GnuTLS once did this; it has been "
		"given up.",
		"RFC 6091"},
	{"certificate_authorities",
		"The authorities that the sender trusts, so that the other side can choose a certificate that fits. "
		"Servers send it when they ask for a client certificate.",
		"RFC 8446 §4.2.4"},
	{"channel_id", "An experiment of browsers that bound sessions to a key. In mail it has no meaning.",
		"draft-balfanz-tls-channelid"},
	{"channel_id_old",
		"An experiment of browsers that bound sessions to a key, under its first number. In mail it has no "
		"meaning.",
		"draft-balfanz-tls-channelid"},
	{"client_authz",
		"An offer of authorizations beside the client's certificate. It was an experiment; nothing in mail "
		"uses it.",
		"RFC 5878"},
	{"client_certificate_type",
		"Which kinds of certificate the client could show: X.509, or a bare public key. Hardly used in mail.",
		"RFC 7250 §3"},
	{"client_certificate_url",
		"The client offers to send a URL in place of its certificate. Hardly anything supports it, and a "
		"server should not fetch URLs for strangers.",
		"RFC 6066 §5"},
	{"compress_certificate",
		"The client can unpack a compressed certificate message. It saves bytes; servers may ignore it.",
		"RFC 8879 §3"},
	{"connection_id",
		"Lets a DTLS association survive a change of address. Mail runs over TCP and does not use it.",
		"RFC 9146 §3"},
	{"connection_id_old", "The number that connection_id had before it was published. It belongs to DTLS.",
		"RFC 9146"},
	{"cookie",
		"Something that the server made the client repeat after a HelloRetryRequest, so that it need not "
		"remember the first hello. Rare over TCP.",
		"RFC 8446 §4.2.2"},
	{"delegated_credential",
		"The client takes a short-lived key that the certificate's owner has signed. Large web sites use it; "
		"in mail it is ignored.",
		"RFC 9345"},
	{"dnssec_chain",
		"The server sends the DNSSEC proof for its TLSA record along, so that the client need not ask the "
		"DNS. An experiment that few support.",
		"RFC 9102"},
	{"early_data",
		"The client sends data before the handshake is complete, or a ticket says how much of it would be "
		"taken. Such data can be replayed, and mail does not use it.",
		"RFC 8446 §4.2.10"},
	{"ec_point_formats",
		"How points of elliptic curves may be written. Everybody uses the uncompressed form; TLS 1.3 has no "
		"choice any more. It stays in hellos for the sake of TLS 1.2.",
		"RFC 8422 §5.1.2"},
	{"ech_outer_extensions",
		"Stands inside an encrypted ClientHello for extensions that are the same outside of it. It must never "
		"be seen in the clear.",
		"RFC 9849"},
	{"encrypt_then_mac",
		"For CBC ciphers up to TLS 1.2: the checksum is made over the encrypted bytes, which ends a family of "
		"attacks. AEAD ciphers and TLS 1.3 do not need it.",
		"RFC 7366"},
	{"encrypted_client_hello",
		"The real hello, encrypted to a key that the server has published, or random bytes that look like it "
		"(most clients send such a dummy). A mail server ignores it.",
		"RFC 9849"},
	{"encrypted_server_name",
		"The first attempt to encrypt the server's name, which encrypted_client_hello has replaced.",
		"draft-ietf-tls-esni"},
	{"extended_master_secret",
		"Ties the session's keys to the whole handshake, up to TLS 1.2; it stops an attack that mixes two "
		"sessions. A server that does not answer it is old, and channel binding with tls-unique is unsafe "
		"there. TLS 1.3 always works so.",
		"RFC 7627 §5.1"},
	{"external_id_hash", "Binds media sessions to an identity. In mail it has no meaning.", "RFC 8844"},
	{"external_session_id", "Binds media sessions to their signalling. In mail it has no meaning.", "RFC 8844"},
	{"GREASE",
		"A reserved value without any meaning, which some clients scatter over their lists to keep servers "
		"tolerant: whoever does not know a value must ignore it. If a handshake fails only when such values "
		"are there, the server or a middlebox has that fault.",
		"RFC 8701"},
	{"heartbeat",
		"Says whether the peer may send heartbeats. Old OpenSSL leaked memory through them (Heartbleed, "
		"CVE-2014-0160); maintained servers do not answer it.",
		"RFC 6520 §2"},
	{"key_share",
		"TLS 1.3: public keys for the key exchange, one for each group that the client guesses the server "
		"likes; the server answers with one of its own. A guess that the server does not like costs a "
		"HelloRetryRequest. A hybrid with ML-KEM makes this one long, and the hello with it: broken "
		"middleboxes drop hellos beyond one packet.",
		"RFC 8446 §4.2.8"},
	{"key_share_draft", "What key_share was called in drafts of TLS 1.3. A peer that sends it is from before 2018.",
		"draft-ietf-tls-tls13-22"},
	{"max_fragment_length",
		"Asks for records shorter than usual, for devices with little memory. record_size_limit has replaced "
		"it. Servers may ignore it.",
		"RFC 6066 §4"},
	{"next_protocol_negotiation",
		"What browsers had before ALPN. No mail server needs it, and maintained libraries have dropped it.",
		"draft-agl-tls-nextprotoneg"},
	{"oid_filters", "The server narrows down which client certificates it takes. Hardly used.", "RFC 8446 §4.2.5"},
	{"padding",
		"Zeros that bring the ClientHello to a size that faulty middleboxes survive. It means nothing else.",
		"RFC 7685"},
	{"password_salt", "The server's salt for a key exchange by password. Mail does not use it.", "RFC 8492"},
	{"post_handshake_auth",
		"The client would show a certificate later as well, when it is asked after the handshake. Few clients "
		"offer it, and mail servers do not ask.",
		"RFC 8446 §4.2.6"},
	{"pre_shared_key",
		"TLS 1.3: the client wants to resume with a ticket that it names here, and proves with a binder that "
		"it has the key. When the server answers with an index, it has accepted, and no certificates are "
		"sent. It must be the last extension.",
		"RFC 8446 §4.2.11"},
	{"psk_key_exchange_modes",
		"How the client would resume: with a new key exchange (psk_dhe_ke) or without one. A server that gets "
		"no such list gives no tickets.",
		"RFC 8446 §4.2.9"},
	{"pwd_clear", "The user name for a key exchange by password, in the clear. Mail does not use it.", "RFC 8492"},
	{"pwd_protect", "The user name for a key exchange by password, encrypted. Mail does not use it.", "RFC 8492"},
	{"quic_transport_parameters", "Parameters of QUIC. On a TCP connection it must not be there at all.",
		"RFC 9001 §8.2"},
	{"quic_transport_parameters_draft",
		"Parameters of QUIC under the number of its drafts. On a TCP connection it must not be there at all.",
		"draft-ietf-quic-tls"},
	{"record_size_limit",
		"The longest record that the sender wants to receive. Each side may name its own. A limit of 16385 "
		"means: as TLS 1.3 allows anyway.",
		"RFC 8449 §4"},
	{"renegotiation_info",
		"Says that the peer is safe against the renegotiation attack of 2009. A server that leaves it out "
		"(and the client asked, here or by its signalling suite) is very old, up to TLS 1.2; TLS 1.3 needs "
		"none.",
		"RFC 5746 §3.2"},
	{"rrc", "Announces the return routability check of DTLS. Mail does not use DTLS.", "IANA TLS ExtensionType"},
	{"sequence_number_encryption_algorithms",
		"Choices for hiding sequence numbers in DTLS 1.3. Mail does not use DTLS.",
		"draft-pismenny-tls-dtls-plaintext-sequence-number"},
	{"server_authz",
		"The server's half of an experiment with authorizations beside certificates. Nothing in mail uses it.",
		"RFC 5878"},
	{"server_certificate_type",
		"Which kinds of certificate the client takes from the server: X.509, or a bare public key. With DANE "
		"a bare key can be enough, but few mail servers do it.",
		"RFC 7250 §3"},
	{"server_name",
		"The host name that the client wants, in the clear (SNI), so that a server with several certificates "
		"can choose. The server's empty answer says that it used it. Without it, or with an IP address in the "
		"target, a server shows its default certificate, and the name check fails.",
		"RFC 6066 §3"},
	{"session_ticket",
		"Up to TLS 1.2: the client has a ticket to resume with, or wants one (empty). TLS 1.3 resumes with "
		"pre_shared_key instead. Resumption skips certificates, so turn it off when they are what you want to "
		"see.",
		"RFC 5077 §3.2"},
	{"signature_algorithms",
		"The signatures that the client can verify, in the order it likes. A server whose key fits none of "
		"them cannot prove who it is and sends handshake_failure: an Ed25519 key against old clients, or "
		"SHA-1 only on the server, are the usual cases.",
		"RFC 8446 §4.2.3"},
	{"signature_algorithms_cert",
		"Which signatures the client takes inside certificates, when that differs from those of the handshake.",
		"RFC 8446 §4.2.3"},
	{"signed_certificate_timestamp",
		"The client asks for proof that public logs know the certificate; most certificates bring that proof "
		"inside them, so that servers rarely answer here.",
		"RFC 6962 §3.3.1"},
	{"srp", "The user name for the Secure Remote Password key exchange, sent in the clear. Mail does not use it.",
		"RFC 5054 §2.8.1"},
	{"status_request",
		"The client asks for a stapled OCSP response: fresh proof that the certificate was not revoked. "
		"Servers without stapling ignore it; in TLS 1.3 they may answer for each certificate that they send. "
		"A certificate marked must-staple fails at strict clients when the answer is missing.",
		"RFC 6066 §8; RFC 8446 §4.4.2.1"},
	{"status_request_v2",
		"Asks for stapled OCSP responses for the intermediates as well. Nearly no server implements it, and "
		"TLS 1.3 dropped it.",
		"RFC 6961"},
	{"supported_ekt_ciphers", "Ciphers for keys of encrypted media streams. In mail it has no meaning.",
		"RFC 8870"},
	{"supported_groups",
		"The groups for the key exchange that the client takes, its favourite first. When nothing is in "
		"common the handshake fails with handshake_failure: a server that was set to a single curve, against "
		"a client that does not offer it, is the usual case.",
		"RFC 8446 §4.2.7"},
	{"supported_versions",
		"Where TLS 1.3 negotiates the version: the client lists all that it takes, the server names one. "
		"Without it in the ServerHello the version is 1.2 or below. Look here, not at the old version fields, "
		"when versions are in doubt.",
		"RFC 8446 §4.2.1"},
	{"ticket_early_data_info_draft",
		"What drafts of TLS 1.3 had for early data in tickets. A peer that sends it is from before 2018.",
		"draft-ietf-tls-tls13-18"},
	{"ticket_pinning", "The client pins the server by its tickets. An experiment that mail servers do not know.",
		"RFC 8672"},
	{"ticket_request", "The client says how many tickets it wants. A server may give that many, or none.",
		"RFC 9149 §3"},
	{"TLMSP", "A proposal to let middleboxes take part in TLS openly. Mail does not use it.", "ETSI TS 103 523-2"},
	{"TLMSP_delegate", "Part of a proposal to let middleboxes take part in TLS openly. Mail does not use it.",
		"ETSI TS 103 523-2"},
	{"TLMSP_proxying", "Part of a proposal to let middleboxes take part in TLS openly. Mail does not use it.",
		"ETSI TS 103 523-2"},
	{"tls_cert_with_extern_psk",
		"A certificate and a pre-shared key together, as a protection against quantum computers. Mail does "
		"not use it.",
		"RFC 8773"},
	{"tls_flags",
		"A compact list of extensions that are only yes or no. New; a server that does not know it ignores it.",
		"draft-ietf-tls-tlsflags"},
	{"tls_lts",
		"A proposal for a TLS 1.2 with long-term support and its known faults mended. Devices rather than "
		"mail servers use it.",
		"draft-gutmann-tls-lts"},
	{"token_binding", "Binds web cookies to a key. Browsers have given it up, and mail never had it.", "RFC 8472"},
	{"transparency_info", "Proofs of the second version of Certificate Transparency, which hardly anybody runs.",
		"RFC 9162"},
	{"truncated_hmac", "Asks for shorter checksums on records. It weakens TLS and must not be used any more.",
		"RFC 6066 §7; RFC 9325"},
	{"trust_anchors",
		"The client names, in short, authorities that it trusts, so that a server with several chains can "
		"choose. It is a draft.",
		"draft-ietf-tls-trust-anchor-ids"},
	{"trusted_ca_keys",
		"The client lists the authorities that it trusts, so that the server can choose a certificate. "
		"certificate_authorities has replaced it in TLS 1.3; most servers ignore both.",
		"RFC 6066 §6"},
	{"unknown extension",
		"No registry of ours knows this extension: it may be of a draft, or somebody's own. A peer that does "
		"not know an extension of a hello ignores it, so that it does no harm.",
		"RFC 8446 §4.2"},
	{"use_srtp", "Negotiates encrypted media streams over DTLS. In mail it has no meaning.", "RFC 5764"},
	{"user_mapping", "A hint as to which account a client certificate belongs to. Mail servers do not use it.",
		"RFC 4681"},
};

const struct word_table words_tls_extensions = {.name = "a TLS extension",
	.protocols = "",
	.rows = extensions,
	.count = sizeof(extensions) / sizeof(extensions[0])};
