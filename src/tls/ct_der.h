/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ct_der: where certificates and OCSP responses carry timestamps of logs, and what a log saw before (RFC 6962 §3). Internal
 * to tls.
 *
 * Ownership spans point into the bytes that were given. Every walk is linear.
 */
#ifndef STARLIT_TLS_CT_DER_H
#define STARLIT_TLS_CT_DER_H

#include "base/buffer.h"

enum ct_found {
	CT_NONE,
	CT_FOUND,
	CT_BROKEN /* it is there, but not as RFC 6962 §3.3 has it, or twice */
};

/* The SignedCertificateTimestampList in the certificate's extension 1.3.6.1.4.1.11129.2.4.2. */
enum ct_found ct_der_certificate(struct bytes certificate, struct bytes *ret_list);
/* The same in an OCSP response, extension 1.3.6.1.4.1.11129.2.4.5 of the entry that is about that certificate. */
enum ct_found ct_der_response(struct bytes response, struct bytes certificate, struct bytes *ret_list);

/*
 * Appends the TBSCertificate as the log signed it: without the extension that holds the timestamps (RFC 6962 §3.2). False
 * when the certificate is not of that form, or the buffer is too small; then the buffer's content is of no use.
 */
bool ct_der_precertificate(struct bytes certificate, struct buffer *tbs);

#endif
