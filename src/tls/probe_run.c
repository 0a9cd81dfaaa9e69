/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_run: finding, then one reversed offer, then sorting where more than one block bore fruit.
 */
#include "tls/probe_run.h"

#include <assert.h>

/* count when it is not among them. */
static size_t index_of(const uint16_t *codes, size_t count, uint16_t code)
{
	size_t i = 0;

	while (i < count && codes[i] != code)
		i++;
	return i;
}

static void take_away(uint16_t *codes, size_t *count, size_t index)
{
	memmove(codes + index, codes + index + 1, (*count - index - 1) * sizeof(*codes));
	(*count)--;
}

/* The offer for the present state. */
static void make_offer(struct probe_run *run)
{
	run->offered = run->left_count;
	memcpy(run->offer, run->left, run->left_count * sizeof(run->offer[0]));
	if (!run->tail || run->phase != PROBE_FINDING)
		return;
	for (size_t i = 0; i < run->found_count && run->offered < PROBE_CODES_MAX; i++)
		run->offer[run->offered++] = run->found[i];
}

static void finish(struct probe_run *run)
{
	run->phase = PROBE_DONE;
	run->left_count = 0;
	run->offered = 0;
}

static void begin_reversed(struct probe_run *run)
{
	if (run->found_count < 2) {
		finish(run);
		return;
	}
	run->phase = PROBE_REVERSED;
	run->left_count = run->found_count;
	for (size_t i = 0; i < run->found_count; i++)
		run->left[i] = run->found[run->found_count - 1 - i];
	make_offer(run);
}

static void begin_block(struct probe_run *run)
{
	size_t count = run->all.count - run->next;

	if (!count) {
		begin_reversed(run);
		return;
	}
	if (count > run->block)
		count = run->block;
	memcpy(run->left, run->all.list + run->next, count * sizeof(run->left[0]));
	run->left_count = count;
	run->next += count;
	run->block_began = run->found_count;
	make_offer(run);
}

static void end_block(struct probe_run *run)
{
	if (run->found_count > run->block_began) {
		run->fruitful++;
		run->last_began = run->block_began;
	}
	begin_block(run);
}

void probe_run_begin(struct probe_run *run, struct wire_codes all, size_t block, bool sticky)
{
	assert(all.count <= PROBE_CODES_MAX && block);
	*run = (struct probe_run){.all = all, .block = block, .sticky = sticky};
	begin_block(run);
}

struct wire_codes probe_run_offer(const struct probe_run *run)
{
	return (struct wire_codes){.list = run->offer, .count = run->offered};
}

bool probe_run_first(const struct probe_run *run)
{
	return run->phase == PROBE_FINDING && !run->found_count && run->next <= run->block;
}

/* Blocks were asked one by one: their order among each other is not known yet. */
static void begin_sorting(struct probe_run *run)
{
	run->phase = PROBE_SORTING;
	run->left_count = run->found_count;
	memcpy(run->left, run->found, run->found_count * sizeof(run->left[0]));
	run->found_count = 0;
	make_offer(run);
}

/*
 * One choice from the reversed list tells the order. If the last block bore one fruit, and this is chosen, it may be the
 * server's favourite as well as the client's: the first choice of the sorting decides.
 */
static void judge_order(struct probe_run *run, uint16_t code)
{
	bool last = code == run->found[run->found_count - 1];

	if (last && run->fruitful > 1 && run->found_count - run->last_began == 1) {
		begin_sorting(run);
	} else if (last) {
		run->order = PROBE_ORDER_CLIENT;
		/* Such a server would have taken what stood in front of the tail. */
		run->unseen = false;
		finish(run);
	} else if (run->fruitful > 1) {
		run->order = PROBE_ORDER_SERVER;
		begin_sorting(run);
	} else {
		run->order = code == run->found[0] ? PROBE_ORDER_SERVER : PROBE_ORDER_MIXED;
		finish(run);
	}
}

static void stray(struct probe_run *run, uint16_t code)
{
	run->stray = true;
	run->stray_code = code;
	finish(run);
}

/* The rest of what was to be sorted stays as it stood. */
static void give_up_sorting(struct probe_run *run, enum probe_order order)
{
	for (size_t i = 0; i < run->left_count; i++)
		run->found[run->found_count++] = run->left[i];
	run->order = order;
	finish(run);
}

static void accept(struct probe_run *run, size_t index)
{
	if (run->phase == PROBE_SORTING && run->order == PROBE_ORDER_UNKNOWN) {
		if (!index) {
			give_up_sorting(run, PROBE_ORDER_CLIENT);
			return;
		}
		run->order = PROBE_ORDER_SERVER;
	}
	run->found[run->found_count++] = run->left[index];
	take_away(run->left, &run->left_count, index);
	make_offer(run);
	if (run->left_count)
		return;
	if (run->phase == PROBE_SORTING)
		finish(run);
	else
		end_block(run);
}

void probe_run_chosen(struct probe_run *run, uint16_t code)
{
	size_t index = index_of(run->left, run->left_count, code);

	if (run->phase == PROBE_DONE)
		return;
	if (index == run->left_count && run->tail && index_of(run->found, run->found_count, code) < run->found_count) {
		run->unseen = true;
		end_block(run);
	} else if (index == run->left_count) {
		if (run->phase == PROBE_SORTING)
			give_up_sorting(run, PROBE_ORDER_MIXED);
		else
			stray(run, code);
	} else if (run->phase == PROBE_REVERSED) {
		judge_order(run, code);
	} else {
		accept(run, index);
	}
}

void probe_run_refused(struct probe_run *run)
{
	switch (run->phase) {
	case PROBE_FINDING:
		if (run->sticky && run->found_count && !run->tail) {
			run->tail = true;
			make_offer(run);
		} else {
			end_block(run);
		}
		return;
	case PROBE_REVERSED: finish(run); return;
	case PROBE_SORTING: give_up_sorting(run, PROBE_ORDER_MIXED); return;
	case PROBE_DONE: return;
	}
}

void probe_run_unanswered(struct probe_run *run)
{
	if (run->phase == PROBE_FINDING)
		run->unanswered = true;
	/* What follows would wait as long again, unless this block was fruitful before. */
	if (run->phase == PROBE_FINDING && run->block_began < run->found_count)
		end_block(run);
	else
		probe_run_stop(run);
}

void probe_run_stop(struct probe_run *run)
{
	if (run->phase == PROBE_SORTING)
		give_up_sorting(run, PROBE_ORDER_MIXED);
	else
		finish(run);
}

bool probe_run_found(const struct probe_run *run, uint16_t code)
{
	return index_of(run->found, run->found_count, code) < run->found_count;
}
