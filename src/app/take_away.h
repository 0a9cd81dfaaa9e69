/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * take_away: the local commands that write what somebody takes away: captures, keys, certificates, records, pins.
 *
 * Failure   what is wrong is said; nothing is written then.
 */
#ifndef STARLIT_APP_TAKE_AWAY_H
#define STARLIT_APP_TAKE_AWAY_H

#include "app/commands.h"

run_fn take_away_capture, take_away_key_log, take_away_pem, take_away_pins, take_away_record, take_away_save,
	take_away_tlsa;

#endif
