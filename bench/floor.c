/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * floor: the least that a session with STARTTLS costs: blocking sockets, GnuTLS, no event, no report.
 *
 * Usage: floor PORT CA NAME COUNT: so many SMTP sessions with 127.0.0.1, one after the other in one process: greeting, EHLO,
 * STARTTLS, handshake, verification, EHLO, QUIT.
 */
#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "floor: %s\n", what);
	exit(EXIT_FAILURE);
}

/* Reads until the last line of a reply is there: «250 ...». */
static void reply(int fd, gnutls_session_t tls)
{
	char text[8192];
	size_t len = 0;

	for (;;) {
		ssize_t got = tls ? gnutls_record_recv(tls, text + len, sizeof(text) - 1 - len)
				  : recv(fd, text + len, sizeof(text) - 1 - len, 0);
		if (tls && (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED))
			continue;
		if (got <= 0)
			die("the server went away");
		len += (size_t)got;
		text[len] = 0;
		const char *line = text, *next;
		while ((next = strchr(line, '\n')) && next[1])
			line = next + 1;
		if (next && strlen(line) > 3 && line[3] == ' ')
			return;
	}
}

static void say(int fd, gnutls_session_t tls, const char *line)
{
	ssize_t sent = tls ? gnutls_record_send(tls, line, strlen(line)) : send(fd, line, strlen(line), MSG_NOSIGNAL);

	if (sent < 0)
		die("the server takes nothing");
}

static int dial(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
		.sin_port = htons((unsigned short)port),
		.sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)))
		die("the server is not there");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	return fd;
}

static void shake(int fd, gnutls_session_t tls)
{
	int result;

	gnutls_transport_set_int(tls, fd);
	do
		result = gnutls_handshake(tls);
	while (result < 0 && !gnutls_error_is_fatal(result));
	if (result < 0)
		die(gnutls_strerror(result));
}

static void one_session(unsigned port, const char *name, gnutls_certificate_credentials_t credentials)
{
	gnutls_session_t tls;
	int fd = dial(port);

	reply(fd, NULL);
	say(fd, NULL, "EHLO floor.example.net\r\n");
	reply(fd, NULL);
	say(fd, NULL, "STARTTLS\r\n");
	reply(fd, NULL);
	if (gnutls_init(&tls, GNUTLS_CLIENT) < 0 || gnutls_set_default_priority(tls) < 0)
		die("GnuTLS");
	gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, credentials);
	gnutls_server_name_set(tls, GNUTLS_NAME_DNS, name, strlen(name));
	gnutls_session_set_verify_cert(tls, name, 0);
	shake(fd, tls);
	say(fd, tls, "EHLO floor.example.net\r\n");
	reply(fd, tls);
	say(fd, tls, "QUIT\r\n");
	reply(fd, tls);
	gnutls_bye(tls, GNUTLS_SHUT_WR);
	gnutls_deinit(tls);
	close(fd);
}

int main(int argc, char **argv)
{
	gnutls_certificate_credentials_t credentials;

	if (argc != 5)
		die("usage: floor PORT CA NAME COUNT");
	if (gnutls_certificate_allocate_credentials(&credentials) < 0 ||
		gnutls_certificate_set_x509_trust_file(credentials, argv[2], GNUTLS_X509_FMT_PEM) < 1)
		die("the CA file");
	for (unsigned long left = strtoul(argv[4], NULL, 10); left; left--)
		one_session((unsigned)strtoul(argv[1], NULL, 10), argv[3], credentials);
	gnutls_certificate_free_credentials(credentials);
	return EXIT_SUCCESS;
}
