/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_config: a configuration file is refused with a sentence that names a line and can be shown, or every server in it can be used.
 */
#include "app/config_file.h"
#include "fuzz.h"

#include <string.h>

const unsigned fuzz_mutations = 100000;

static void check_refusal(const struct error *error)
{
	fuzz_require(!strncmp(error->sentence, "config: line ", 13), "a refusal names a line");
	fuzz_require(error->domain == ERROR_USAGE, "a refusal is about what was written");
	for (const char *c = error->sentence; *c; c++)
		fuzz_require((unsigned char)*c >= ' ' && *c != 0x7f, "a refusal can be shown");
}

static void check_servers(const struct config *config)
{
	for (size_t i = 0; i < config->server_count; i++) {
		const struct config_server *server = &config->servers[i];
		struct options options = {.run = RUN_SESSION};
		struct error error;
		struct parsing parsing = {.options = &options, .error = &error};
		fuzz_require(config_server(config, bytes_str(server->name)) == server, "it is found by its name");
		fuzz_require(server->label[0] == '@', "it is typed with its @");
		fuzz_require(config_apply(config, NULL, &parsing) && config_apply(config, server, &parsing),
			"its options were tried before");
		fuzz_require(parsing_target(&parsing, server->target, LEVEL_SECTION), "its target was tried before");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config *config = NULL;
	struct error error = {.sentence = ""};

	if (size > CONFIG_SIZE_MAX)
		return 0;
	if (!config_parse(bytes_of(data, size), "~/.config/starlit/config", "/home/anna", &config, &error)) {
		check_refusal(&error);
		fuzz_require(!config, "nothing comes of a refusal");
		return 0;
	}
	check_servers(config);
	config_free(config);
	return 0;
}
