/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion: a frame for each shell, and the rows between.
 */
#include "app/completion.h"

#include "app/option_table.h"

static const char protocols[] = "smtp lmtp imap pop3 sieve";
static const char schemes[] = "smtp:// submission:// smtps:// imap:// imaps:// pop3:// pop3s:// lmtp:// sieve://";

/* Single quotes stand around it: one inside ends them, stands by itself, and begins them again. */
static void write_quoted(struct buffer *out, const char *text)
{
	for (; *text; text++)
		if (*text == '\'')
			buffer_append_text(out, "'\\''");
		else
			buffer_append_byte(out, (unsigned char)*text);
}

static void write_words(struct buffer *out, const struct option_row *row)
{
	struct bytes word;

	for (size_t i = 0; option_word(row, i, &word); i++)
		buffer_printf(out, "%s%.*s", i ? " " : "", (int)word.len, (const char *)word.data);
}

static bool has_words(const struct option_row *row)
{
	struct bytes word;

	return option_word(row, 0, &word);
}

static bool belongs(const struct option_row *row, enum run run)
{
	return (row->runs & (1u << run)) != 0;
}

/* What stands behind a subcommand is asked for by its arguments, as the help shows them. */
static bool wants(const struct subcommand *subcommand, const char *what)
{
	return strstr(subcommand->arguments, what) != NULL;
}

static void write_subjects(struct buffer *out)
{
	buffer_append_text(out, "options aliases");
	for (int group = 0; group < GROUPS; group++)
		buffer_printf(out, " %s", option_group_word((enum option_group)group));
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].run != RUN_HELP)
			buffer_printf(out, " %s", subcommands[i].name);
	for (size_t i = 0; i < option_count; i++)
		if (!subcommand_named(bytes_str(option_rows[i].name)))
			buffer_printf(out, " %s", option_rows[i].name);
}

static void write_subcommand_names(struct buffer *out, const char *between)
{
	for (size_t i = 0; i < subcommand_count; i++)
		buffer_printf(out, "%s%s", i ? between : "", subcommands[i].name);
}

/* bash */

static const char bash_begin[] =
	"# bash completion of starlit, made by «starlit --completion bash».\n"
	"# It needs nothing of other packages. Words are cut at blanks here: bash cuts at = : and @ too.\n"
	"_starlit()\n"
	"{\n"
	"\tlocal line=${COMP_LINE:0:COMP_POINT} typed= option= value= subcommand= before= word= cut= known= count=0\n"
	"\tlocal -a words found=()\n"
	"\n"
	"\tread -ra words <<<\"$line\"\n"
	"\tcase $line in\n"
	"\t*[[:blank:]]) ;;\n"
	"\t*) typed=${words[${#words[@]}-1]}; unset \"words[${#words[@]}-1]\" ;;\n"
	"\tesac\n";

static const char bash_scan[] = "\tfor word in \"${words[@]:1}\"; do\n"
				"\t\tif [[ $before ]]; then\n"
				"\t\t\tbefore=\n"
				"\t\telif [[ \" $with_value \" == *\" $word \"* ]]; then\n"
				"\t\t\tbefore=$word\n"
				"\t\telif [[ $word != -* && ! $subcommand ]]; then\n"
				"\t\t\tsubcommand=$word\n"
				"\t\telif [[ $word != -* ]]; then\n"
				"\t\t\tcount=$((count + 1))\n"
				"\t\tfi\n"
				"\tdone\n"
				"\tif [[ $before ]]; then\n"
				"\t\toption=$before value=$typed\n"
				"\telif [[ $typed == --*=* ]]; then\n"
				"\t\toption=${typed%%=*} value=${typed#*=}\n"
				"\tfi\n";

