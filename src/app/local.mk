noinst_LIBRARIES += libapp.a
bin_PROGRAMS += starlit
APP_LIBS = libapp.a $(ADVICE_LIBS) $(LESSON_LIBS) libdemo.a libsession.a $(PROTO_LIBS) $(TLS_LIBS) $(UI_LIBS) $(REPORT_LIBS) $(IO_LIBS)
scriptsdir = $(pkgdatadir)/scripts
dist_scripts_DATA = scripts/auth.script scripts/relay.script scripts/send.script scripts/starttls.script
libapp_a_CPPFLAGS = $(AM_CPPFLAGS) -DSTARLIT_SCRIPTS='"$(scriptsdir)"'
libapp_a_SOURCES = \
	src/app/capture.c src/app/capture.h \
	src/app/advising.c src/app/advising.h \
	src/app/after_tls.c src/app/after_tls.h \
	src/app/command_line.c \
	src/app/check.c src/app/check.h \
	src/app/check_input.c src/app/check_input.h \
	src/app/check_resume.c src/app/check_resume.h \
	src/app/check_session.c src/app/check_session.h \
	src/app/check_settings.c src/app/check_settings.h \
	src/app/commands.c src/app/commands.h \
	src/app/completion.c src/app/completion.h \
	src/app/config_file.c src/app/config_file.h \
	src/app/config_open.c \
	src/app/configure.c src/app/configure.h \
	src/app/connection.c src/app/connection.h \
	src/app/console.c src/app/console.h \
	src/app/explaining.c src/app/explaining.h \
	src/app/files.c src/app/files.h \
	src/app/front.c src/app/front.h \
	src/app/front_commands.c \
	src/app/front_explain.c \
	src/app/front_lesson.c \
	src/app/front_keys.c \
	src/app/front_lines.c \
	src/app/front_probe.c \
	src/app/guess.c src/app/guess.h \
	src/app/help.c src/app/help.h \
	src/app/hostname.c src/app/hostname.h \
	src/app/lesson_handout.c src/app/lesson_handout.h \
	src/app/lesson_setup.c src/app/lesson_setup.h \
	src/app/lessons.c src/app/lessons.h \
	src/app/local_server.c src/app/local_server.h \
	src/app/option_aliases.c \
	src/app/option_table.c src/app/option_table.h \
	src/app/opened.c src/app/opened.h \
	src/app/options.c src/app/options.h \
	src/app/plain.c src/app/plain.h \
	src/app/plain_input.c \
	src/app/plain_output.c \
	src/app/plain_person.c \
	src/app/prober.c src/app/prober.h \
	src/app/probing.c src/app/probing.h \
	src/app/program.c src/app/program.h \
	src/app/recording.c src/app/recording.h \
	src/app/reporting.c src/app/reporting.h \
	src/app/recent.c src/app/recent.h \
	src/app/scripting.c src/app/scripting.h \
	src/app/s_client.h \
	src/app/s_client_options.c \
	src/app/s_client_session.c \
	src/app/s_client_show.c \
	src/app/s_client_table.c src/app/s_client_table.h \
	src/app/s_client_takes.c \
	src/app/serve.c src/app/serve.h \
	src/app/servers.c src/app/servers.h \
	src/app/shelf.c src/app/shelf.h \
	src/app/take_away.c src/app/take_away.h \
	src/app/teacher.c src/app/teacher.h \
	src/app/tickets.c src/app/tickets.h \
	src/app/unlock.c src/app/unlock.h \
	src/app/trials.c src/app/trials.h \
	src/app/wrap.c src/app/wrap.h \
	src/app/target.c src/app/target.h

# Lessons are installed, to be copied, and are in the program, so that they are always there.
LESSONS = \
	lessons/smtp-starttls.lesson \
	lessons/imap-starttls.lesson \
	lessons/pop3-starttls.lesson \
	lessons/stripped.lesson \
	lessons/refused.lesson \
	lessons/response-injection.lesson \
	lessons/command-injection.lesson \
	lessons/smuggling.lesson \
	lessons/password-in-clear.lesson \
	lessons/preauth.lesson \
	lessons/expired.lesson \
	lessons/self-signed.lesson \
	lessons/wrong-name.lesson \
	lessons/incomplete-chain.lesson \
	lessons/tls-versions.lesson \
	lessons/hello-retry.lesson \
	lessons/client-certificate.lesson \
	lessons/alerts.lesson \
	lessons/resumption.lesson \
	lessons/truncation.lesson \
	lessons/wrong-port-implicit.lesson \
	lessons/wrong-port-starttls.lesson
lessonsdir = $(pkgdatadir)/lessons
dist_lessons_DATA = $(LESSONS)
EXTRA_DIST += lessons/embed
nodist_libapp_a_SOURCES = lessons/shipped.c
CLEANFILES += lessons/shipped.c
lessons/shipped.c: $(LESSONS) lessons/embed
	$(AM_V_GEN)$(MKDIR_P) lessons && (cd $(srcdir) && sh lessons/embed $(LESSONS)) >$@.new && mv $@.new $@

starlit_SOURCES = src/app/main.c
starlit_LDADD = $(APP_LIBS)

# Completion of the command line. The program itself writes the scripts, so one for another machine has none of them.
COMPLETIONS = completions/starlit completions/_starlit completions/starlit.fish
CLEANFILES += $(COMPLETIONS)
if !CROSS_COMPILING
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = completions/starlit
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_zshcompletion_DATA = completions/_starlit
fishcompletiondir = $(datadir)/fish/vendor_completions.d
nodist_fishcompletion_DATA = completions/starlit.fish
endif
completions/starlit: starlit$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) completions && ./starlit$(EXEEXT) --completion bash >$@.new && mv $@.new $@
completions/_starlit: starlit$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) completions && ./starlit$(EXEEXT) --completion zsh >$@.new && mv $@.new $@
completions/starlit.fish: starlit$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) completions && ./starlit$(EXEEXT) --completion fish >$@.new && mv $@.new $@
