/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * configure: options to a connection's configuration.
 */
#include "app/configure.h"

void configure_connection(const struct options *options, struct connection_config *ret_config)
{
	*ret_config = (struct connection_config){
		.session = {.add_tags = options->add_tags,
			.unsafe_secrets = options->unsafe_secrets,
			.greet_after_tls = options->greet_after_tls,
			.starttls_at_once = options->starttls,
			.on_injection = options->on_injection,
			.tls = options->tls,
			.limits = {.reply_us = options->reply_us, .greeting_us = options->reply_us}},
		.client_name = options->ehlo,
		.reference_name = options->name,
		.sni_of_host = options->sni_of_host,
		.family = options->family,
		.connect_us = options->connect_us,
		.demo_faults = options->demo_faults};
}