static const char bash_end[] =
	"\telse\n"
	"\t\tknown=targets\n"
	"\tfi\n"
	"\tcase $known in\n"
	"\twords) found=($(compgen -W \"$list\" -- \"$value\")) ;;\n"
	"\tfiles)\n"
	"\t\tlocal IFS=$'\\n'\n"
	"\t\tfound=($(compgen -f -- \"$value\"))\n"
	"\t\ttype compopt &>/dev/null && compopt -o filenames 2>/dev/null\n"
	"\t\t;;\n"
	"\ttargets)\n"
	"\t\tcase $typed in\n"
	"\t\t@*) found=($(compgen -W \"$(\"${words[0]}\" --completion servers 2>/dev/null)\" -- \"$typed\")) ;;\n"
	"\t\t*://*) found=($(compgen -P \"${typed%%://*}://\" -A hostname -- \"${typed#*://}\")) ;;\n"
	"\t\t*)\n"
	"\t\t\tfound=($(compgen -W \"$list\" -- \"$typed\"))\n"
	"\t\t\t[[ ${found[*]} == *:// ]] && type compopt &>/dev/null && compopt -o nospace 2>/dev/null\n"
	"\t\t\t;;\n"
	"\t\tesac\n"
	"\t\t;;\n"
	"\tesac\n"
	"\t# What bash calls the word is less than ours: only that much is replaced.\n"
	"\tword=$value\n"
	"\t[[ $option ]] || word=$typed\n"
	"\tcut=${word%\"$2\"}\n"
	"\tCOMPREPLY=(\"${found[@]#\"$cut\"}\")\n"
	"\t[[ ${#found[@]} -gt 0 ]] || COMPREPLY=()\n"
	"}\n"
	"complete -F _starlit starlit\n";

static void bash_options_with_value(struct buffer *out)
{
	buffer_append_text(out, "\tlocal list= with_value='");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		if (row->argument && row->letter)
			buffer_printf(out, "-%c ", row->letter);
		if (row->argument)
			buffer_printf(out, "--%s ", row->name);
	}
	buffer_append_text(out, "'\n\n");
}

static void bash_pattern(struct buffer *out, const struct option_row *row)
{
	if (row->letter)
		buffer_printf(out, "-%c|", row->letter);
	buffer_printf(out, "--%s", row->name);
}

/* What an option takes. */
static void bash_values(struct buffer *out)
{
	buffer_append_text(out, "\tcase $option in\n\t'') ;;\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		if (!has_words(row) && !option_takes_file(row))
			continue;
		buffer_append_text(out, "\t");
		bash_pattern(out, row);
		if (has_words(row)) {
			buffer_append_text(out, ") known=words list='");
			write_words(out, row);
			buffer_append_text(out, "' ;;\n");
		} else {
			buffer_append_text(out, ") known=files ;;\n");
		}
	}
	buffer_append_text(out, "\t*) return ;;\n\tesac\n");
}

static void bash_option_names(struct buffer *out, enum run run)
{
	buffer_append_text(out, "list='");
	for (size_t i = 0; i < option_count; i++)
		if (belongs(&option_rows[i], run))
			buffer_printf(out, "--%s ", option_rows[i].name);
	buffer_append_text(out, "' ;;\n");
}

static void bash_names(struct buffer *out)
{
	buffer_append_text(out, "\tif [[ $option ]]; then\n\t\t:\n\telif [[ $typed == -* ]]; then\n"
				"\t\tknown=words value=$typed\n\t\tcase $subcommand in\n");
	for (size_t i = 0; i < subcommand_count; i++) {
		if (subcommands[i].run == RUN_SESSION)
			continue;
		buffer_printf(out, "\t\t%s) ", subcommands[i].name);
		bash_option_names(out, subcommands[i].run);
	}
	buffer_append_text(out, "\t\t*) ");
	bash_option_names(out, RUN_SESSION);
	buffer_append_text(out, "\t\tesac\n");
}

static void bash_words(struct buffer *out)
{
	buffer_append_text(out, "\telif [[ ! $subcommand ]]; then\n\t\tknown=targets list='");
	write_subcommand_names(out, " ");
	buffer_printf(out, " %s @'\n", schemes);
	for (size_t i = 0; i < subcommand_count; i++) {
		const struct subcommand *subcommand = &subcommands[i];
		if (wants(subcommand, "SCRIPT"))
			buffer_printf(out,
				"\telif [[ $subcommand == %s && $count == 0 ]]; then\n\t\tknown=files value=$typed\n",
				subcommand->name);
		buffer_printf(out, "\telif [[ $subcommand == %s ]]; then\n", subcommand->name);
		if (wants(subcommand, "FILE"))
			buffer_append_text(out, "\t\tknown=files value=$typed\n");
		else if (wants(subcommand, "TARGET"))
			buffer_printf(out, "\t\tknown=targets list='demo %s @'\n", schemes);
		else if (wants(subcommand, "PROTOCOL"))
			buffer_printf(out, "\t\tknown=words value=$typed list='%s'\n", protocols);
		else {
			buffer_append_text(out, "\t\tknown=words value=$typed list='");
			write_subjects(out);
			buffer_append_text(out, "'\n");
		}
	}
}

