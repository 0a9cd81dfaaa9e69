/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after_tls: the local commands that ask something of TLS once it is up.
 *
 * Failure   what cannot be done is said, with the reason.
 */
#ifndef STARLIT_APP_AFTER_TLS_H
#define STARLIT_APP_AFTER_TLS_H

#include "app/commands.h"

run_fn after_tls_close_notify, after_tls_rekey, after_tls_renegotiate, after_tls_resume;

#endif
