#include "archiver/assemble/signer.h"

#include "format/base/cursor.h"
#include "keys/keypair.h"
#include "keys/secret.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A message is one byte of kind or rc, the length in four bytes, and that many
 * bytes. The answer to a request carries the text asked for, or the sentence
 * that says why not.
 */
#define HEAD	    5
#define MESSAGE_MAX (64 * 1024)

enum request { ASK_CHECKPOINT = 1, ASK_SIDECAR = 2 };

static enum rc
put_all(int fd, struct slice s, struct err *e)
{
	while (s.len > 0) {
		ssize_t put = send(fd, s.p, s.len, MSG_NOSIGNAL);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot reach the signing process");
		s = slice_from(s, (size_t)put);
	}
	return RC_OK;
}

static enum rc
get_all(int fd, uint8_t *to, size_t n, struct err *e)
{
	while (n > 0) {
		ssize_t got = recv(fd, to, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_set(e, RC_IO, "the signing process has ended");
		to += got;
		n -= (size_t)got;
	}
	return RC_OK;
}

static enum rc
put_message(int fd, uint8_t kind, struct slice body, struct err *e)
{
	struct bytes head = BYTES_UP_TO(HEAD);
	enum rc rc;

	bytes_u8(&head, kind);
	bytes_u32le(&head, (uint32_t)body.len);
	rc = bytes_check(&head, "message", e);
	if (rc == RC_OK)
		rc = put_all(fd, bytes_slice(&head), e);
	if (rc == RC_OK)
		rc = put_all(fd, body, e);
	bytes_release(&head);
	return rc;
}

static enum rc
get_message(int fd, uint8_t *kind, struct bytes *body, struct err *e)
{
	uint8_t head[HEAD];
	struct cursor c = cursor_over(slice_of(head, sizeof head));
	uint32_t len;
	uint8_t *to;
	enum rc rc = get_all(fd, head, sizeof head, e);

	if (rc != RC_OK)
		return rc;
	*kind = cursor_u8(&c);
	len = cursor_u32le(&c);
	bytes_clear(body);
	to = bytes_room(body, len);
	if (to == NULL && len > 0)
		return bytes_check(body, "message", e);
	return len == 0 ? RC_OK : get_all(fd, to, len, e);
}

/* ---- the process with the key --------------------------------------------------------- */

struct holder {
	struct keypair pair;
	const struct checkpoint *after;
	uint64_t last; /* size of the tree signed last */
	struct bytes answer;
};

static enum rc
answer_checkpoint(struct holder *h, struct slice body, struct err *e)
{
	struct checkpoint head;
	enum rc rc = checkpoint_parse(body, &head, e);

	if (rc != RC_OK)
		return rc;
	if (h->after == NULL || !slice_equal(head.origin, h->after->origin))
		return err_set(e, RC_USAGE, "the log %.*s is not the one to be signed",
			SLICE_FMT(head.origin));
	if (head.size <= h->last)
		return err_set(e, RC_USAGE,
			"a log of %llu leaves is to be signed after one of %llu",
			(unsigned long long)head.size, (unsigned long long)h->last);
	h->last = head.size;
	return checkpoint_sign(&h->pair, &head, &h->answer, e);
}

static enum rc
answer_sidecar(struct holder *h, struct slice body, struct err *e)
{
	struct cursor c = cursor_over(body);
	struct slice digest = cursor_take(&c, SIDECAR_DIGEST_SIZE), comment = cursor_rest(&c);
	struct sidecar sidecar;
	enum rc rc;

	if (!cursor_ok(&c))
		return err_set(e, RC_USAGE, "no digest to sign");
	rc = sidecar_sign(&h->pair, digest.p, comment, &sidecar, e);
	return rc != RC_OK ? rc : sidecar_write(&sidecar, &h->answer, e);
}

static enum rc
answer_request(struct holder *h, uint8_t kind, struct slice body, struct err *e)
{
	switch (kind) {
	case ASK_CHECKPOINT:
		return answer_checkpoint(h, body, e);
	case ASK_SIDECAR:
		return answer_sidecar(h, body, e);
	default:
		return err_set(e, RC_USAGE, "request %u", kind);
	}
}

static void
serve(int fd, struct holder *h)
{
	struct bytes body = BYTES_UP_TO(MESSAGE_MAX);
	struct err e;
	uint8_t kind;

	while (get_message(fd, &kind, &body, &e) == RC_OK) {
		struct slice answer;
		enum rc rc;

		bytes_clear(&h->answer);
		rc = answer_request(h, kind, bytes_slice(&body), &e);
		answer = rc == RC_OK ? bytes_slice(&h->answer) : slice_str(e.text);
		if (put_message(fd, (uint8_t)rc, answer, &e) != RC_OK)
			break;
	}
	bytes_release(&body);
}

/* The new process: unlocks, says so with the public key, serves until the other end closes. */
static void
hold_key(int fd, const struct signer_unlock *unlock, pid_t asker)
{
	struct holder h = {.after = unlock->after,
		.last = unlock->after == NULL ? 0 : unlock->after->size,
		.answer = BYTES_UP_TO(MESSAGE_MAX)};
	struct slice answer;
	struct err e;
	enum rc rc;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Who ended before that was asked for is not waited for. */
	if (getppid() != asker)
		_exit(0);
	rc = unlock->unlock(unlock->ctx, &h.pair, &e);
	/* Nothing else of the other process stays open here: not the archive's lock above all. */
	if (fd > 3)
		close_range(3, (unsigned)fd - 1, 0);
	close_range((unsigned)fd + 1, ~0U, 0);
	answer = rc == RC_OK ? slice_of(&h.pair.public, sizeof h.pair.public) : slice_str(e.text);
	if (put_message(fd, (uint8_t)rc, answer, &e) == RC_OK && rc == RC_OK)
		serve(fd, &h);
	keypair_release(&h.pair);
	bytes_release(&h.answer);
	_exit(0);
}

/* ---- the process that asks --------------------------------------------------------------- */

static enum rc
ask(struct signer *s, struct bytes *answer, struct err *e)
{
	uint8_t rc = 0;
	enum rc got = get_message(s->fd, &rc, answer, e);

	if (got != RC_OK)
		return got;
	if (rc != RC_OK)
		return err_set(e, (enum rc)rc, "%.*s", SLICE_FMT(bytes_slice(answer)));
	return RC_OK;
}

enum rc
signer_start(const struct signer_unlock *unlock, struct signer *out, struct err *e)
{
	struct bytes answer = BYTES_UP_TO(MESSAGE_MAX);
	pid_t asker = getpid();
	int ends[2];
	enum rc rc;

	*out = SIGNER_EMPTY;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_sys(e, errno, "cannot start the signing process");
	out->process = fork();
	if (out->process == 0) {
		close(ends[0]);
		hold_key(ends[1], unlock, asker);
	}
	close(ends[1]);
	if (out->process < 0) {
		close(ends[0]);
		return err_sys(e, errno, "cannot start the signing process");
	}
	out->fd = ends[0];
	rc = ask(out, &answer, e);
	if (rc == RC_OK && answer.len != sizeof out->public)
		rc = err_set(e, RC_IO, "the signing process answers nonsense");
	if (rc == RC_OK)
		memcpy(&out->public, answer.p, sizeof out->public);
	else
		signer_release(out);
	bytes_release(&answer);
	return rc;
}

void
signer_release(struct signer *s)
{
	if (s->fd < 0)
		return;
	close(s->fd);
	while (waitpid(s->process, NULL, 0) < 0 && errno == EINTR)
		;
	*s = SIGNER_EMPTY;
}

static enum rc
request(struct signer *s, enum request kind, struct slice body, struct bytes *out, struct err *e)
{
	struct bytes answer = BYTES_UP_TO(MESSAGE_MAX);
	enum rc rc = put_message(s->fd, (uint8_t)kind, body, e);

	if (rc == RC_OK)
		rc = ask(s, &answer, e);
	if (rc == RC_OK) {
		bytes_add(out, bytes_slice(&answer));
		rc = bytes_check(out, "signature", e);
	}
	bytes_release(&answer);
	return rc;
}

enum rc
signer_checkpoint(
	struct signer *s, const struct checkpoint *head, struct bytes *note, struct err *e)
{
	struct bytes body = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	enum rc rc;

	checkpoint_write(head, &body);
	rc = bytes_check(&body, "checkpoint", e);
	if (rc == RC_OK)
		rc = request(s, ASK_CHECKPOINT, bytes_slice(&body), note, e);
	bytes_release(&body);
	return rc;
}

enum rc
signer_sidecar(struct signer *s, const uint8_t digest[SIDECAR_DIGEST_SIZE],
	struct slice trusted_comment, struct bytes *sidecar, struct err *e)
{
	struct bytes body = BYTES_UP_TO(MESSAGE_MAX);
	enum rc rc;

	bytes_add(&body, slice_of(digest, SIDECAR_DIGEST_SIZE));
	bytes_add(&body, trusted_comment);
	rc = bytes_check(&body, "trusted comment", e);
	if (rc == RC_OK)
		rc = request(s, ASK_SIDECAR, bytes_slice(&body), sidecar, e);
	bytes_release(&body);
	return rc;
}