static void write_bash(struct buffer *out)
{
	buffer_append_text(out, bash_begin);
	bash_options_with_value(out);
	buffer_append_text(out, bash_scan);
	bash_values(out);
	bash_names(out);
	bash_words(out);
	buffer_append_text(out, bash_end);
}

/* zsh */

static const char zsh_begin[] = "#compdef starlit\n"
				"# zsh completion of starlit, made by «starlit --completion zsh».\n"
				"_starlit_targets() {\n"
				"\tlocal -a servers\n"
				"\tservers=(${(f)\"$(_call_program servers $words[1] --completion servers)\"})\n"
				"\tif [[ $PREFIX == *://* ]]; then\n"
				"\t\tcompset -P '*://'\n"
				"\t\t_hosts\n"
				"\t\treturn\n"
				"\tfi\n"
				"\t_describe -t servers 'server of the configuration file' servers\n";

static const char zsh_rest[] = "}\n"
			       "_starlit() {\n"
			       "\tlocal subcommand word\n"
			       "\tlocal -a specs\n"
			       "\tfor word in $words[2,CURRENT-1]; do\n"
			       "\t\tif [[ $word == (";

/* In brackets only ] and \ are special. */
static void zsh_help(struct buffer *out, const char *help)
{
	for (; *help; help++) {
		char one[2] = {*help, 0};
		if (*help == ']' || *help == '[' || *help == '\\')
			buffer_append_byte(out, '\\');
		write_quoted(out, one);
	}
}

static void zsh_value(struct buffer *out, const struct option_row *row)
{
	if (!row->argument)
		return;
	if (has_words(row)) {
		buffer_append_text(out, ":value:(");
		write_words(out, row);
		buffer_append_text(out, ")");
	} else {
		buffer_printf(out, ":%s:%s", row->argument, option_takes_file(row) ? "_files" : " ");
	}
}

static void zsh_option(struct buffer *out, const struct option_row *row)
{
	const char *equals = row->argument ? "=" : "";

	buffer_append_text(out, "\t[[ $subcommand == (");
	if (belongs(row, RUN_SESSION))
		buffer_append_text(out, "|");
	for (size_t i = 0; i < subcommand_count; i++)
		if (belongs(row, subcommands[i].run))
			buffer_printf(out, "|%s", subcommands[i].name);
	buffer_append_text(out, ") ]] && specs+=(");
	if (row->letter)
		buffer_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'[", row->letter, row->name, row->letter,
			row->argument ? "+" : "", row->name, equals);
	else
		buffer_printf(out, "'%s--%s%s[", strcmp(row->name, "fault") ? "" : "*", row->name, equals);
	zsh_help(out, row->help);
	buffer_append_text(out, "]");
	zsh_value(out, row);
	buffer_append_text(out, "')\n");
}

static const char *zsh_words_action(const struct subcommand *subcommand)
{
	if (wants(subcommand, "FILE"))
		return "_files";
	if (wants(subcommand, "TARGET"))
		return "_starlit_targets";
	return NULL;
}

static void zsh_words(struct buffer *out)
{
	buffer_append_text(out, "\tcase $subcommand in\n");
	for (size_t i = 0; i < subcommand_count; i++) {
		const struct subcommand *subcommand = &subcommands[i];
		const char *action = zsh_words_action(subcommand);
		buffer_printf(out, "\t%s) specs+=('1: :(%s)' ", subcommand->name, subcommand->name);
		if (wants(subcommand, "SCRIPT"))
			buffer_append_text(out, "'2: :_files' ");
		if (action) {
			buffer_printf(out, "'*: :%s') ;;\n", action);
			continue;
		}
		buffer_append_text(out, "'2: :(");
		if (wants(subcommand, "PROTOCOL"))
			buffer_append_text(out, protocols);
		else
			write_subjects(out);
		buffer_append_text(out, ")') ;;\n");
	}
	buffer_append_text(out, "\t*) specs+=('1: :_starlit_targets') ;;\n\tesac\n");
}

