noinst_LIBRARIES += libadvice.a
ADVICE_LIBS = libadvice.a $(MODEL_LIBS)
libadvice_a_SOURCES = \
	src/advice/advice.c src/advice/advice.h \
	src/advice/certs_rows.c src/advice/certs_rows.h \
	src/advice/explain.c src/advice/explain.h \
	src/advice/explain_alias.c src/advice/explain_parts.h \
	src/advice/explain_dialogue.c \
	src/advice/explain_message.c \
	src/advice/explain_suite.c \
	src/advice/explain_word.c \
	src/advice/explainer.c src/advice/explainer.h \
	src/advice/rules.h \
	src/advice/rules_alerts.c \
	src/advice/rules_certs.c \
	src/advice/rules_common.c src/advice/rules_common.h \
	src/advice/rules_door.c \
	src/advice/rules_injection.c \
	src/advice/rules_manners.c \
	src/advice/rules_probe.c \
	src/advice/rules_revocation.c \
	src/advice/rules_secrets.c \
	src/advice/rules_smuggling.c \
	src/advice/rules_starttls.c \
	src/advice/rules_tls.c \
	src/advice/weak.c src/advice/weak.h \
	src/advice/words.c src/advice/words.h \
	src/advice/words_imap.c \
	src/advice/words_imap_codes.c \
	src/advice/words_imap_commands.c \
	src/advice/words_ours.c \
	src/advice/words_pop3.c \
	src/advice/words_sasl.c \
	src/advice/words_sieve.c \
	src/advice/words_smtp.c \
	src/advice/words_smtp_codes.c \
	src/advice/words_smtp_replies.c \
	src/advice/words_statuses.c \
	src/advice/words_terms.c \
	src/advice/words_tls.c \
	src/advice/words_tls_extensions.c \
	src/advice/words_tls_fields.c \
	src/advice/words_tls_groups.c \
	src/advice/words_tls_suites.c