static void write_zsh(struct buffer *out)
{
	buffer_append_text(out, zsh_begin);
	buffer_append_text(out,
		"\tif [[ $CURRENT -eq 2 || $words[CURRENT-1] == -* ]]; then\n\t\tlocal -a subcommands\n\t\tsubcommands=(");
	for (size_t i = 0; i < subcommand_count; i++) {
		buffer_printf(out, " '%s:", subcommands[i].name);
		write_quoted(out, subcommands[i].help);
		buffer_append_text(out, "'");
	}
	buffer_printf(out, ")\n\t\t_describe -t subcommands 'subcommand' subcommands\n\tfi\n\tcompadd -S '' -- %s\n",
		schemes);
	buffer_append_text(out, zsh_rest);
	write_subcommand_names(out, "|");
	buffer_append_text(out, ") ]]; then\n\t\t\tsubcommand=$word\n\t\t\tbreak\n\t\tfi\n\tdone\n");
	for (size_t i = 0; i < option_count; i++)
		zsh_option(out, &option_rows[i]);
	zsh_words(out);
	buffer_append_text(out, "\t_arguments -S $specs\n}\n_starlit \"$@\"\n");
}

/* fish */

static void fish_condition(struct buffer *out, const struct option_row *row)
{
	bool session = belongs(row, RUN_SESSION);
	size_t named = 0;

	for (size_t i = 0; i < subcommand_count; i++) {
		if (belongs(row, subcommands[i].run) == session)
			continue;
		if (!named++)
			buffer_printf(out, " -n '%s__fish_seen_subcommand_from", session ? "not " : "");
		buffer_printf(out, " %s", subcommands[i].name);
	}
	if (named)
		buffer_append_text(out, "'");
}

static void fish_option(struct buffer *out, const struct option_row *row)
{
	buffer_append_text(out, "complete -c starlit");
	fish_condition(out, row);
	if (row->letter)
		buffer_printf(out, " -s %c", row->letter);
	buffer_printf(out, " -l %s", row->name);
	if (has_words(row)) {
		buffer_append_text(out, " -x -a '");
		write_words(out, row);
		buffer_append_text(out, "'");
	} else if (row->argument) {
		buffer_append_text(out, option_takes_file(row) ? " -r -F" : " -x");
	}
	buffer_append_text(out, " -d '");
	for (const char *c = row->help; *c; c++) {
		if (*c == '\'' || *c == '\\')
			buffer_append_byte(out, '\\');
		buffer_append_byte(out, (unsigned char)*c);
	}
	buffer_append_text(out, "'\n");
}

static void fish_subcommand(struct buffer *out, const struct subcommand *subcommand)
{
	buffer_printf(
		out, "complete -c starlit -n __fish_is_first_arg -a %s -d '%s'\n", subcommand->name, subcommand->help);
	buffer_printf(out, "complete -c starlit -n '__fish_seen_subcommand_from %s' ", subcommand->name);
	if (wants(subcommand, "SCRIPT"))
		buffer_append_text(out, "-F -a '(__starlit_targets)'\n");
	else if (wants(subcommand, "FILE"))
		buffer_append_text(out, "-F\n");
	else if (wants(subcommand, "TARGET"))
		buffer_append_text(out, "-a '(__starlit_targets)'\n");
	else if (wants(subcommand, "PROTOCOL"))
		buffer_printf(out, "-a '%s'\n", protocols);
	else {
		buffer_append_text(out, "-a '");
		write_subjects(out);
		buffer_append_text(out, "'\n");
	}
}

static void write_fish(struct buffer *out)
{
	buffer_printf(out,
		"# fish completion of starlit, made by «starlit --completion fish».\n"
		"function __starlit_targets\n"
		"\tstarlit --completion servers 2>/dev/null\n"
		"\tprintf '%%s\\n' demo %s\n"
		"end\n"
		"complete -c starlit -f\n"
		"complete -c starlit -n __fish_is_first_arg -a '(__starlit_targets)'\n",
		schemes);
	for (size_t i = 0; i < subcommand_count; i++)
		fish_subcommand(out, &subcommands[i]);
	for (size_t i = 0; i < option_count; i++)
		fish_option(out, &option_rows[i]);
}

bool completion_write(struct buffer *out, const char *shell)
{
	if (!strcmp(shell, "bash"))
		write_bash(out);
	else if (!strcmp(shell, "zsh"))
		write_zsh(out);
	else if (!strcmp(shell, "fish"))
		write_fish(out);
	else
		return false;
	return true;
}
